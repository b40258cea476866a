package io.parley.web;

import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Announces the next page of a list in a {@code Link} header (RFC 8288). */
public final class PageLinks {

	private PageLinks() {
	}

	/**
	 * The headers of a page of the request at hand.
	 * @param parameter the query parameter by which the next page is asked for, in place
	 * of its value now
	 * @param value its value, or null where this page is the last
	 */
	public static HttpHeaders next(String parameter, String value) {
		HttpHeaders headers = new HttpHeaders();
		if (value != null) {
			String next = ServletUriComponentsBuilder.fromCurrentRequest()
				.replaceQueryParam(parameter, value)
				.build()
				.toUriString();
			headers.add(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
		}
		return headers;
	}

}
