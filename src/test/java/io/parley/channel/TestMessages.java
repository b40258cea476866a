package io.parley.channel;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.store.SecretKeys;
import org.bson.Document;
import org.bson.types.ObjectId;
import tools.jackson.databind.json.JsonMapper;

/** Channels and messages for tests of transports. */
public final class TestMessages {

	public static final String PAGE = "http://parley.test/reply/token.mac";

	private TestMessages() {
	}

	public static SecretBox box() {
		return new SecretBox(SecretKeys.of(Base64.getEncoder().encodeToString(new byte[32])));
	}

	public static Channel webhook(String url, String sealed, String previousSealed, Instant previousUntil) {
		return channel("webhook",
				new Channel.Settings(url, sealed, previousSealed, previousUntil, null, null, null, null, null));
	}

	public static Channel teams(String url) {
		return channel("teams", new Channel.Settings(url, null, null, null, null, null, null, null, null));
	}

	public static Channel email(String subject, String... to) {
		return channel("email", new Channel.Settings(null, null, null, null, null, null, null, List.of(to), subject));
	}

	private static Channel channel(String kind, Channel.Settings settings) {
		return new Channel(new ObjectId(), "team", "channel-1", kind, null, true, settings, Instant.EPOCH,
				Instant.EPOCH, 1);
	}

	/** A message, as JSON, of a session with a template, as JSON. */
	public static OutgoingMessage asking(String message, String template) {
		return message(Purpose.ASK, message, template, false, null);
	}

	public static OutgoingMessage repairing(String message, String template, Document thread) {
		return message(Purpose.REPAIR, message, template, false, thread);
	}

	public static OutgoingMessage ofAnEndedSession(String message, String template) {
		return message(Purpose.ASK, message, template, true, null);
	}

	public static OutgoingMessage trying(String message) {
		return new OutgoingMessage("team", new ObjectId().toHexString(), null, null, "channel-1", Purpose.ASK,
				value(message), null, true, null, "http://parley.test/channels/response", null);
	}

	private static OutgoingMessage message(Purpose purpose, String message, String template, boolean ended,
			Document thread) {
		AskedSession session = new AskedSession(new ObjectId(), "session-1",
				JsonMapper.shared().readValue(template, JsonObject.class), ended ? "validated" : "sent", ended, null);
		return new OutgoingMessage("team", new ObjectId().toHexString(), "session-1", "subject-1", "channel-1", purpose,
				value(message), session, false, PAGE, "http://parley.test/channels/response", thread);
	}

	private static JsonValue value(String json) {
		return JsonMapper.shared().readValue(json, JsonValue.class);
	}

}
