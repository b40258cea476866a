package io.parley.channel.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.RepliedBy;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import io.parley.web.Characters;
import io.parley.web.Excerpt;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A reply as a message of the stream says it.
 *
 * @param channelId over which channel it came, where the message says so
 */
record StreamReply(HandedInReply reply, String channelId) {

	/** Stands for the channel of a reply that names none. */
	static final String NO_CHANNEL = "nats";

	private static final Set<String> FIELDS = Set.of("session_id", "response_data", "text", "reply_id", "replied_by",
			"channel_id");

	/** Of the name of a field that is unknown, so many characters are told. */
	private static final int NAME = 40;

	/**
	 * Reads a message.
	 * @param sequence its place in the stream, by which it is recognised where it has no
	 * {@code reply_id}
	 * @throws ProblemException 400 that names the fields that are unknown, missing, of
	 * another type or out of bounds
	 */
	static StreamReply read(JsonObject message, long sequence) {
		Fields fields = new Fields("", message.stored());
		fields.refuseOthers(FIELDS);
		String sessionId = fields.text("session_id", Characters.ID);
		if (sessionId == null) {
			throw ProblemException.invalid("session_id", "session_id must be given");
		}
		String text = fields.text("text", HandedInReply.LONGEST_TEXT);
		String replyId = fields.text("reply_id", Characters.ID);
		String channelId = fields.text("channel_id", Characters.ID);
		HandedInReply reply = new HandedInReply(sessionId, null, channelId, fields.object("response_data"), text,
				(replyId != null) ? replyId : "stream:" + sequence, by(fields.object("replied_by")));
		return new StreamReply(reply, (channelId != null) ? channelId : NO_CHANNEL);
	}

	private static @Nullable RepliedBy by(@Nullable JsonObject by) {
		if (by == null) {
			return null;
		}
		Fields fields = new Fields("replied_by.", by.stored());
		fields.refuseOthers(Set.of("id", "name"));
		return new RepliedBy("nats", fields.text("id", Characters.ID), fields.text("name", Characters.ID));
	}

	/**
	 * The fields of an object, of which null counts as absent.
	 *
	 * @param path of the object, with a dot after it
	 */
	private record Fields(String path, Document stored) {

		void refuseOthers(Set<String> known) {
			Set<String> others = new TreeSet<>();
			this.stored.keySet()
				.stream()
				.map(JsonKeys::decode)
				.filter((key) -> !known.contains(key))
				.forEach(others::add);
			if (!others.isEmpty()) {
				List<String> sentences = new ArrayList<>();
				others.stream()
					.limit(10)
					.map((other) -> Excerpt.of(other, NAME))
					.forEach((other) -> sentences
						.add(this.path + other + " is not a field here; accepted: " + new TreeSet<>(known)));
				throw ProblemException.invalid(Map.of("body", sentences));
			}
		}

		@Nullable String text(String field, int most) {
			Object value = this.stored.get(field);
			if (value == null) {
				return null;
			}
			if (value instanceof String text && Characters.Validator.isWithin(text, 1, most)) {
				return text;
			}
			throw ProblemException.invalid(this.path + field,
					this.path + field + " must be a string of 1 to " + most + " characters without NUL");
		}

		@Nullable JsonObject object(String field) {
			Object value = this.stored.get(field);
			if (value == null) {
				return null;
			}
			if (value instanceof Document object) {
				return new JsonObject(object);
			}
			throw ProblemException.invalid(this.path + field, this.path + field + " must be a JSON object");
		}

	}

}
