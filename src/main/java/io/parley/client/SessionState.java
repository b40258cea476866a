package io.parley.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A session as the service shows it to someone who asks over HTTP.
 *
 * @param sessionId the session
 * @param data its fields, {@code status} and, once a human has replied, {@code reply} and
 * {@code validation_errors}
 */
record SessionState(String sessionId, Map<?, ?> data) {

	/** The state in an answer of {@code GET /session/{session_id}}. */
	static SessionState of(String sessionId, Map<String, Object> answer) {
		return new SessionState(sessionId, (answer.get("data") instanceof Map<?, ?> data) ? data : Map.of());
	}

	/**
	 * The reply, in the shape in which NATS delivers it. A session that was sent once
	 * more after its reply waits for another one.
	 */
	Optional<Map<String, Object>> reply() {
		if (!(this.data.get("reply") instanceof Map<?, ?> reply) || waiting()) {
			return Optional.empty();
		}
		Map<String, Object> event = new LinkedHashMap<>();
		event.put("event_type", "human_intervention_results");
		event.put("sender_subject_id", "sessions_system");
		event.put("event_payload", reply);
		event.put("session_id", this.sessionId);
		event.put("status", status());
		event.put("validation_errors",
				(this.data.get("validation_errors") instanceof Map<?, ?> errors) ? errors : Map.of());
		return Optional.of(event);
	}

	/** Why no reply will come any more, if that is so. */
	Optional<SessionEndedException> ended() {
		return Optional.ofNullable(switch (status().toLowerCase(Locale.ROOT)) {
			case "failed" -> new SessionRejectedException(this.sessionId, status());
			case "expired" -> new SessionExpiredException(this.sessionId, status());
			case "validated", "completed" -> new SessionEndedException(this.sessionId, status());
			default -> null;
		});
	}

	private boolean waiting() {
		return status().equalsIgnoreCase("sent") || status().equalsIgnoreCase("pending");
	}

	private String status() {
		return String.valueOf(this.data.get("status"));
	}

}
