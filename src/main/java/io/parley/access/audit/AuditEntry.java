package io.parley.access.audit;

import java.time.Instant;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One action as it is stored.
 *
 * @param teamId the id of its team, which tells it from another that had the same slug
 * @param actor the id of the caller, or the name that somebody gave who signed in
 * @param target what it was done to
 * @param address where the request came from, or null
 */
@Document(AuditEntry.COLLECTION)
record AuditEntry(@Id ObjectId id, String team, @Nullable ObjectId teamId, String actor, String actorKind,
		String action, String target, @Nullable String address, Instant createdAt) {

	static final String COLLECTION = "audit";

}
