package io.parley.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.parley.access.team.Team;
import io.parley.access.team.TeamDirectory;
import io.parley.store.Teams;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.OnBehalf;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The one place that says whose request this is and which team's data it sees: as its
 * credential says, and in open mode everybody's and {@code default}'s.
 */
@Component
class RequestCallers implements Callers, OnBehalf, Teams {

	private final AccessMode mode;

	/** Asks for it late, since it asks the store, which asks here. */
	private final ObjectProvider<TeamDirectory> directory;

	RequestCallers(AccessMode mode, ObjectProvider<TeamDirectory> directory) {
		this.mode = mode;
		this.directory = directory;
	}

	@Override
	public Optional<Caller> find() {
		if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication authenticated) {
			return Optional.of(authenticated.caller());
		}
		return this.mode.isSecured() ? Optional.empty() : Optional.of(Caller.ANYONE);
	}

	@Override
	public <T> T of(Caller caller, Supplier<T> work) {
		SecurityContext before = SecurityContextHolder.getContext();
		SecurityContext acting = SecurityContextHolder.createEmptyContext();
		acting.setAuthentication(new CallerAuthentication(caller));
		SecurityContextHolder.setContext(acting);
		try {
			return work.get();
		}
		finally {
			SecurityContextHolder.setContext(before);
		}
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
