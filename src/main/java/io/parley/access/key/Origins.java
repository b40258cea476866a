package io.parley.access.key;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The origins of web pages, spelt as browsers spell them in {@code Origin}. */
final class Origins {

	static final String ACCEPTED = "must be a scheme and a host, with a port where it is not the usual one, such as"
			+ " https://example.org: no path, no wildcard and not null";

	private static final int LONGEST = 256;

	private static final int LARGEST_PORT = 65_535;

	private static final Pattern FORM = Pattern
		.compile("([a-z][a-z0-9+.-]*)://([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([1-9][0-9]{0,4}))?");

	private static final Map<String, String> USUAL_PORTS = Map.of("http", "80", "https", "443");

	private Origins() {
	}

	/** An origin as browsers spell it; nothing where it is none. */
	static Optional<String> normalized(@Nullable String origin) {
		if (origin == null || origin.length() > LONGEST) {
			return Optional.empty();
		}
		Matcher parts = FORM.matcher(origin.toLowerCase(Locale.ROOT));
		if (!parts.matches()) {
			return Optional.empty();
		}
		String port = parts.group(3);
		if (port != null && Integer.parseInt(port) > LARGEST_PORT) {
			return Optional.empty();
		}
		boolean usual = port == null || port.equals(USUAL_PORTS.get(parts.group(1)));
		return Optional.of(parts.group(1) + "://" + parts.group(2) + (usual ? "" : ":" + port));
	}

}
