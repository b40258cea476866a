package io.parley.access.oauth;

import java.io.IOException;

import io.parley.access.account.AccountRights;
import io.parley.access.account.SignIns;
import io.parley.access.limit.Limits;
import io.parley.web.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who is signed in with the browser that asks, where a person is needed: only
 * people authorize applications, so keys are not looked at. What a person asks here
 * counts together with their calls.
 */
class SignedInFilter extends OncePerRequestFilter {

	private final SignIns signIns;

	private final Limits limits;

	SignedInFilter(SignIns signIns, Limits limits) {
		this.signIns = signIns;
		this.limits = limits;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !Endpoint.of(request).isForBrowsers();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		this.signIns.account(request).ifPresent((account) -> {
			CallerLimit.take(this.limits, caller(account), response);
			SecurityContextHolder.setContext(new SecurityContextImpl(person(account)));
		});
		chain.doFilter(request, response);
	}

	private static Caller caller(AccountRights account) {
		return new Caller(Caller.Kind.ACCOUNT, account.callerId(), account.username(), account.team(), account.scopes(),
				null, null);
	}

	private static PersonAuthentication person(AccountRights account) {
		return new PersonAuthentication(
				new Authorization.Person(account.accountId(), account.username(), account.credentialVersion()),
				account.team(), account.scopes());
	}

}
