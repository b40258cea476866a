package io.parley.sessionmessage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.Subjects;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** What session messages say on NATS: subjects and payloads of their events. */
@Component
class SessionMessageEvents {

	private static final String REPLY_TYPE = "human_intervention_results";

	/** The event of an update to a status, by the status without case. */
	private static final Map<String, String> ENDED_BY_UPDATE = Map.of(SessionMessage.FAILED, "rejected",
			SessionMessage.EXPIRED, SessionMessage.EXPIRED);

	private final Outbox outbox;

	SessionMessageEvents(Outbox outbox) {
		this.outbox = outbox;
	}

	/** A session was {@code created} or {@code deleted}. */
	OutboxEvent lifecycle(String type, SessionMessage session, ObjectId eventId, Instant at) {
		return lifecycle(type, session, session.fields().subjectId(), session.fields().status(), eventId, at);
	}

	/**
	 * A session was ended by an update of its status, where that is told:
	 * {@code rejected} or {@code expired}.
	 */
	Optional<OutboxEvent> ended(SessionMessage session, SessionMessageRequest request, Instant at) {
		SessionMessageFields before = session.fields();
		String status = (request.status() != null) ? request.status() : before.status();
		String type = ENDED_BY_UPDATE.get(status.toLowerCase(Locale.ROOT));
		if (type == null || status.equalsIgnoreCase(before.status())) {
			return Optional.empty();
		}
		String subjectId = (request.subjectId() != null) ? request.subjectId() : before.subjectId();
		return Optional.of(lifecycle(type, session, subjectId, status, new ObjectId(), at));
	}

	/**
	 * The complete event of a session that has expired; what its expiry wrote into the
	 * session says only which event it is and when.
	 */
	OutboxEvent expired(Document session, OutboxEvent event) {
		String team = session.get(SessionMessageRepository.DELETED_TEAM, session.getString(TeamTemplate.TEAM));
		String sessionId = session.get(SessionMessageRepository.DELETED_ID, session.getString("session_id"));
		Map<String, Object> payload = facts(SessionMessage.EXPIRED, team, sessionId, session.getString("subject_id"),
				SessionMessage.EXPIRED, event.at());
		return this.outbox.event(event.eventId(), event.at(), List.of(subject(team, sessionId, SessionMessage.EXPIRED)),
				null, payload);
	}

	/** A message was sent to a channel. */
	OutboxEvent sent(SessionMessage session, LastMessage to, JsonValue message, ObjectId messageId, Instant at) {
		return outbound(session, to, messageId, at, message(session, to, message, Purpose.ASK, messageId, at));
	}

	/** A human was told what was wrong with a reply, and asked again. */
	OutboxEvent repair(SessionMessage session, LastMessage to, ReplyOutcome outcome, ObjectId messageId, Instant at) {
		Map<String, Object> payload = message(session, to, new JsonValue(RepairText.of(session, outcome)),
				Purpose.REPAIR, messageId, at);
		payload.put("purpose", Purpose.REPAIR.text());
		payload.put("validation_errors", outcome.validationErrors());
		payload.put("retries_left", outcome.retriesLeft());
		return outbound(session, to, messageId, at, payload);
	}

	/** Says of a message how it is to be delivered only where the service does it. */
	private static Map<String, Object> message(SessionMessage session, LastMessage to, JsonValue message,
			Purpose purpose, ObjectId messageId, Instant at) {
		Map<String, Object> payload = facts(SessionMessage.SENT, session.team(), session.sessionId(),
				session.fields().subjectId(), SessionMessage.SENT, at);
		payload.put("message_id", messageId.toHexString());
		payload.put("channel_id", to.channelId());
		payload.put("message", message);
		if (to.delivers(messageId)) {
			Map<String, Object> delivery = new LinkedHashMap<>();
			delivery.put("previous_message_id", (to.previousId() != null) ? to.previousId().toHexString() : null);
			delivery.put("purpose", purpose.text());
			delivery.put("document_id", session.id().toHexString());
			delivery.put("channel_document_id",
					(to.channelDocumentId() != null) ? to.channelDocumentId().toHexString() : null);
			payload.put("delivery", delivery);
		}
		return payload;
	}

	private OutboxEvent outbound(SessionMessage session, LastMessage to, ObjectId messageId, Instant at,
			Map<String, Object> payload) {
		List<String> subjects = List.of(Subjects.outbound(session.team(), to.channelId()),
				subject(session.team(), session.sessionId(), SessionMessage.SENT));
		return this.outbox.event(messageId.toHexString(), at, subjects, null, payload);
	}

	/** A reply was taken; a program waits for it on the core subject. */
	OutboxEvent replied(SessionMessage session, Reply reply, ObjectId messageId, Instant at) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("event_type", REPLY_TYPE);
		payload.put("sender_subject_id", "sessions_system");
		payload.put("event_payload", reply.responseData());
		payload.put("team", session.team());
		payload.put("session_id", session.sessionId());
		payload.put("subject_id", session.fields().subjectId());
		payload.put("status", reply.status());
		payload.put("validation_errors", reply.validationErrors());
		payload.put("message_id", messageId.toHexString());
		payload.put("at", at);
		return this.outbox.event(messageId.toHexString(), at,
				List.of(subject(session.team(), session.sessionId(), "replied")),
				Subjects.reply(session.fields().subjectId()), payload);
	}

	private static String subject(String team, String sessionId, String type) {
		return Subjects.of(team, "sessions", sessionId, type);
	}

	private OutboxEvent lifecycle(String type, SessionMessage session, String subjectId, String status,
			ObjectId eventId, Instant at) {
		String team = session.team();
		String sessionId = session.sessionId();
		return this.outbox.event(eventId.toHexString(), at, List.of(subject(team, sessionId, type)), null,
				facts(type, team, sessionId, subjectId, status, at));
	}

	private static Map<String, Object> facts(String type, String team, String sessionId, String subjectId,
			String status, Instant at) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("event_type", type);
		payload.put("team", team);
		payload.put("session_id", sessionId);
		payload.put("subject_id", subjectId);
		payload.put("status", status);
		payload.put("at", at);
		return payload;
	}

}
