package io.parley.access;

import java.io.IOException;
import java.util.Optional;

import io.parley.access.Credentials.Presented;
import io.parley.access.OperationTable.Match;
import io.parley.access.limit.Limits;
import io.parley.access.limit.Taken;
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
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who makes a request. The first credential that is there counts, and one that
 * is not good is refused whatever else is there. Who calls too often, or comes too often
 * with what is not good, is refused before anything is done.
 */
class CredentialFilter extends OncePerRequestFilter {

	private final AccessMode mode;

	private final OperationTable table;

	private final Credentials credentials;

	private final CallerRules rules;

	private final Limits limits;

	private final Problems problems;

	CredentialFilter(AccessMode mode, OperationTable table, Credentials credentials, CallerRules rules, Limits limits,
			Problems problems) {
		this.mode = mode;
		this.table = table;
		this.credentials = credentials;
		this.rules = rules;
		this.limits = limits;
		this.problems = problems;
	}

	/** Its filter chain has it; the container shall not. */
	@Component
	record Parts(AccessMode mode, OperationTable table, Credentials credentials, CallerRules rules, Limits limits,
			Problems problems) {

		CredentialFilter filter() {
			return new CredentialFilter(this.mode, this.table, this.credentials, this.rules, this.limits,
					this.problems);
		}

	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			caller(request, response).ifPresent((caller) -> SecurityContextHolder
				.setContext(new SecurityContextImpl(new CallerAuthentication(caller))));
		}
		catch (ProblemException | DataAccessException ex) {
			if (!SignInPrompt.answer(ex, request, response)) {
				this.problems.write(ex, request, response);
			}
			return;
		}
		chain.doFilter(request, response);
	}

	private Optional<Caller> caller(HttpServletRequest request, HttpServletResponse response) {
		if (!this.mode.isSecured()) {
			return Optional.of(Caller.ANYONE);
		}
		String address = request.getRemoteAddr();
		Taken taken = this.limits.failures(address);
		try {
			Presented presented = isForAnybody(request) ? null : presented(request, address).orElse(null);
			if (presented == null) {
				return Optional.empty();
			}
			Caller caller = check(presented, request, address);
			taken = this.limits.take(caller);
			taken.refuseExceeded();
			return Optional.of(this.rules.apply(caller, request));
		}
		finally {
			taken.tell(response);
		}
	}

	private boolean isForAnybody(HttpServletRequest request) {
		return this.table.find(request)
			.map(Match::operation)
			.filter((operation) -> operation.rule().who() == Rule.Who.ANYBODY)
			.isPresent();
	}

	private Optional<Presented> presented(HttpServletRequest request, String address) {
		try {
			return this.credentials.find(request);
		}
		catch (ProblemException ex) {
			this.limits.failed(address);
			throw ex;
		}
	}

	private Caller check(Presented presented, HttpServletRequest request, String address) {
		this.limits.failuresExceeded(address, presented.secret()).ifPresent((pause) -> {
			throw Taken.tooMany(pause);
		});
		Caller caller = this.credentials.check(presented, request).orElseThrow(() -> {
			this.limits.failed(address, presented.secret());
			return Credentials.refusal();
		});
		this.limits.succeeded(presented.secret());
		return caller;
	}

}
