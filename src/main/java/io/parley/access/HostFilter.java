package io.parley.access;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.parley.web.ProblemException;
import io.parley.web.Problems;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While the service listens on loopback and asks for no credential, refuses requests that
 * name another host than this machine. A page in a browser here that had its own name
 * lead to 127.0.0.1 (DNS rebinding) could otherwise read and change everything.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HostFilter extends OncePerRequestFilter {

	private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

	private final boolean loopback;

	private final Set<String> allowed;

	private final Problems problems;

	HostFilter(ServerProperties server, AccessProperties properties, Problems problems) {
		InetAddress address = server.getAddress();
		this.loopback = address != null && address.isLoopbackAddress();
		this.allowed = properties.allowedHosts();
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String host = request.getHeader(HttpHeaders.HOST);
		if (this.loopback && host != null && !isAllowed(host.toLowerCase(Locale.ROOT))) {
			this.problems.write(ProblemException.forbidden(
					"The Host header must name this machine while the service listens on loopback; see parley.access.allowed-hosts"),
					request, response);
			return;
		}
		chain.doFilter(request, response);
	}

	private boolean isAllowed(String host) {
		String name = host.replaceFirst(":\\d*$", "");
		return LOCAL.contains(name) || this.allowed.contains(name);
	}

}
