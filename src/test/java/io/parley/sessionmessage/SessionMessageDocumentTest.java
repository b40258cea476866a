package io.parley.sessionmessage;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import io.parley.ParleyTest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.convert.MongoConverter;

import static org.assertj.core.api.Assertions.assertThat;

/** The stored shape of a session message, which documents of every version have. */
@ParleyTest
class SessionMessageDocumentTest {

	@Autowired
	private MongoConverter converter;

	@Test
	void aStoredDocumentIsReadAndWrittenInTheSameShape() {
		Document stored = stored();
		SessionMessage session = this.converter.read(SessionMessage.class, stored);
		assertThat(session.sessionId()).isEqualTo("s1");
		assertThat(session.fields().subjectId()).isEqualTo("engine");
		assertThat(session.fields().messageData().get("a")).isEqualTo(1);
		assertThat(session.fields().expiryDate()).isEqualTo(1700000000L);
		assertThat(session.ended()).isTrue();
		assertThat(session.endedAt()).isEqualTo(Instant.ofEpochMilli(3000));
		assertThat(session.version()).isEqualTo(4);
		assertThat(session.trail().attempts()).first()
			.extracting((attempt) -> attempt.repliedBy().name())
			.isEqualTo("Ada");
		assertThat(session.trail().answer(new ObjectId(), "r")).isPresent();
		assertThat(session.trail().lastChannel()).contains("worker");
		Document written = new Document();
		this.converter.write(session, written);
		assertThat(written).isEqualTo(stored);
	}

	@Test
	void whatAQueryLeavesOutIsNull() {
		Document stored = stored();
		List.of("outbox", "operations", "reply", "validation_errors", "ended_at", "answers", "last_messages",
				"attempts", "on_invalid", "retries_left")
			.forEach(stored::remove);
		SessionMessage session = this.converter.read(SessionMessage.class, stored);
		assertThat(session.outbox()).isNull();
		assertThat(session.operations()).isNull();
		assertThat(session.trail()).isEqualTo(SessionTrail.of(null));
		assertThat(session.reply()).isNull();
		assertThat(session.endedAt()).isNull();
	}

	private static Document stored() {
		ObjectId id = new ObjectId();
		Document event = new Document("event_id", "e").append("at", new Date(3000))
			.append("subjects", List.of("parley.default.sessions.s1.replied"))
			.append("core_subject", "engine__human_intervention_results")
			.append("payload", "{}");
		return new Document("_id", id).append("team", "default")
			.append("session_id", "s1")
			.append("subject_id", "engine")
			.append("message_data", new Document("a", 1))
			.append("message_data_template", new Document("type", "object"))
			.append("reception_channel_id", "slack")
			.append("expiry_date", 1700000000L)
			.append("status", "validated")
			.append("dsl_execution_id", "exec")
			.append("ended", true)
			.append("created_at", new Date(1000))
			.append("updated_at", new Date(2000))
			.append("ended_at", new Date(3000))
			.append("reply", new Document("a", 1))
			.append("validation_errors", new Document())
			.append("on_invalid", new Document("retries", 2))
			.append("retries_left", 1)
			.append("attempts",
					List.of(new Document("at", new Date(2500)).append("response_data", new Document("a", "x"))
						.append("validation_errors", new Document("a", "must be a number"))
						.append("replied_by", new Document("kind", "slack").append("_id", "U1").append("name", "Ada"))))
			.append("answers",
					List.of(new Document("operation", new ObjectId()).append("reply_id", "r")
						.append("status", "sent")
						.append("validation_errors", new Document("a", "must be a number"))
						.append("retries_left", 1)))
			.append("last_messages",
					List.of(new Document("channel_id", "slack").append("message_id", new ObjectId())
						.append("channel_document_id", new ObjectId()), new Document("channel_id", "worker")))
			.append("operations", List.of(new ObjectId()))
			.append("version", 4L)
			.append("outbox", List.of(event));
	}

}
