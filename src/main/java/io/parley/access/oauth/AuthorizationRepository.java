package io.parley.access.oauth;

import java.time.Clock;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * What applications were granted, as it is stored: one document for each, so that every
 * step is one write.
 */
@Repository
class AuthorizationRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final Clock clock;

	AuthorizationRepository(TeamTemplate store, EveryTeam everyTeam, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.clock = clock;
	}

	/**
	 * The authorization that has a hash, of whichever team, as the code, a token, a spent
	 * token or the state of a question.
	 */
	Optional<Authorization> find(String hash) {
		return this.everyTeam.anyTeam().findOne(new Query(Criteria.where("hashes").is(hash)), Authorization.class);
	}

	Optional<Authorization> findById(String id) {
		return this.everyTeam.anyTeam().findOne(byId(id), Authorization.class);
	}

	void insert(Authorization authorization) {
		this.store.of(authorization.team()).insert(authorization);
	}

	/**
	 * Puts the next state in the place of the one before, if nobody was faster, and
	 * answers whether it did.
	 */
	boolean replace(Authorization before, Authorization next) {
		Query unchanged = byId(before.id()).addCriteria(Criteria.where("version").is(before.version()));
		Update update = new Update().inc("version", 1)
			.set("scopes", next.scopes())
			.set("consent", next.consent())
			.set("code", next.code())
			.set("access", next.access())
			.set("refresh", next.refresh())
			.set("spent", next.spent())
			.set("hashes", next.hashes())
			.set("expires_at", next.expiresAt());
		return this.store.of(before.team()).updateFirst(unchanged, update, Authorization.class) == 1;
	}

	/** Ends an authorization, whatever its state. */
	void remove(Authorization authorization) {
		this.store.of(authorization.team()).remove(byId(authorization.id()), Authorization.class);
	}

	/** Ends all that an application was granted. */
	void removeOf(Application application) {
		this.store.of(application.team())
			.remove(new Query(Criteria.where("application").is(application.id())), Authorization.class);
	}

	/** Removes what has run out, of all teams. */
	void removeOld() {
		this.everyTeam.owned()
			.remove(new Query(Criteria.where("expires_at").lt(this.clock.instant())), Authorization.class);
	}

	private static Query byId(String id) {
		return new Query(Criteria.where("_id").is(id));
	}

}
