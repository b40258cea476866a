package io.parley.access.oauth;

import java.io.IOException;
import java.util.Optional;

import io.parley.access.account.SignIns;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who is signed in with the browser that asks, where a person is needed: only
 * people authorize applications, so keys are not looked at.
 */
class SignedInFilter extends OncePerRequestFilter {

	private final SignIns signIns;

	SignedInFilter(SignIns signIns) {
		this.signIns = signIns;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !Endpoint.of(request).isForBrowsers();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		person(request).ifPresent((person) -> SecurityContextHolder.setContext(new SecurityContextImpl(person)));
		chain.doFilter(request, response);
	}

	private Optional<PersonAuthentication> person(HttpServletRequest request) {
		return this.signIns.account(request)
			.map((account) -> new PersonAuthentication(
					new Authorization.Person(account.accountId(), account.username(), account.credentialVersion()),
					account.team(), account.scopes()));
	}

}
