package io.parley.reply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.parley.store.SecretKeys;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes and reads the links to reply pages. The token in a link names one session and one
 * message and is signed with HMAC-SHA256, so that nobody can guess one or make another's
 * of it: {@code base64url(payload).base64url(mac)}. The payload is a byte of version, the
 * 12 bytes of the session's document id, the 12 bytes of the message's id, and the team
 * in UTF-8. The key is derived of {@code PARLEY_SECRET_KEY}; without one it is random and
 * kept in the store.
 */
@Component
public class ReplyLinks {

	private static final String PURPOSE = "reply links";

	private static final byte VERSION = 1;

	private static final int ID_BYTES = 12;

	private static final int FIXED_BYTES = 1 + 2 * ID_BYTES;

	private static final int LONGEST_TOKEN = 512;

	private final List<byte[]> configured;

	private final ReplyLinkKeyRepository stored;

	private final String publicUrl;

	/** The key of the store, once it was read. */
	private volatile @Nullable List<byte[]> read;

	ReplyLinks(SecretKeys keys, ReplyLinkKeyRepository stored, ReplyProperties properties) {
		this.configured = keys.derive(PURPOSE).stream().map(SecretKeys.Derived::bytes).toList();
		this.stored = stored;
		this.publicUrl = properties.publicUrl().replaceFirst("/+$", "");
	}

	/**
	 * Where a human replies to a session in a browser.
	 * @param session the id of its document
	 * @param message the message that the link is in
	 */
	public String pageUrl(ObjectId session, String team, ObjectId message) {
		return this.publicUrl + "/reply/" + token(new ReplyLink(session, team, message));
	}

	/** Where a program hands in a reply. */
	public String responseUrl() {
		return this.publicUrl + "/channels/response";
	}

	/**
	 * What a token names; nothing where it was not made here, or was changed in any way.
	 * Whether the session is still open is not asked.
	 */
	public Optional<ReplyLink> read(String token) {
		int dot = token.indexOf('.');
		if (token.length() > LONGEST_TOKEN || dot < 0) {
			return Optional.empty();
		}
		byte[] payload = decode(token.substring(0, dot));
		byte[] mac = decode(token.substring(dot + 1));
		if (payload.length <= FIXED_BYTES || payload[0] != VERSION || !isSigned(payload, mac)) {
			return Optional.empty();
		}
		ByteBuffer parts = ByteBuffer.wrap(payload, 1, payload.length - 1);
		ObjectId session = id(parts);
		ObjectId message = id(parts);
		return Optional.of(new ReplyLink(session, StandardCharsets.UTF_8.decode(parts).toString(), message));
	}

	private String token(ReplyLink link) {
		byte[] team = link.team().getBytes(StandardCharsets.UTF_8);
		byte[] payload = ByteBuffer.allocate(FIXED_BYTES + team.length)
			.put(VERSION)
			.put(link.session().toByteArray())
			.put(link.message().toByteArray())
			.put(team)
			.array();
		return encode(payload) + "." + encode(SecretKeys.mac(keys().get(0), payload));
	}

	private boolean isSigned(byte[] payload, byte[] mac) {
		boolean signed = false;
		for (byte[] key : keys()) {
			signed |= MessageDigest.isEqual(SecretKeys.mac(key, payload), mac);
		}
		return signed;
	}

	private List<byte[]> keys() {
		if (!this.configured.isEmpty()) {
			return this.configured;
		}
		if (this.read == null) {
			this.read = List.of(this.stored.get());
		}
		return this.read;
	}

	private static ObjectId id(ByteBuffer parts) {
		byte[] id = new byte[ID_BYTES];
		parts.get(id);
		return new ObjectId(id);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** Nothing for what is not spelt as it is here, so that a token has one spelling. */
	private static byte[] decode(String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			return encode(bytes).equals(text) ? bytes : new byte[0];
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

}
