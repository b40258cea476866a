package io.parley.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.stereotype.Component;

/**
 * The keys of {@code PARLEY_SECRET_KEY}: the first is for what is made now, all are for
 * what was made before. Nobody gets a key itself, but one that is derived of it for one
 * purpose.
 */
@Component
public class SecretKeys {

	private static final int BYTES = 32;

	private static final int ID_BYTES = 4;

	private static final String ALGORITHM = "HmacSHA256";

	private final List<byte[]> keys;

	SecretKeys(SecretProperties properties) {
		String text = properties.secretKey();
		this.keys = (text == null || text.isBlank()) ? List.of()
				: Arrays.stream(text.split(",", -1)).map(String::strip).map(SecretKeys::read).toList();
	}

	/**
	 * The keys that a text spells; none where it is null or blank.
	 * @throws RuntimeException where one of them is not base64 of 32 bytes
	 */
	public static SecretKeys of(String text) {
		return new SecretKeys(new SecretProperties(text));
	}

	private static byte[] read(String text) {
		byte[] key;
		try {
			key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
		}
		catch (IllegalArgumentException ex) {
			throw new SecretKeyException("PARLEY_SECRET_KEY (parley.secret-key) has a key that is not base64");
		}
		if (key.length != BYTES) {
			throw new SecretKeyException(
					"PARLEY_SECRET_KEY (parley.secret-key) has a key of %d bytes, and each must be base64 of %d bytes"
						.formatted(key.length, BYTES));
		}
		return key;
	}

	/** Whether there is none. */
	public boolean isEmpty() {
		return this.keys.isEmpty();
	}

	/**
	 * A key for one purpose.
	 *
	 * @param id tells which key it was derived of, and nothing about it
	 * @param bytes 32 of them
	 */
	public record Derived(String id, byte[] bytes) {

		/** Without the key. */
		@Override
		public String toString() {
			return "Derived[" + this.id + "]";
		}

	}

	/** For each key, the first first, what is derived of it for a purpose. */
	public List<Derived> derive(String purpose) {
		return this.keys.stream().map((key) -> new Derived(id(key), mac(key, "parley " + purpose))).toList();
	}

	private static String id(byte[] key) {
		return HexFormat.of().formatHex(mac(key, "parley key id"), 0, ID_BYTES);
	}

	private static byte[] mac(byte[] key, String label) {
		return mac(key, label.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The HMAC-SHA256 of data.
	 * @param key of at least one byte
	 * @param parts which, one after the other, are the data
	 */
	public static byte[] mac(byte[] key, byte[]... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
