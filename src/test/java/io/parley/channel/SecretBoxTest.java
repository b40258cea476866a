package io.parley.channel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

import io.parley.store.SecretKeys;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is sealed is opened by the same key in the same place, and by nothing else. */
class SecretBoxTest {

	private static final String SECRET = "xoxb-12345-geheim-ü";

	private final String key = key();

	private final SecretBox box = box(this.key);

	private static String key() {
		byte[] bytes = new byte[32];
		new SecureRandom().nextBytes(bytes);
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static SecretBox box(String keys) {
		return new SecretBox(SecretKeys.of(keys));
	}

	private String sealed() {
		return this.box.seal("red", "desk", SecretBox.BOT_TOKEN, SECRET);
	}

	private static void refuses(SecretBox box, String team, String channelId, String field, String sealed) {
		assertThatExceptionOfType(UnreadableSecretException.class)
			.isThrownBy(() -> box.open(team, channelId, field, sealed))
			.satisfies((ex) -> assertThat(ex.getMessage()).startsWith(field + " of channel " + channelId)
				.doesNotContain("geheim"));
	}

	@Test
	void opensWhatItSealed() {
		assertThat(this.box.open("red", "desk", SecretBox.BOT_TOKEN, sealed())).isEqualTo(SECRET);
	}

	@Test
	void showsNothingAndIsNeverTheSameTwice() {
		Set<String> all = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			String sealed = sealed();
			assertThat(sealed).startsWith("v1:").doesNotContain("xoxb", "geheim");
			byte[] bytes = Base64.getUrlDecoder().decode(sealed.split(":")[2]);
			assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("geheim");
			assertThat(bytes).hasSize(12 + SECRET.getBytes(StandardCharsets.UTF_8).length + 16);
			all.add(sealed);
		}
		assertThat(all).hasSize(200);
	}

	@Test
	void opensNothingInAnotherPlace() {
		String sealed = sealed();
		refuses(this.box, "blue", "desk", SecretBox.BOT_TOKEN, sealed);
		refuses(this.box, "red", "other", SecretBox.BOT_TOKEN, sealed);
		refuses(this.box, "red", "desk", SecretBox.SIGNING_SECRET, sealed);
		String ambiguous = this.box.seal("a", "bc", "secret", SECRET);
		refuses(this.box, "ab", "c", "secret", ambiguous);
	}

	@Test
	void opensNothingThatWasChangedAnywhere() {
		String sealed = sealed();
		for (int i = 0; i < sealed.length(); i++) {
			char other = (sealed.charAt(i) != 'A') ? 'A' : 'B';
			refuses(this.box, "red", "desk", SecretBox.BOT_TOKEN,
					sealed.substring(0, i) + other + sealed.substring(i + 1));
			refuses(this.box, "red", "desk", SecretBox.BOT_TOKEN, sealed.substring(0, i));
		}
		refuses(this.box, "red", "desk", SecretBox.BOT_TOKEN, null);
		refuses(this.box, "red", "desk", SecretBox.BOT_TOKEN, SECRET);
	}

	@Test
	void everyKeyOpensAndTheFirstSeals() {
		String old = sealed();
		String other = key();
		SecretBox rotated = box(other + "," + this.key);
		assertThat(rotated.open("red", "desk", SecretBox.BOT_TOKEN, old)).isEqualTo(SECRET);
		assertThat(rotated.isSealedWithFirst(old)).isFalse();
		String renewed = rotated.seal("red", "desk", SecretBox.BOT_TOKEN, SECRET);
		assertThat(rotated.isSealedWithFirst(renewed)).isTrue();
		assertThat(box(other).open("red", "desk", SecretBox.BOT_TOKEN, renewed)).isEqualTo(SECRET);
		refuses(box(other), "red", "desk", SecretBox.BOT_TOKEN, old);
		refuses(this.box, "red", "desk", SecretBox.BOT_TOKEN, renewed);
	}

	@Test
	void withoutAKeyItSealsNothing() {
		SecretBox none = box(null);
		assertThat(none.isReady()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> none.seal("red", "desk", "secret", SECRET));
		refuses(none, "red", "desk", SecretBox.BOT_TOKEN, sealed());
	}

}
