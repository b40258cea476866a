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
	 * The headers of a part of a list that has more on both sides: {@code prev} leads to
	 * what is newer, {@code next} to what is older.
	 * @param path of the list, percent-encoded
	 * @param after the entry that newer ones come after, or null where there are none
	 * @param before the entry that older ones come before, or null where there are none
	 */
	public static HttpHeaders around(String path, String after, String before) {
		String list = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + path;
		HttpHeaders headers = new HttpHeaders();
		if (after != null) {
			headers.add(HttpHeaders.LINK, "<" + list + "?after=" + after + ">; rel=\"prev\"");
		}
		if (before != null) {
			headers.add(HttpHeaders.LINK, "<" + list + "?before=" + before + ">; rel=\"next\"");
		}
		return headers;
	}

}
