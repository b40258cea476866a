package io.parley.access.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import io.parley.web.CrossSite;
import io.parley.web.Forms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.stereotype.Component;

/**
 * The token that a page of the service itself can send and one of another site cannot,
 * under the names that Django gives it: scripts read the cookie {@code csrftoken} and
 * send its value in the header {@code X-CSRFToken}; forms have it in the field
 * {@code csrfmiddlewaretoken}.
 */
@Component
class CsrfTokens extends CsrfTokenRequestAttributeHandler {

	static final String COOKIE = "csrftoken";

	static final String HEADER = "X-CSRFToken";

	static final String FIELD = "csrfmiddlewaretoken";

	private final CookieCsrfTokenRepository cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();

	CsrfTokens() {
		this.cookies.setCookieName(COOKIE);
		this.cookies.setHeaderName(HEADER);
		this.cookies.setParameterName(FIELD);
		this.cookies.setCookiePath("/");
		this.cookies.setCookieCustomizer((cookie) -> cookie.sameSite("Lax"));
	}

	CookieCsrfTokenRepository cookies() {
		return this.cookies;
	}

	/**
	 * What a request has sent; a body that is no form is left to others. From a page of
	 * another site no token counts, however it came by one.
	 */
	@Override
	public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
		if (CrossSite.sends(request)) {
			return null;
		}
		String sent = request.getHeader(HEADER);
		return (sent != null) ? sent : Forms.value(request, FIELD);
	}

	/** Whether a request has the cookie and does not send the same. */
	boolean isForged(HttpServletRequest request) {
		CsrfToken token = this.cookies.loadToken(request);
		if (token == null) {
			return false;
		}
		String sent = resolveCsrfTokenValue(request, token);
		return sent == null || !MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8),
				token.getToken().getBytes(StandardCharsets.UTF_8));
	}

	/** The token for a page, with the cookie where the browser has none yet. */
	String current(HttpServletRequest request, HttpServletResponse response) {
		return this.cookies.loadDeferredToken(request, response).get().getToken();
	}

	/** Gives the browser another token. */
	void renew(HttpServletRequest request, HttpServletResponse response) {
		this.cookies.saveToken(this.cookies.generateToken(request), request, response);
	}

	/** Takes the token from the browser. */
	void end(HttpServletRequest request, HttpServletResponse response) {
		this.cookies.saveToken(null, request, response);
	}

}
