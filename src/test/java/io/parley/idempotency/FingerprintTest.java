package io.parley.idempotency;

import java.nio.charset.StandardCharsets;

import io.parley.store.Sha256;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is kept of a request so that another one can be told from it. */
class FingerprintTest {

	private static final String LINE = "POST /x?null\n";

	private static final byte[] BODY = "{\"password\":\"guess me\"}".getBytes(StandardCharsets.UTF_8);

	private static final String PLAIN = Sha256.hex(LINE.getBytes(StandardCharsets.UTF_8), BODY);

	@Test
	void ofAPasswordNeedsTheAdminKey() {
		for (String path : new String[] { "/api/accounts", "/api/accounts/" }) {
			String first = of("one admin key", path);
			assertThat(first).hasSize(64).isNotEqualTo(PLAIN).isEqualTo(of("one admin key", path));
			assertThat(of("another admin key", path)).isNotEqualTo(first);
			assertThat(new Fingerprint("one admin key").of(path, LINE, new byte[0])).isNotEqualTo(first);
		}
	}

	@Test
	void elsewhereStaysTheSameWithAnotherAdminKey() {
		assertThat(of("one admin key", "/session")).isEqualTo(PLAIN);
		assertThat(of("another admin key", "/session")).isEqualTo(PLAIN);
		assertThat(of("", "/api/accounts/")).isEqualTo(PLAIN);
	}

	private static String of(String adminKey, String path) {
		return new Fingerprint(adminKey).of(path, LINE, BODY);
	}

}
