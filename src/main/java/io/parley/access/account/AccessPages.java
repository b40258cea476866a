package io.parley.access.account;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * What browsers are told with each page on which people sign in or allow something: to
 * keep it nowhere, to show it in no frame, to run nothing, and to send its forms to this
 * service alone. The layout of the pages is the template {@code access/layout}.
 */
public final class AccessPages {

	private static final String POLICY = "default-src 'none'; style-src 'self'; base-uri 'none';"
			+ " frame-ancestors 'none'; form-action 'self'";

	/** What is no address in an app. */
	private static final Set<String> WITHOUT_AUTHORITY = Set.of("null", "http", "https", "data", "javascript");

	private AccessPages() {
	}

	/**
	 * Sets the headers of a page.
	 * @param targets URIs to which the answer to one of its forms may lead on, which
	 * browsers would forbid otherwise
	 */
	public static void secure(HttpServletResponse response, URI... targets) {
		response.setHeader("Content-Security-Policy",
				POLICY + Arrays.stream(targets).map(AccessPages::source).collect(Collectors.joining()));
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		// With no-referrer the page's own forms would come from nowhere.
		response.setHeader("Referrer-Policy", "same-origin");
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
