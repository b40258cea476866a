package io.parley.access.team;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes the team that is there from the start. */
@Component
class DefaultTeam implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(DefaultTeam.class);

	private final TeamDirectory directory;

	DefaultTeam(TeamDirectory directory) {
		this.directory = directory;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		try {
			this.directory.get(Team.DEFAULT);
		}
		catch (DataAccessException ex) {
			log.info("The team {} is made as soon as the store answers", Team.DEFAULT);
		}
	}

}
