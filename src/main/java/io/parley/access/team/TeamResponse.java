package io.parley.access.team;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;

/** A team as callers see it. */
@Schema(name = "ManagedTeam", requiredProperties = { "slug", "name", "created_at", "updated_at" })
record TeamResponse(String slug, String name, Instant createdAt, Instant updatedAt) {

	static TeamResponse from(Team team) {
		return new TeamResponse(team.slug(), team.name(), team.createdAt(), team.updatedAt());
	}

}
