package io.parley.sessionmessage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.Subjects;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** What session messages say on NATS: subjects and payloads of their events. */
@Component
class SessionMessageEvents {

	private static final String REPLY_TYPE = "human_intervention_results";

	private final Outbox outbox;

	SessionMessageEvents(Outbox outbox) {
		this.outbox = outbox;
	}

	/**
	 * {@code created}, {@code rejected}, {@code expired} or {@code deleted}: where the
	 * session stands, and no more.
	 */
	OutboxEvent lifecycle(String type, SessionMessage session, ObjectId eventId, Instant at) {
		Map<String, Object> payload = facts(type, session.team(), session.sessionId(), session.subjectId(),
				session.status(), at);
		return this.outbox.event(eventId.toHexString(), at, List.of(subject(session.team(), session.sessionId(), type)),
				null, payload);
	}

	/**
	 * The event that the sweep wrote into every session that it expired, now that the
	 * session is at hand.
	 */
	OutboxEvent expired(Document session, OutboxEvent event) {
		String team = session.get(SessionMessageRepository.DELETED_TEAM, session.getString("team"));
		String sessionId = session.get(SessionMessageRepository.DELETED_ID, session.getString("session_id"));
		Map<String, Object> payload = facts(SessionMessage.EXPIRED, team, sessionId, session.getString("subject_id"),
				SessionMessage.EXPIRED, event.at());
		return this.outbox.event(event.eventId(), event.at(), List.of(subject(team, sessionId, SessionMessage.EXPIRED)),
				null, payload);
	}

	/** A message on its way to a channel. */
	OutboxEvent sent(SessionMessage session, SendRequest request, ObjectId messageId, Instant at) {
		Map<String, Object> payload = facts(SessionMessage.SENT, session.team(), session.sessionId(),
				session.subjectId(), SessionMessage.SENT, at);
		payload.put("message_id", messageId.toHexString());
		payload.put("channel_id", request.channelId());
		payload.put("message", request.message());
		List<String> subjects = List.of(outbound(session.team(), request.channelId()),
				subject(session.team(), session.sessionId(), SessionMessage.SENT));
		return this.outbox.event(messageId.toHexString(), at, subjects, null, payload);
	}

	/** A reply on its way to the program that waits for it. */
	OutboxEvent replied(SessionMessage session, Reply reply, ObjectId messageId, Instant at) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("event_type", REPLY_TYPE);
		payload.put("sender_subject_id", "sessions_system");
		payload.put("event_payload", reply.responseData());
		payload.put("team", session.team());
		payload.put("session_id", session.sessionId());
		payload.put("subject_id", session.subjectId());
		payload.put("status", reply.status());
		payload.put("validation_errors", reply.validationErrors());
		payload.put("message_id", messageId.toHexString());
		payload.put("at", at);
		return this.outbox.event(messageId.toHexString(), at,
				List.of(subject(session.team(), session.sessionId(), "replied")), Subjects.reply(session.subjectId()),
				payload);
	}

	static String outbound(String team, String channelId) {
		return Subjects.of(team, "channels", channelId, "outbound");
	}

	private static String subject(String team, String sessionId, String type) {
		return Subjects.of(team, "sessions", sessionId, type);
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
