package io.parley.access.account;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriUtils;

/** Where a browser signs in and is led back from to the page that it asked for. */
public final class SignInLink {

	private SignInLink() {
	}

	/** The page to sign in, which leads on to what this request asks for. */
	public static String backTo(HttpServletRequest request) {
		String query = request.getQueryString();
		String here = request.getRequestURI() + ((query != null) ? "?" + query : "");
		return request.getContextPath() + "/login?next=" + UriUtils.encode(here, StandardCharsets.UTF_8);
	}

}
