package io.parley.access;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.parley.web.FilterOrder;
import io.parley.web.CrossSite;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where no credential is asked, keeps out what a page of another site makes a browser
 * send. A request must name this service in its {@code Host} header, or the page could
 * have its own name lead here (DNS rebinding) and read everything; and a request that
 * writes must not come from another site, which a browser says in {@code Origin} and
 * {@code Sec-Fetch-Site}.
 */
@Component
@Order(FilterOrder.ACCESS)
class OpenAccessFilter extends OncePerRequestFilter {

	private static final Pattern LOCAL = Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]");

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

	private final Set<String> allowed;

	private final AccessMode mode;

	private final Problems problems;

	OpenAccessFilter(AccessProperties properties, AccessMode mode, Problems problems) {
		this.mode = mode;
		this.allowed = properties.allowedHosts()
			.stream()
			.map((host) -> host.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		this.problems = problems;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return this.mode.isSecured();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String refusal = refusal(request);
		if (refusal == null) {
			chain.doFilter(request, response);
		}
		else {
			this.problems.write(ProblemException.forbidden(refusal), request, response);
		}
	}

	private @Nullable String refusal(HttpServletRequest request) {
		String host = request.getHeader(HttpHeaders.HOST);
		if (host != null && !isThisService(host, request)) {
			return "The Host header must be localhost, the address that was called or a name in"
					+ " parley.access.allowed-hosts while no credential is asked";
		}
		if (!READING.contains(request.getMethod()) && isForeign(request, host)) {
			return "A page of another site may not write here while no credential is asked";
		}
		return null;
	}

	private boolean isThisService(String host, HttpServletRequest request) {
		String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
		return LOCAL.matcher(name).matches() || this.allowed.contains(name)
				|| name.replaceAll("[\\[\\]]", "").equals(request.getLocalAddr());
	}

	/**
	 * A reply page tells nobody where somebody came from, since its address is the
	 * credential, so its form has the origin {@code null}. Whoever sends it has the
	 * address.
	 */
	private static boolean isReply(HttpServletRequest request, String origin) {
		return origin.equals("null") && request.getRequestURI().startsWith("/reply/");
	}

	private static boolean isForeign(HttpServletRequest request, String host) {
		return Collections.list(request.getHeaders("Sec-Fetch-Site"))
			.stream()
			.anyMatch((site) -> !OWN_SITE.contains(site))
				|| Collections.list(request.getHeaders(HttpHeaders.ORIGIN))
					.stream()
					.anyMatch((origin) -> !CrossSite.isOrigin(origin, host) && !isReply(request, origin));
	}

}
