package io.parley.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.parley.store.SecretKeys;
import io.parley.store.SecretKeys.Derived;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Encrypts the secrets of channels for the store with AES-256-GCM, and decrypts them.
 * What is sealed is bound to its team, channel and field: moved to another place it
 * cannot be opened. It is {@code v1:} and the id of its key, a colon, and 12 random
 * bytes, the text encrypted, and 16 bytes of authentication in base64.
 */
@Component
public class SecretBox {

	/** The fields that are sealed, as requests spell them. */
	public static final String SECRET = "secret";

	public static final String BOT_TOKEN = "bot_token";

	public static final String SIGNING_SECRET = "signing_secret";

	private static final String CIPHER = "AES/GCM/NoPadding";

	private static final String VERSION = "v1";

	/** At least the random bytes and those of authentication. */
	private static final Pattern SEALED = Pattern.compile(VERSION + ":([0-9a-f]{8}):([A-Za-z0-9_-]{38,})");

	private static final int IV_BYTES = 12;

	private static final int TAG_BITS = 128;

	private final SecureRandom random = new SecureRandom();

	private final List<Derived> keys;

	SecretBox(SecretKeys keys) {
		this.keys = keys.derive("channel secrets");
	}

	/** Whether there is a key to seal with. */
	public boolean isReady() {
		return !this.keys.isEmpty();
	}

	/**
	 * Encrypts a secret with the first key.
	 * @param field which secret of the channel it is
	 * @throws IllegalStateException where there is no key
	 */
	public String seal(String team, String channelId, String field, String secret) {
		if (!isReady()) {
			throw new IllegalStateException("There is no secret key");
		}
		Derived key = this.keys.get(0);
		byte[] iv = new byte[IV_BYTES];
		this.random.nextBytes(iv);
		try {
			byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, iv, place(team, channelId, field))
				.doFinal(secret.getBytes(StandardCharsets.UTF_8));
			byte[] all = ByteBuffer.allocate(iv.length + encrypted.length).put(iv).put(encrypted).array();
			return String.join(":", VERSION, key.id(), Base64.getUrlEncoder().withoutPadding().encodeToString(all));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Decrypts a secret with the key that it was sealed with.
	 * @throws UnreadableSecretException where that key is not at hand, or it was not
	 * sealed for this place
	 */
	public String open(String team, String channelId, String field, @Nullable String sealed) {
		var parts = SEALED.matcher((sealed != null) ? sealed : "");
		if (!parts.matches()) {
			throw new UnreadableSecretException(channelId, field, "it is not what this service seals");
		}
		Derived key = this.keys.stream()
			.filter((each) -> each.id().equals(parts.group(1)))
			.findFirst()
			.orElseThrow(() -> new UnreadableSecretException(channelId, field,
					"it was encrypted with another key than those of PARLEY_SECRET_KEY"));
		try {
			byte[] all = Base64.getUrlDecoder().decode(parts.group(2));
			byte[] encrypted = Arrays.copyOfRange(all, IV_BYTES, all.length);
			byte[] opened = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, IV_BYTES),
					place(team, channelId, field))
				.doFinal(encrypted);
			return new String(opened, StandardCharsets.UTF_8);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new UnreadableSecretException(channelId, field, "it was changed or is another's");
		}
	}

	/** Decrypts a secret of a channel. */
	public String open(Channel channel, String field, @Nullable String sealed) {
		return open(channel.team(), channel.channelId(), field, sealed);
	}

	/** Decrypts a secret of a channel, where there is one and a key that opens it. */
	Optional<String> opened(Channel channel, String field, @Nullable String sealed) {
		try {
			return Optional.of(open(channel, field, sealed));
		}
		catch (UnreadableSecretException ex) {
			return Optional.empty();
		}
	}

	/** Whether a sealed secret was encrypted with the first key. */
	boolean isSealedWithFirst(String sealed) {
		return isReady() && sealed.startsWith(VERSION + ":" + this.keys.get(0).id() + ":");
	}

	private static Cipher cipher(int mode, Derived key, byte[] iv, byte[] place) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance(CIPHER);
		cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, iv));
		cipher.updateAAD(place);
		return cipher;
	}

	/** Each part after its length, so that no two places are spelt alike. */
	private static byte[] place(String... parts) {
		List<byte[]> bytes = Arrays.stream(parts).map((part) -> part.getBytes(StandardCharsets.UTF_8)).toList();
		ByteBuffer place = ByteBuffer.allocate(bytes.stream().mapToInt((part) -> part.length + Integer.BYTES).sum());
		bytes.forEach((part) -> place.putInt(part.length).put(part));
		return place.array();
	}

}
