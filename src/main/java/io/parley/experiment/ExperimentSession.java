package io.parley.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.JsonObject;
import io.parley.store.StoredSize;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;

/**
 * An experiment session as it is stored, without its messages.
 *
 * @param id its place among all sessions, in the order of creation
 * @param sessionId its public id: a random UUID, as on the platform, so that knowing one
 * session does not help to find another
 * @param experiment the experiment, and its version when the session was created
 * @param stateBytes how much room the state takes, by which versions of the service
 * before this one bound their pages; they cannot read a session without it
 * @param tags a set in the order added
 * @param nextPosition where the next messages go; readers see the messages before it and
 * none else
 * @param createdWith the id of the caller that created it, or null where no credential
 * was asked
 * @param version counts the changes; not the experiment's version number
 */
@Document(ExperimentSession.COLLECTION)
record ExperimentSession(@Id ObjectId id, String team, String sessionId, ExperimentVersion experiment,
		ExperimentParticipant participant, String status, String platform, JsonObject state, long stateBytes,
		List<String> tags, Instant createdAt, Instant updatedAt, @Nullable Instant endedAt, long nextPosition,
		long messageCount, @Nullable String createdWith, long version,
		@Nullable List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "experiment_sessions";

	static final String ACTIVE = "active";

	static final String PENDING_REVIEW = "pending-review";

	private static final String API = "api";

	private static final int MOST_TAGS = 1000;

	/** One version of an experiment. */
	record ExperimentVersion(String experimentId, int versionNumber) {
	}

	/** A new session; its messages, if there are any, are stored already. */
	static ExperimentSession create(Experiment experiment, ExperimentSessionRequest request, MessageBatch first,
			Caller caller) {
		Instant now = first.createdAt();
		JsonObject state = (request.state() != null) ? request.state() : JsonObject.empty();
		return new ExperimentSession(first.session(), first.team(), UUID.randomUUID().toString(),
				new ExperimentVersion(experiment.experimentId(), experiment.versionNumber()),
				ExperimentParticipant.of(request.participant()), ACTIVE,
				(request.platform() != null) ? request.platform() : API, state, StoredSize.of(state.stored()),
				List.of(), now, now, null, first.nextPosition(), first.messages().size(),
				(caller.kind() != Caller.Kind.OPEN) ? caller.id() : null, 0, null);
	}

	/**
	 * @throws ProblemException 403 for a key in a page of another site that did not
	 * create it
	 */
	void requireVisibleTo(Caller caller) {
		if (caller.isEmbedded() && !caller.id().equals(this.createdWith)) {
			throw ProblemException.forbidden("An embed key sees only the sessions that were created with it");
		}
	}

	boolean isEnded() {
		return this.endedAt != null;
	}

	/**
	 * @throws ProblemException 409 when it has ended
	 */
	void requireOpen() {
		if (isEnded()) {
			throw ProblemException.conflict("Session " + this.sessionId + " has ended; no messages can be added to it");
		}
	}

	/** Its end; nothing where it has ended. */
	Optional<ExperimentSessionChange> end(Instant now) {
		if (isEnded()) {
			return Optional.empty();
		}
		return Optional.of(new ExperimentSessionChange("ended", Criteria.where("ended_at").is(null),
				Update.update("status", PENDING_REVIEW).set("ended_at", now), Map.of("status", PENDING_REVIEW)));
	}

	/**
	 * Those tags that it does not have, added in their order.
	 * @throws ProblemException 400 when it would have too many
	 */
	Optional<ExperimentSessionChange> addTags(List<String> named) {
		List<String> missing = named.stream().distinct().filter((tag) -> !this.tags.contains(tag)).toList();
		if (missing.isEmpty()) {
			return Optional.empty();
		}
		if (this.tags.size() + missing.size() > MOST_TAGS) {
			throw ProblemException.invalid("tags", "tags of one session can be " + MOST_TAGS + " at most");
		}
		return Optional.of(new ExperimentSessionChange("tags", hasStillOf(named),
				new Update().push("tags").each(missing.toArray()), Map.of("added", missing, "removed", List.of())));
	}

	/** Those tags that it has, removed. */
	Optional<ExperimentSessionChange> removeTags(List<String> named) {
		List<String> present = this.tags.stream().filter(named::contains).toList();
		if (present.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(new ExperimentSessionChange("tags", hasStillOf(named),
				new Update().pullAll("tags", present.toArray()), Map.of("added", List.of(), "removed", present)));
	}

	/** Another state in place of its own. */
	Optional<ExperimentSessionChange> replaceState(JsonObject replacement) {
		if (this.state.equals(replacement)) {
			return Optional.empty();
		}
		return Optional.of(new ExperimentSessionChange("state", new Criteria(),
				Update.update("state", replacement).set("state_bytes", StoredSize.of(replacement.stored())),
				Map.of("state", replacement)));
	}

	/** That it has and does not have the same of these tags as now. */
	private Criteria hasStillOf(List<String> named) {
		List<String> present = named.stream().filter(this.tags::contains).distinct().toList();
		List<String> missing = named.stream().filter((tag) -> !this.tags.contains(tag)).distinct().toList();
		Criteria tags = Criteria.where("tags");
		if (!present.isEmpty()) {
			tags.all(present);
		}
		return missing.isEmpty() ? tags : tags.nin(missing);
	}

	/** The opaque entity tag of this state of the document and its messages. */
	String tag() {
		return this.sessionId + "-" + this.version;
	}

}
