package io.parley.web.html;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * What browsers are told with each page that people use: to keep it nowhere, to show it
 * in no frame, to run nothing but scripts of this service, if any, and to send its forms
 * to this service alone.
 */
public final class HtmlHeaders {

	/** Tells other sites nothing, and this one where somebody came from. */
	public static final String SAME_ORIGIN = "same-origin";

	/**
	 * Tells nobody. With it the page's own forms come from nowhere, so that it is only
	 * for those whose address is the credential.
	 */
	public static final String NO_REFERRER = "no-referrer";

	private static final String FIXED = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
			+ " frame-ancestors 'none'; form-action 'self'";

	private static final String SCRIPTED = "default-src 'none'; script-src 'self'; style-src 'self';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

	/** What is no address in an app. */
	private static final Set<String> WITHOUT_AUTHORITY = Set.of("null", "http", "https", "data", "javascript");

	private HtmlHeaders() {
	}

	/**
	 * Sets the headers of a page without scripts.
	 * @param targets URIs to which the answer to one of its forms may lead on, which
	 * browsers would forbid otherwise
	 */
	public static void secure(HttpServletResponse response, URI... targets) {
		set(response, FIXED + Arrays.stream(targets).map(HtmlHeaders::source).collect(Collectors.joining()),
				SAME_ORIGIN);
	}

	/** Sets the headers of a page that may have scripts. */
	static void secureScripted(HttpServletResponse response, String referrer) {
		set(response, SCRIPTED, referrer);
	}

	private static void set(HttpServletResponse response, String policy, String referrer) {
		response.setHeader("Content-Security-Policy", policy);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Referrer-Policy", referrer);
	}

	/** The origin of a web address; the scheme of an address in an app. */
	private static String source(URI target) {
		String scheme = String.valueOf(target.getScheme());
		if (target.getHost() != null) {
			return " " + scheme + "://" + target.getHost() + ((target.getPort() >= 0) ? ":" + target.getPort() : "");
		}
		return WITHOUT_AUTHORITY.contains(scheme) ? "" : " " + scheme + ":";
	}

}
