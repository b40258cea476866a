package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a session message makes of a request, without a store. */
class SessionMessageTest {

	private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

	private static final LastMessage CHANNEL = new LastMessage("c", null, null, null);

	private final SessionMessageFields fields = new SessionMessageFields("engine", data("a", 1), JsonObject.empty(), "",
			0, "sent", "");

	@Test
	void anUpdateWritesOnlyWhatChanges() {
		SessionMessageRequest request = new SessionMessageRequest("s", "engine", data("a", 1), null, "slack", 0L,
				"SENT", null, null);
		SessionMessageChange change = session(this.fields, null, null).update(request, NOW);
		assertThat(written(change))
			.isEqualTo(new Document("$set", new Document("reception_channel_id", "slack").append("status", "SENT")));
	}

	@Test
	void anUpdateThatChangesNothingIsEmpty() {
		SessionMessageRequest request = new SessionMessageRequest(null, "engine", null, null, null, null, "sent", null,
				null);
		assertThat(session(this.fields, null, null).update(request, NOW).isEmpty()).isTrue();
	}

	@Test
	void anEndHasItsTimeAndAnOpeningTakesItAway() {
		SessionMessageChange ended = session(this.fields, null, null).update(status("Completed"), NOW);
		assertThat(written(ended)).isEqualTo(new Document("$set",
				new Document("status", "Completed").append("ended", true).append("ended_at", NOW)));
		SessionMessageFields completed = new SessionMessageFields("", data("a", 1), JsonObject.empty(), "", 0,
				"completed", "");
		SessionMessageChange opened = session(completed, NOW, null).update(status("sent"), NOW.plusSeconds(9));
		assertThat(written(opened))
			.isEqualTo(new Document("$set", new Document("status", "sent").append("ended", false)).append("$unset",
					new Document("ended_at", 1)));
	}

	@Test
	void aReplyKeepsTheSessionEnded() {
		SessionMessageFields validated = new SessionMessageFields("", data("a", 1), JsonObject.empty(), "", 0,
				"validated", "");
		SessionMessage session = session(validated, NOW, data("a", 1));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> session.update(status("sent"), NOW))
			.withMessageContaining("validated");
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> session.send(CHANNEL, new ObjectId(), NOW));
		Reply reply = new Reply(data("b", 2), data("b", 2), JsonObject.empty(), null);
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> new SessionReplies(session).end(reply, null, new ObjectId(), NOW));
		assertThat(session.update(status("completed"), NOW.plusSeconds(9)).after("ended_at", NOW)).isEqualTo(NOW);
	}

	@Test
	void nothingIsSentFromTheSecondOfItsExpiry() {
		SessionMessageFields expiring = new SessionMessageFields("", data("a", 1), JsonObject.empty(), "",
				NOW.getEpochSecond(), "sent", "");
		SessionMessage session = session(expiring, null, null);
		assertThat(session.send(CHANNEL, new ObjectId(), NOW.minusMillis(1)).isEmpty()).isFalse();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> session.send(CHANNEL, new ObjectId(), NOW))
			.withMessageContaining("expired");
	}

	@Test
	void theLatestOperationsAreKept() {
		List<ObjectId> operations = IntStream.range(0, 32).mapToObj((i) -> new ObjectId()).toList();
		SessionMessage session = new SessionMessage(new ObjectId(), "default", "s", this.fields, false, NOW, NOW, null,
				null, null, null, SessionTrail.of(null), operations, 7, null);
		ObjectId latest = new ObjectId();
		assertThat(session.knows(operations.get(0))).isTrue();
		assertThat(session.knows(latest)).isFalse();
		assertThat(session.send(CHANNEL, latest, NOW).after("operations", null))
			.isEqualTo(Stream.concat(operations.subList(1, 32).stream(), Stream.of(latest)).toList());
	}

	private static SessionMessage session(SessionMessageFields fields, Instant endedAt, JsonObject reply) {
		return new SessionMessage(new ObjectId(), "default", "s", fields, endedAt != null, NOW, NOW, endedAt, reply,
				null, null, SessionTrail.of(null), null, 7, null);
	}

	private static SessionMessageRequest status(String status) {
		return new SessionMessageRequest(null, null, null, null, null, null, status, null, null);
	}

	private static JsonObject data(String key, int value) {
		return new JsonObject(new Document(key, value));
	}

	private static Document written(SessionMessageChange change) {
		return change.update().getUpdateObject();
	}

}
