package io.parley.access.oauth;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import io.parley.access.limit.Limits;
import io.parley.access.limit.Taken;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often an application may ask, once it is known which: together with what it
 * calls elsewhere while it acts for itself.
 */
class CallerLimit extends OncePerRequestFilter {

	private final Limits limits;

	CallerLimit(Limits limits) {
		this.limits = limits;
	}

	/**
	 * @throws ProblemException 429 where this is one request too many
	 */
	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication instanceof OAuth2ClientAuthenticationToken client && !isPublic(client)) {
			this.limits.succeeded(CredentialLimit.secret(request));
		}
		caller(authentication, Endpoint.of(request)).ifPresent((caller) -> take(this.limits, caller, response));
		chain.doFilter(request, response);
	}

	/** Counts a request of a caller, and tells the answer what is left. */
	static void take(Limits limits, Caller caller, HttpServletResponse response) {
		Taken taken = limits.take(caller);
		taken.tell(response);
		taken.refuseExceeded();
	}

	private static Optional<Caller> caller(@Nullable Authentication authentication, Endpoint endpoint) {
		if (authentication instanceof OAuth2ClientAuthenticationToken client
				&& (endpoint == Endpoint.TOKEN || !isPublic(client))) {
			Application application = RegisteredApplications.application(client.getRegisteredClient());
			return Optional.of(new Caller(Caller.Kind.OAUTH, AccessTokens.callerId(application), application.name(),
					application.team(), Set.of(), null, null));
		}
		return Optional.empty();
	}

	/**
	 * Whether anybody can say that they are this application. They could use up what it
	 * has by ending tokens that there never were, so only where a bad token counts
	 * against them is it counted.
	 */
	private static boolean isPublic(OAuth2ClientAuthenticationToken client) {
		return ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod());
	}

}
