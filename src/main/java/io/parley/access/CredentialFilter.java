package io.parley.access;

import java.io.IOException;
import java.util.Optional;

import io.parley.access.OperationTable.Match;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who makes a request. The first credential that is there counts, and one that
 * is not good is refused whatever else is there.
 */
class CredentialFilter extends OncePerRequestFilter {

	private final AccessMode mode;

	private final OperationTable table;

	private final Credentials credentials;

	private final Problems problems;

	CredentialFilter(AccessMode mode, OperationTable table, Credentials credentials, Problems problems) {
		this.mode = mode;
		this.table = table;
		this.credentials = credentials;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			caller(request).ifPresent((caller) -> SecurityContextHolder
				.setContext(new SecurityContextImpl(new CallerAuthentication(caller))));
		}
		catch (ProblemException | DataAccessException ex) {
			this.problems.write(ex, request, response);
			return;
		}
		chain.doFilter(request, response);
	}

	private Optional<Caller> caller(HttpServletRequest request) {
		if (!this.mode.isSecured()) {
			return Optional.of(Caller.ANYONE);
		}
		boolean ignored = this.table.find(request)
			.map(Match::operation)
			.filter((operation) -> operation.rule().who() == Rule.Who.ANYBODY)
			.isPresent();
		return ignored ? Optional.empty() : this.credentials.check(request);
	}

}
