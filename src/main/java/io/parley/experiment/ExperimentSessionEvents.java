package io.parley.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;
import io.parley.dispatch.Subjects;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** What experiment sessions say on NATS: subjects and payloads of their events. */
@Component
class ExperimentSessionEvents {

	private final Outbox outbox;

	private final Relay relay;

	private final OutboxSource source;

	ExperimentSessionEvents(Outbox outbox, Relay relay, OutboxSource experimentSessionOutbox) {
		this.outbox = outbox;
		this.relay = relay;
		this.source = experimentSessionOutbox;
	}

	/**
	 * An event of a session, for which its outbox has room.
	 * @param type {@code created}, {@code ended}, {@code state} or {@code tags}
	 * @param news what it says besides which session it is of
	 * @throws io.parley.web.ProblemException 413 when NATS would not take it, 503 when
	 * too much of the session waits for NATS already
	 */
	OutboxEvent event(String type, ExperimentSession session, ObjectId eventId, Instant at, Map<String, ?> news) {
		ExperimentSession.ExperimentVersion experiment = session.experiment();
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("event_type", type);
		payload.put("team", session.team());
		payload.put("experiment", experiment.experimentId());
		payload.put("version_number", experiment.versionNumber());
		payload.put("session_id", session.sessionId());
		payload.put("participant", session.participant().identifier());
		payload.put("at", at);
		payload.putAll(news);
		String subject = Subjects.of(session.team(), "experiments", experiment.experimentId(), "sessions",
				session.sessionId(), type);
		OutboxEvent event = this.outbox.event(eventId.toHexString(), at, List.of(subject), null, payload);
		this.outbox.admit(session, List.of(event));
		return event;
	}

	/** Sends what waits in a session's outbox on its way, in the background. */
	ExperimentSession publishLater(ExperimentSession session) {
		this.relay.publishLater(this.source, session);
		return session;
	}

}
