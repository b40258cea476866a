package io.parley.access.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The text of a key: a prefix by which people tell keys apart, 256 random bits and a
 * checksum, such as {@code pk_0f3a59c1_} and 49 characters of base64url. The prefix has
 * nothing of the random bits.
 *
 * @param prefix {@code pk_} or {@code ek_} and eight hexadecimal digits
 * @param secret the whole key
 */
record KeySecret(String prefix, String secret) {

	private static final Pattern FORM = Pattern.compile("(?:pk|ek)_[0-9a-f]{8}_[A-Za-z0-9_-]{43}[A-Za-z0-9_-]{6}");

	private static final int PREFIX = 11;

	private static final int CHECKSUM = 6;

	private static final int SECRET_BYTES = 32;

	private static final int PREFIX_BYTES = 4;

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	/** A new key. */
	static KeySecret create(boolean embed) {
		String prefix = (embed ? "ek_" : "pk_") + HexFormat.of().formatHex(random(PREFIX_BYTES));
		String checked = prefix + "_" + BASE64.encodeToString(random(SECRET_BYTES));
		return new KeySecret(prefix, checked + checksum(checked));
	}

	/** The key that a caller presents; nothing where no key can be like that. */
	static Optional<KeySecret> parse(@Nullable String presented) {
		if (presented == null || !FORM.matcher(presented).matches()) {
			return Optional.empty();
		}
		int end = presented.length() - CHECKSUM;
		return checksum(presented.substring(0, end)).equals(presented.substring(end))
				? Optional.of(new KeySecret(presented.substring(0, PREFIX), presented)) : Optional.empty();
	}

	/** What is stored of the key and found by. */
	String hash() {
		return Sha256.hex(this.secret);
	}

	private static String checksum(String text) {
		CRC32 sum = new CRC32();
		sum.update(text.getBytes(StandardCharsets.US_ASCII));
		return BASE64.encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
	}

	private static byte[] random(int count) {
		byte[] bytes = new byte[count];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/** Without the secret. */
	@Override
	public String toString() {
		return this.prefix;
	}

}
