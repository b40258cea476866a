package io.parley.access.key;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The text of a key shows whether it can be one. */
class KeySecretTest {

	@Test
	void aNewKeyIsReadAgainAndNoTwoAreAlike() {
		Set<String> hashes = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			KeySecret key = KeySecret.create(i % 2 == 0);
			assertThat(key.secret()).startsWith(key.prefix() + "_")
				.matches(((i % 2 == 0) ? "ek" : "pk") + "_[0-9a-f]{8}_[A-Za-z0-9_-]{49}");
			assertThat(KeySecret.parse(key.secret())).hasValue(key);
			assertThat(hashes.add(key.hash())).isTrue();
			assertThat(key.hash()).matches("[0-9a-f]{64}");
		}
	}

	@Test
	void whatWasMistypedIsNoKey() {
		String key = KeySecret.create(false).secret();
		for (int place = 0; place < key.length(); place++) {
			for (char typed : "aZ09_-".toCharArray()) {
				if (key.charAt(place) != typed) {
					assertThat(KeySecret.parse(key.substring(0, place) + typed + key.substring(place + 1))).isEmpty();
				}
			}
			assertThat(KeySecret.parse(key.substring(0, place))).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "pk_", "pk_00000000_", "nonsense", "😀" })
	void otherTextIsNoKey(String text) {
		assertThat(KeySecret.parse(text)).isEmpty();
		assertThat(KeySecret.parse(KeySecret.create(false).secret() + text + "\n")).isEmpty();
		assertThat(KeySecret.parse(null)).isEmpty();
	}

	@Test
	void showsNothingOfTheSecret() {
		KeySecret key = KeySecret.create(false);
		assertThat(key.toString()).isEqualTo(key.prefix()).hasSize(11);
	}

}
