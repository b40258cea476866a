package io.parley.channel.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

import io.parley.store.SecretKeys;
import org.jspecify.annotations.Nullable;

/**
 * A request that says it is from Slack, with what Slack signs it by: HMAC-SHA256 over the
 * version, the timestamp and the raw body, with the signing secret of the app.
 *
 * @param body as it was received
 * @param timestamp of the header {@code X-Slack-Request-Timestamp}, epoch seconds; null
 * where there was none
 * @param signature of the header {@code X-Slack-Signature}; null where there was none
 */
record SlackRequest(byte[] body, @Nullable String timestamp, @Nullable String signature) {

	/** How far Slack's clock and this one may be apart, so that nothing is replayed. */
	static final Duration WINDOW = Duration.ofMinutes(5);

	/**
	 * The longest body, in bytes: a use of a button brings the whole message with it,
	 * encoded for a form.
	 */
	static final int LONGEST = 256 << 10;

	private static final String VERSION = "v0";

	private static final Pattern SIGNATURE = Pattern.compile(VERSION + "=[0-9a-f]{64}");

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

	/**
	 * Whether it can be signed at all: at most five minutes from this moment, by what
	 * looks like a signature. Nothing secret is needed to see that.
	 */
	boolean isPlausible(Instant now) {
		return this.signature != null && SIGNATURE.matcher(this.signature).matches() && isFresh(now);
	}

	/** Whether it was signed at most five minutes before or after this moment. */
	boolean isFresh(Instant now) {
		return this.timestamp != null && SECONDS.matcher(this.timestamp).matches()
				&& Duration.between(Instant.ofEpochSecond(Long.parseLong(this.timestamp)), now)
					.abs()
					.compareTo(WINDOW) <= 0;
	}

	/** Whether who signed it knows this secret; takes as long for every wrong one. */
	boolean isSignedWith(String secret) {
		return this.signature != null && this.timestamp != null && MessageDigest
			.isEqual(sign(secret).getBytes(StandardCharsets.UTF_8), this.signature.getBytes(StandardCharsets.UTF_8));
	}

	private String sign(String secret) {
		byte[] head = (VERSION + ":" + this.timestamp + ":").getBytes(StandardCharsets.UTF_8);
		byte[] mac = SecretKeys.mac(secret.getBytes(StandardCharsets.UTF_8), head, this.body);
		return VERSION + "=" + HexFormat.of().formatHex(mac);
	}

}
