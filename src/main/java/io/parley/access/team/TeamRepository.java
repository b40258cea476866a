package io.parley.access.team;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The teams as they are stored. */
@Repository
class TeamRepository {

	private final TeamTemplate store;

	private final TeamTemplate everyTeam;

	TeamRepository(TeamTemplate store, EveryTeam everyTeam) {
		this.store = store;
		this.everyTeam = everyTeam.anyTeam();
	}

	Optional<Team> find(String slug) {
		return this.everyTeam.findOne(new Query(Criteria.where("slug").is(slug)), Team.class);
	}

	/** The slugs of all teams, the oldest first. */
	List<String> slugs() {
		Query query = new Query().with(Sort.by("_id"));
		query.fields().include("slug").exclude("_id");
		return this.everyTeam.on(Team.COLLECTION)
			.find(query, org.bson.Document.class)
			.stream()
			.map((team) -> team.getString("slug"))
			.toList();
	}

	CountedPage<Team> list(PageRequest request) {
		return new CountedPageReader<>(this.everyTeam, Team.class, Team::id).read(Query::new, request);
	}

	/** The list of the one team of the request at hand. */
	CountedPage<Team> listOwn(PageRequest request) {
		return new CountedPageReader<>(this.store, Team.class, Team::id).read(Query::new, request);
	}

	/** Inserts a team, and answers whether there was none with its slug. */
	boolean insert(Team team) {
		try {
			this.store.of(team.slug()).insert(team);
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	/**
	 * Renames a team if it is still in the state given, and answers it as it is then.
	 */
	Optional<Team> rename(Team from, String name, Instant now) {
		return change(from, Update.update("name", name).set("updated_at", now));
	}

	/** Closes a team if it is still in the state given, and answers it as it is then. */
	Optional<Team> close(Team from, Instant now) {
		return change(from, Update.update("closed_at", now));
	}

	/** Opens a team again that was closed. */
	void reopen(Team closed) {
		change(closed, new Update().unset("closed_at"));
	}

	/** Removes a team that was closed, and answers whether it was there. */
	boolean remove(Team closed) {
		Query query = new Query(Criteria.where("_id").is(closed.id()).and("closed_at").ne(null));
		return this.store.of(closed.slug()).remove(query, Team.class) == 1;
	}

	private Optional<Team> change(Team from, Update update) {
		Query unchanged = new Query(Criteria.where("_id").is(from.id()).and("version").is(from.version()));
		return this.store.of(from.slug()).findAndModify(unchanged, update.inc("version", 1), Team.class);
	}

}
