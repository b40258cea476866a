package io.parley.access;

import java.util.List;

import io.parley.store.Teams;

import org.springframework.stereotype.Component;

/** Open mode: no credential is asked, and all data belongs to one team. */
@Component
class OpenAccess implements Teams {

	private static final String TEAM = "default";

	@Override
	public String current() {
		return TEAM;
	}

	@Override
	public List<String> all() {
		return List.of(TEAM);
	}

}
