package io.parley.access.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a person's browser is sent back to with a code. It is compared as text, so that
 * exactly what was registered is accepted.
 */
final class RedirectUri {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private RedirectUri() {
	}

	/** What is wrong with a redirect URI to register, or nothing. */
	static Optional<String> refusal(String text) {
		URI uri;
		try {
			uri = new URI(text);
		}
		catch (URISyntaxException ex) {
			return Optional.of("must be absolute URIs, percent-encoded where a character needs it");
		}
		if (!uri.isAbsolute() || !uri.toASCIIString().equals(text)) {
			return Optional.of("must be absolute URIs, percent-encoded where a character needs it");
		}
		if (uri.getRawFragment() != null || text.contains("*")) {
			return Optional.of("must have no fragment and no wildcard");
		}
		return uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http") ? ofWeb(uri) : ofApp(uri);
	}

	private static Optional<String> ofWeb(URI uri) {
		boolean plain = "http".equals(uri.getScheme());
		if (!plain && !"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
			return Optional.of("must be https URIs with a host and without a user");
		}
		return (plain && !LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT)))
				? Optional.of("must be https; http only for localhost, 127.0.0.1 and [::1]") : Optional.empty();
	}

	/** Of a program on a person's own machine (RFC 8252, section 7.1). */
	private static Optional<String> ofApp(URI uri) {
		return (!uri.getScheme().contains(".") || uri.isOpaque() || uri.getRawUserInfo() != null
				|| uri.getRawPath() == null || uri.getRawPath().isEmpty())
						? Optional.of("must be https, or have a scheme with a dot in it and a path, such as"
								+ " com.example.app:/signed-in")
						: Optional.empty();
	}

	/** The part of it that a person can judge: its host, or the scheme of a program. */
	static String shown(String text) {
		URI uri = URI.create(text);
		return (uri.getHost() != null) ? uri.getHost() + ((uri.getPort() >= 0) ? ":" + uri.getPort() : "")
				: uri.getScheme() + ":";
	}

}
