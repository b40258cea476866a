package io.parley.channel.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import io.parley.store.SecretKeys;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks are signed with, as the Standard Webhooks specification says: 24 to 64
 * bytes, written {@code whsec_} and base64.
 */
public final class WebhookSecret {

	private static final String PREFIX = "whsec_";

	private static final String VERSION = "v1,";

	private static final int SHORTEST = 24;

	private static final int LONGEST = 64;

	private static final int MADE = 32;

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{32,86}={0,2}");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final byte[] key;

	private WebhookSecret(byte[] key) {
		this.key = key;
	}

	/** A new secret, as it is written. */
	public static String make() {
		byte[] bytes = new byte[MADE];
		RANDOM.nextBytes(bytes);
		return PREFIX + Base64.getEncoder().encodeToString(bytes);
	}

	/**
	 * What is wrong with a secret.
	 * @return a sentence that begins with "must" and does not show it, or empty
	 */
	public static Optional<String> objection(String secret) {
		try {
			of(secret);
			return Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Reads a secret, with or without its prefix.
	 * @throws IllegalArgumentException with a sentence that does not show it
	 */
	static WebhookSecret of(@Nullable String secret) {
		String text = (secret == null) ? "" : secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
		if (BASE64.matcher(text).matches()) {
			try {
				byte[] key = Base64.getDecoder().decode(text);
				if (key.length >= SHORTEST && key.length <= LONGEST) {
					return new WebhookSecret(key);
				}
			}
			catch (IllegalArgumentException ex) {
				// Not base64 after all: as below.
			}
		}
		throw new IllegalArgumentException(
				"must be " + PREFIX + " and base64 of " + SHORTEST + " to " + LONGEST + " bytes");
	}

	/**
	 * A signature of a request, as it stands in {@code webhook-signature}.
	 * @param timestamp epoch seconds
	 */
	String sign(String id, long timestamp, byte[] body) {
		byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
		return VERSION + Base64.getEncoder().encodeToString(SecretKeys.mac(this.key, head, body));
	}

}
