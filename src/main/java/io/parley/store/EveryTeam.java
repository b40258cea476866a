package io.parley.store;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/**
 * The operations of {@link TeamTemplate} on the data of all teams at once, for sweeps;
 * never for a caller's request.
 */
@Component
public class EveryTeam {

	private final MongoOperations mongo;

	private final KeyPageReader pages;

	private final Teams teams;

	EveryTeam(MongoOperations mongo, KeyPageReader pages, Teams teams) {
		this.mongo = mongo;
		this.pages = pages;
		this.teams = teams;
	}

	/** What all teams have. */
	public TeamTemplate owned() {
		return over(this.teams.all());
	}

	/** What all teams have, and what was deleted but still has events to publish. */
	public TeamTemplate ownedOrDeleted() {
		return over(Stream.concat(this.teams.all().stream(), Stream.of(TeamTemplate.DELETED)).toList());
	}

	private TeamTemplate over(List<String> names) {
		return new TeamTemplate(this.mongo, this.pages, () -> Criteria.where(TeamTemplate.TEAM).in(names), () -> {
			throw new IllegalStateException("An insert belongs to one team");
		});
	}

}
