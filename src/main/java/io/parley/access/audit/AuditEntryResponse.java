package io.parley.access.audit;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, as callers see it.
 *
 * @param actor who did it: the id of a caller, or the name that was given to sign in
 * @param actorKind the kind of its credential, such as api or account; anonymous for who
 * did not sign in
 * @param action what was done, such as key.created
 * @param target what it was done to: the id of a key, the slug of a team, a username
 * @param address where the request came from
 */
@Schema(name = "AuditEntry", requiredProperties = { "id", "at", "actor", "actor_kind", "action", "target", "address" })
record AuditEntryResponse(String id, Instant at, String actor, String actorKind, String action, String target,
		@Schema(types = {
				"string", "null" }) @Nullable String address){

	static AuditEntryResponse from(AuditEntry entry) {
		return new AuditEntryResponse(entry.id().toHexString(), entry.createdAt(), entry.actor(), entry.actorKind(),
				entry.action(), entry.target(), entry.address());
	}

}
