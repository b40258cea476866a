package io.parley.access.account;

import java.io.IOException;
import java.util.Set;

import io.parley.web.BodyFilter;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Forms;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * A page of another site can make a browser send a request with its cookies. So whatever
 * writes and has the cookie of a sign-in for its credential must also show that it knows
 * the {@code csrftoken} cookie. Keys and tokens are sent by no browser by itself; where
 * there is one, it is the credential that counts.
 */
@Component
public class CsrfRules {

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	/** However its path is spelt, as the controller is found. */
	private static final RequestMatcher SIGN_OUT = PathPatternRequestMatcher.withDefaults().matcher("/logout");

	private final CsrfTokens tokens;

	private final Callers callers;

	private final Problems problems;

	private final BodyFilter body;

	CsrfRules(CsrfTokens tokens, Callers callers, Problems problems, BodyFilter body) {
		this.tokens = tokens;
		this.callers = callers;
		this.problems = problems;
		this.body = body;
	}

	/**
	 * What goes before the check: reads a form that has the token in it and that the
	 * container does not read. Of who needs no token it is read later, with all bodies.
	 */
	public Filter bodies() {
		return (request, response, chain) -> {
			if (request instanceof HttpServletRequest asked && Forms.isLargeForm(asked) && needsToken(asked)) {
				this.body.doFilter(request, response, chain);
			}
			else {
				chain.doFilter(request, response);
			}
		};
	}

	/** Has a filter chain keep to them, once it knows the caller. */
	public void apply(HttpSecurity http) {
		http.csrf((csrf) -> csrf.csrfTokenRepository(this.tokens.cookies())
			.csrfTokenRequestHandler(this.tokens)
			.requireCsrfProtectionMatcher(this::needsToken)
			.withObjectPostProcessor(new ObjectPostProcessor<CsrfFilter>() {
				@Override
				public <T extends CsrfFilter> T postProcess(T filter) {
					filter.setAccessDeniedHandler(CsrfRules.this::refuse);
					return filter;
				}
			}));
	}

	boolean needsToken(HttpServletRequest request) {
		return !READING.contains(request.getMethod()) && (isSignedIn() || isSigningOut(request));
	}

	/** Whether the cookie is the credential that counts. */
	private boolean isSignedIn() {
		return this.callers.find().filter((caller) -> caller.kind() == Caller.Kind.ACCOUNT).isPresent();
	}

	private static boolean isSigningOut(HttpServletRequest request) {
		return SIGN_OUT.matches(request) && WebUtils.getCookie(request, SignIns.COOKIE) != null;
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		if (Forms.isForm(request)) {
			this.problems.write(
					ProblemException
						.forbidden("This form is too old or not from here; open its page again and send it then"),
					request, response);
			return;
		}
		this.problems.write(
				ProblemException.forbidden("%s must be the value of the cookie %s where the cookie %s is the credential"
					.formatted(CsrfTokens.HEADER, CsrfTokens.COOKIE, SignIns.COOKIE)),
				request, response);
	}

}
