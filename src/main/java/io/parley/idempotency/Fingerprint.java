package io.parley.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.parley.store.SecretKeys;
import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Tells one request from another by a digest that is kept. Where the body holds a
 * person's password it is one that nobody can try passwords against who does not have the
 * admin key; elsewhere it is a plain one, so that a new admin key changes nothing.
 */
class Fingerprint {

	private static final String PASSWORDS = "/api/accounts";

	private final byte @Nullable [] key;

	/**
	 * @param adminKey empty where no credential is asked, and there are no accounts
	 */
	Fingerprint(String adminKey) {
		this.key = adminKey.isEmpty() ? null : SecretKeys.mac(adminKey.getBytes(StandardCharsets.UTF_8),
				"idempotency fingerprint".getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * @param path without the context path, as it is looked up
	 * @param line the request line
	 */
	String of(String path, String line, byte[] body) {
		byte[] first = line.getBytes(StandardCharsets.UTF_8);
		if (this.key != null && path.startsWith(PASSWORDS)) {
			return HexFormat.of().formatHex(SecretKeys.mac(this.key, first, body));
		}
		return Sha256.hex(first, body);
	}

}
