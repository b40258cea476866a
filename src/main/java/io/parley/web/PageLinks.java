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

	/**
	 * The headers of a list of which another list shows more.
	 * @param path of that list, percent-encoded
	 * @param relation what the link leads to, such as {@code prev}
	 * @param parameter the query parameter by which its page is asked for
	 * @param value its value, which needs no encoding, or null where there is no more
	 */
	public static HttpHeaders to(String path, String relation, String parameter, String value) {
		HttpHeaders headers = new HttpHeaders();
		if (value != null) {
			String service = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
			headers.add(HttpHeaders.LINK,
					"<%s%s?%s=%s>; rel=\"%s\"".formatted(service, path, parameter, value, relation));
		}
		return headers;
	}

}
