package io.parley.access.account;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Where a browser is led after it has signed in: only ever to a path of this service.
 *
 * @param text a path and query of printable ASCII, which a browser can take for nothing
 * else: it has one slash at its beginning, none doubled in the path and no backslash
 */
record NextPath(String text) {

	static final NextPath ROOT = new NextPath("/");

	private static final int LONGEST = 4096;

	/** Possessive, or each character of the path would take some of the stack. */
	private static final Pattern PATH = Pattern.compile("/(?!/)(?:[!-~&&[^\\\\?#/]]|/(?!/))*+(?:\\?[!-~&&[^\\\\#]]*)?");

	private static final Pattern AUTHORIZE = Pattern.compile("/o/authorize/?");

	/** The path that a text names; the root for every other text. */
	static NextPath of(@Nullable String text) {
		return (text != null && text.length() <= LONGEST && PATH.matcher(text).matches()) ? new NextPath(text) : ROOT;
	}

	/**
	 * Where the browser is led on from there, if the path asks this service to tell
	 * another program who has signed in.
	 */
	Optional<URI> redirectUri() {
		try {
			URI here = URI.create(this.text);
			return Optional.of(here)
				.filter((uri) -> AUTHORIZE.matcher(uri.getPath()).matches())
				.map((uri) -> UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst("redirect_uri"))
				.map((encoded) -> URI.create(UriUtils.decode(encoded, StandardCharsets.UTF_8)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
