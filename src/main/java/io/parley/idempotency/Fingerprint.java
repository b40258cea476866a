package io.parley.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.parley.store.Sha256;

/**
 * Tells one request from another by a digest that is kept. Where the body holds a
 * person's password it is one that nobody can try passwords against who does not have the
 * admin key; elsewhere it is a plain one, so that a new admin key changes nothing.
 */
class Fingerprint {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String PASSWORDS = "/api/accounts";

	private final SecretKeySpec key;

	/**
	 * @param adminKey empty where no credential is asked, and there are no accounts
	 */
	Fingerprint(String adminKey) {
		this.key = adminKey.isEmpty() ? null
				: new SecretKeySpec(mac(new SecretKeySpec(adminKey.getBytes(StandardCharsets.UTF_8), ALGORITHM),
						"idempotency fingerprint".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
	}

	/**
	 * @param path without the context path, as it is looked up
	 * @param line the request line
	 */
	String of(String path, String line, byte[] body) {
		byte[] first = line.getBytes(StandardCharsets.UTF_8);
		if (this.key != null && path.startsWith(PASSWORDS)) {
			return HexFormat.of().formatHex(mac(this.key, first, body));
		}
		return Sha256.hex(first, body);
	}

	private static byte[] mac(SecretKeySpec key, byte[]... parts) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
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
