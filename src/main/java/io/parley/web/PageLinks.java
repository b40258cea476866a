package io.parley.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Announces the next page of a list in a {@code Link} header (RFC 8288). */
public final class PageLinks {

	private static final Pattern NOT_IN_A_URI = Pattern.compile("[^!#-;=?-Z_a-z~]+");

	private PageLinks() {
	}

	/**
	 * The headers of a page of the request at hand.
	 * @param parameter the query parameter by which the next page is asked for, in place
	 * of its value now
	 * @param value its value, or null where this page is the last
	 */
	public static HttpHeaders next(String parameter, @Nullable String value) {
		HttpHeaders headers = new HttpHeaders();
		if (value != null) {
			String next = url(ServletUriComponentsBuilder.fromCurrentRequest(), parameter, value);
			headers.add(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
		}
		return headers;
	}

	/**
	 * The URL of another page of a list.
	 * @param list the list as it was asked for, with the query as it came
	 */
	public static String url(ServletUriComponentsBuilder list, String parameter, String value) {
		String url = list.replaceQueryParam(parameter, value).build().toUriString();
		int query = url.indexOf('?');
		return url.substring(0, query) + legal(url.substring(query));
	}

	/**
	 * A query as a URI can have it, where a caller has sent what servers take besides.
	 */
	private static String legal(String query) {
		return NOT_IN_A_URI.matcher(query)
			.replaceAll((character) -> UriUtils.encode(character.group(), StandardCharsets.UTF_8));
	}

	/**
	 * The headers of a part of a list that has more on both sides: {@code prev} leads to
	 * what is newer, {@code next} to what is older.
	 * @param path of the list, percent-encoded
	 * @param after the entry that newer ones come after, or null where there are none
	 * @param before the entry that older ones come before, or null where there are none
	 */
	public static HttpHeaders around(String path, @Nullable String after, @Nullable String before) {
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
