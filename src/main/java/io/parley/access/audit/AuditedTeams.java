package io.parley.access.audit;

import java.util.Optional;

import org.bson.types.ObjectId;

/** Tells one team from another that had the same slug before. */
public interface AuditedTeams {

	/** The id of the team with a slug; nothing where there is none. */
	Optional<ObjectId> idOf(String slug);

}
