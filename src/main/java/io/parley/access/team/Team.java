package io.parley.access.team;

import java.time.Instant;

import io.parley.store.Ids;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A team as it is stored.
 *
 * @param id tells it from every other team, also from one that had its slug before
 * @param team the same as its slug, as in every document
 * @param slug how callers name it
 * @param name what people call it
 * @param closedAt since when it is being deleted and nobody may call for it, or null
 * @param version counts the changes
 */
@Document(Team.COLLECTION)
public record Team(@Id ObjectId id, String team, String slug, String name, Instant createdAt, Instant updatedAt,
		@Nullable Instant closedAt, long version) {

	/** The team that is there from the start and always will be. */
	public static final String DEFAULT = "default";

	static final String COLLECTION = "teams";

	static Team create(ObjectId id, String slug, @Nullable String name) {
		Instant now = Ids.instant(id);
		return new Team(id, slug, slug, (name != null) ? name : slug, now, now, null, 0);
	}

	boolean isClosed() {
		return this.closedAt != null;
	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

}
