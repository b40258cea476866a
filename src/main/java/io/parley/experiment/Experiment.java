package io.parley.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An experiment as it is stored: what sessions belong to.
 *
 * @param experimentId the id that callers gave it, unique in its team
 * @param versions what a caller says of its versions, as given
 * @param version counts the changes; not the experiment's own version number
 */
@Document(Experiment.COLLECTION)
record Experiment(@Id ObjectId id, String team, String experimentId, String name, String description, int versionNumber,
		List<Object> versions, Instant createdAt, Instant updatedAt, long version) {

	static final String COLLECTION = "experiments";

	/** A new experiment; where nothing else is said, its id is its name. */
	static Experiment register(String experimentId, ObjectId id, ExperimentRequest given) {
		Instant now = Ids.instant(id);
		return new Experiment(id, TeamTemplate.unset(), experimentId,
				Objects.requireNonNullElse(given.name(), experimentId),
				Objects.requireNonNullElse(given.description(), ""),
				Objects.requireNonNullElse(given.versionNumber(), 1),
				Objects.requireNonNullElse(given.storedVersions(), List.of()), now, now, 0);
	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

}
