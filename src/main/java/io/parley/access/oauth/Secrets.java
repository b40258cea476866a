package io.parley.access.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Makes secrets of 256 random bits, and the hashes that alone are stored: nobody can
 * search 256 bits, so that a fast hash does.
 */
final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 32;

	/** Holds the secrets of applications against their hashes. */
	static final PasswordEncoder ENCODER = new PasswordEncoder() {

		@Override
		public String encode(@Nullable CharSequence secret) {
			return hash(Objects.requireNonNull(secret).toString());
		}

		@Override
		public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
			return hash != null && MessageDigest.isEqual(encode(secret).getBytes(StandardCharsets.US_ASCII),
					hash.getBytes(StandardCharsets.US_ASCII));
		}

	};

	private Secrets() {
	}

	/** A new secret that begins with a prefix, by which people and scanners know it. */
	static String next(String prefix) {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	static String hash(String secret) {
		return Sha256.hex(secret);
	}

}
