package io.parley.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.access.team.TeamDirectory;
import io.parley.store.EveryTeam;
import io.parley.store.EveryTeam.Change;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The keys as they are stored. */
@Repository
class ApiKeyRepository {

	private static final String LAST_USED_AT = "last_used_at";

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final TeamDirectory teams;

	private final CountedPageReader<ApiKey> pages;

	ApiKeyRepository(TeamTemplate store, EveryTeam everyTeam, TeamDirectory teams) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.teams = teams;
		this.pages = new CountedPageReader<>(store, ApiKey.class, ApiKey::id);
	}

	/** The key with a hash, of whichever team. */
	Optional<ApiKey> findByHash(String hash) {
		return this.everyTeam.anyTeam().findOne(new Query(Criteria.where("hash").is(hash)), ApiKey.class);
	}

	/**
	 * The keys that pages of an origin may use, of whichever team; the stream must be
	 * closed.
	 */
	Stream<ApiKey> allowing(String origin) {
		return this.everyTeam.anyTeam().stream(new Query(Criteria.where("allowed_origins").is(origin)), ApiKey.class);
	}

	/** A key of the team of the request at hand. */
	Optional<ApiKey> find(ObjectId id) {
		return this.store.findOne(byId(id), ApiKey.class);
	}

	CountedPage<ApiKey> list(PageRequest request) {
		ObjectId team = teamId();
		return this.pages.read(() -> new Query(Criteria.where("team_id").is(team)), request);
	}

	/**
	 * The id of the team of the request at hand: what is left of another that had its
	 * slug before is not the team's.
	 */
	ObjectId teamId() {
		return this.teams.get(this.store.team()).id();
	}

	ApiKey insert(ApiKey key) {
		return this.store.insert(key);
	}

	/** Deletes a key, and answers whether it was there. */
	boolean remove(ObjectId id) {
		return this.store.remove(byId(id), ApiKey.class) == 1;
	}

	/**
	 * Keeps when a key was last used, unless a use is kept that was not long before.
	 */
	record Use(String team, ObjectId id, Instant at, Instant unlessAfter) {

		private Change change() {
			return new Change(this.team, this.id,
					new Document(LAST_USED_AT, new Document("$not", new Document("$gt", this.unlessAfter))),
					new Document("$set", new Document(LAST_USED_AT, this.at)));
		}

	}

	/** All at once, and not waited for until it is journaled: a loss does no harm. */
	void keep(List<Use> uses) {
		this.everyTeam.changeEach(ApiKey.COLLECTION, uses.stream().map(Use::change).toList());
	}

	private Query byId(ObjectId id) {
		return new Query(Criteria.where("_id").is(id).and("team_id").is(teamId()));
	}

}
