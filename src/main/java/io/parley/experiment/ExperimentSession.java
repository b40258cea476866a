package io.parley.experiment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.JsonObject;
import io.parley.store.StoredSize;
import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An experiment session as it is stored, without its messages.
 *
 * @param id its place among all sessions, in the order of creation
 * @param sessionId its public id: a random UUID, as on the platform, so that knowing one
 * session does not help to find another
 * @param experiment the experiment, and its version when the session was created
 * @param stateBytes how much room the state takes
 * @param tags a set in the order added
 * @param nextPosition where the next messages go; readers see the messages before it and
 * none else
 * @param version counts the changes; not the experiment's version number
 */
@Document(ExperimentSession.COLLECTION)
record ExperimentSession(@Id ObjectId id, String team, String sessionId, ExperimentVersion experiment,
		ExperimentParticipant participant, String status, String platform, JsonObject state, long stateBytes,
		List<String> tags, Instant createdAt, Instant updatedAt, Instant endedAt, long nextPosition, long messageCount,
		long version, List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "experiment_sessions";

	static final String ACTIVE = "active";

	static final String PENDING_REVIEW = "pending-review";

	private static final String API = "api";

	/** One version of an experiment. */
	record ExperimentVersion(String experimentId, int versionNumber) {
	}

	/** A new session; its messages, if there are any, are stored already. */
	static ExperimentSession create(Experiment experiment, ExperimentSessionRequest request, MessageBatch first) {
		Instant now = first.createdAt();
		JsonObject state = (request.state() != null) ? request.state() : JsonObject.empty();
		return new ExperimentSession(first.session(), first.team(), UUID.randomUUID().toString(),
				new ExperimentVersion(experiment.experimentId(), experiment.versionNumber()),
				ExperimentParticipant.of(request.participant()), ACTIVE,
				(request.platform() != null) ? request.platform() : API, state, StoredSize.of(state.stored()),
				List.of(), now, now, null, first.nextPosition(), first.messages().size(), 0, null);
	}

	boolean isEnded() {
		return this.endedAt != null;
	}

	/** The opaque entity tag of this state of the document and its messages. */
	String tag() {
		return this.sessionId + "-" + this.version;
	}

}
