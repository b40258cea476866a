package io.parley.web;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

/** Whether a page of another site made a browser send a request. */
public final class CrossSite {

	private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

	private CrossSite() {
	}

	/**
	 * Whether a browser says so in {@code Sec-Fetch-Site} or, where it sends none, in
	 * {@code Origin}. What sends neither is no browser.
	 */
	public static boolean sends(HttpServletRequest request) {
		List<String> sites = Collections.list(request.getHeaders("Sec-Fetch-Site"));
		if (!sites.isEmpty()) {
			return !OWN_SITE.containsAll(sites);
		}
		String here = request.getServerName() + ":" + request.getServerPort();
		return Collections.list(request.getHeaders(HttpHeaders.ORIGIN))
			.stream()
			.anyMatch((origin) -> !isOrigin(origin, String.valueOf(request.getHeader(HttpHeaders.HOST)))
					&& !isOrigin(origin, here));
	}

	/** Whether an origin is of a host, over whichever protocol. */
	public static boolean isOrigin(String origin, String host) {
		try {
			URI page = URI.create(origin);
			URI here = URI.create(page.getScheme() + "://" + host);
			return page.getHost() != null && page.getHost().equalsIgnoreCase(here.getHost())
					&& port(page) == port(here);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static int port(URI uri) {
		if (uri.getPort() >= 0) {
			return uri.getPort();
		}
		return "https".equals(uri.getScheme()) ? 443 : 80;
	}

}
