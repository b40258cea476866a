package io.parley.access;

import java.util.List;
import java.util.Optional;

import io.parley.access.team.Team;
import io.parley.access.team.TeamDirectory;
import io.parley.store.Teams;
import io.parley.web.Caller;
import io.parley.web.Callers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The one place that says whose request this is and which team's data it sees: as its
 * credential says, and in open mode everybody's and {@code default}'s.
 */
@Component
class RequestCallers implements Callers, Teams {

	private final AccessMode mode;

	/** Asks for it late, since it asks the store, which asks here. */
	private final ObjectProvider<TeamDirectory> directory;

	RequestCallers(AccessMode mode, ObjectProvider<TeamDirectory> directory) {
		this.mode = mode;
		this.directory = directory;
	}

	@Override
	public Optional<Caller> find() {
		if (!this.mode.isSecured()) {
			return Optional.of(Caller.ANYONE);
		}
		return (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication authenticated)
				? Optional.of(authenticated.caller()) : Optional.empty();
	}

	@Override
	public String current() {
		return caller().team();
	}

	@Override
	public String nameOf(String team) {
		return this.directory.getObject().find(team).map(Team::name).orElse(team);
	}

	@Override
	public List<String> all() {
		return this.directory.getObject().all();
	}

}
