package io.parley.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What PARLEY_SECRET_KEY may be. */
class SecretKeysTest {

	private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

	private static final String OTHER = KEY.replace("AAAAA=", "AAAAE=");

	@Test
	void noKeyIsNoFault() {
		assertThat(SecretKeys.of(null).isEmpty()).isTrue();
		assertThat(SecretKeys.of("  ").isEmpty()).isTrue();
		assertThat(SecretKeys.of("").derive("a")).isEmpty();
	}

	@Test
	void takesSeveralAndTheFirstComesFirst() {
		SecretKeys both = SecretKeys.of(KEY + " , " + OTHER);
		assertThat(both.derive("a")).hasSize(2);
		assertThat(both.derive("a").get(0).id()).isEqualTo(SecretKeys.of(KEY).derive("b").get(0).id());
		assertThat(both.derive("a").get(1).bytes()).isEqualTo(SecretKeys.of(OTHER).derive("a").get(0).bytes());
	}

	@Test
	void eachPurposeHasAKeyOfItsOwnThatDoesNotShowTheKey() {
		SecretKeys keys = SecretKeys.of(KEY);
		assertThat(keys.derive("a").get(0).bytes()).hasSize(32)
			.isNotEqualTo(keys.derive("b").get(0).bytes())
			.isNotEqualTo(new byte[32]);
		assertThat(keys.derive("a").toString()).isEqualTo("[Derived[" + keys.derive("a").get(0).id() + "]]");
	}

	@Test
	void authenticatesPartsAsWhatTheyAreTogether() {
		byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);
		byte[] data = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
		assertThat(SecretKeys.mac(key, data)).asHexString()
			.isEqualToIgnoringCase("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
		assertThat(SecretKeys.mac(key, Arrays.copyOf(data, 7), Arrays.copyOfRange(data, 7, data.length)))
			.isEqualTo(SecretKeys.mac(key, data));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hunter2-hunter2", "c2VjcmV0LXZhbHVl", "!!!", ",", "hunter2," })
	void refusesWhatIsNoKeyWithoutShowingIt(String text) {
		assertThatExceptionOfType(SecretKeyException.class).isThrownBy(() -> SecretKeys.of(text))
			.withMessageStartingWith("PARLEY_SECRET_KEY (parley.secret-key) has a key")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunter2", "c2VjcmV0"));
		assertThatExceptionOfType(SecretKeyException.class).isThrownBy(() -> SecretKeys.of(KEY + "," + text));
	}

	@Test
	void theServiceSaysWhatToSet() {
		var analysis = new SecretKeyFailureAnalyzer().analyze(new SecretKeyException("It is none"));
		assertThat(analysis.getDescription()).isEqualTo("It is none.");
		assertThat(analysis.getAction()).contains("openssl rand -base64 32");
	}

}
