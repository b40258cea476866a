package io.parley.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.Subjects;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** What experiment sessions say on NATS: subjects and payloads of their events. */
@Component
class ExperimentSessionEvents {

	private final Outbox outbox;

	ExperimentSessionEvents(Outbox outbox) {
		this.outbox = outbox;
	}

	/**
	 * An event of a session.
	 * @param type {@code created}, {@code ended}, {@code state} or {@code tags}
	 * @param news what it says besides which session it is of
	 * @throws io.parley.web.ProblemException 413 when NATS would not take it
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
		return this.outbox.event(eventId.toHexString(), at, List.of(subject), null, payload);
	}

}
