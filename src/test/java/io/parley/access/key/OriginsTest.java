package io.parley.access.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Origins are spelt as browsers spell them, or refused. */
class OriginsTest {

	@ParameterizedTest
	@CsvSource({ "https://example.org,https://example.org", "HTTPS://Example.ORG,https://example.org",
			"https://example.org:443,https://example.org", "http://example.org:80,http://example.org",
			"http://example.org:443,http://example.org:443", "http://localhost:3000,http://localhost:3000",
			"http://[::1]:8080,http://[::1]:8080", "http://192.0.2.1,http://192.0.2.1",
			"capacitor://localhost,capacitor://localhost",
			"https://xn--bcher-kva.example,https://xn--bcher-kva.example" })
	void spellsAsBrowsersDo(String given, String spelt) {
		assertThat(Origins.normalized(given)).hasValue(spelt);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "*", "https://*", "https://*.example.org", "example.org", "https://",
			"https://example.org/", "https://example.org/path", "https://example.org?x", "https://user@example.org",
			"https://example.org:", "https://example.org:0", "https://example.org:65536", "https://example.org:080",
			"https://bücher.example", "//example.org", "https://example.org https://example.com", "https://a\nb" })
	void refusesWhatIsNoOrigin(String given) {
		assertThat(Origins.normalized(given)).isEmpty();
	}

	@Test
	void refusesWhatIsAbsentOrTooLong() {
		assertThat(Origins.normalized(null)).isEmpty();
		assertThat(Origins.normalized("https://" + "a".repeat(256))).isEmpty();
	}

}
