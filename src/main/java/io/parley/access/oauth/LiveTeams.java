package io.parley.access.oauth;

import io.parley.access.team.TeamDirectory;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** Tells whether the team that something belongs to is still the same team. */
@Component
class LiveTeams {

	private final TeamDirectory teams;

	LiveTeams(TeamDirectory teams) {
		this.teams = teams;
	}

	boolean has(Application application) {
		return has(application.team(), application.teamId());
	}

	boolean has(Authorization authorization) {
		return has(authorization.team(), authorization.teamId());
	}

	private boolean has(String slug, ObjectId id) {
		return this.teams.find(slug).filter((team) -> team.id().equals(id)).isPresent();
	}

}
