package io.parley.access.oauth;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** What people have allowed applications, as it is stored. */
@Repository
class ConsentRepository {

	private static final String APPLICATION = "application";

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final Clock clock;

	ConsentRepository(TeamTemplate store, EveryTeam everyTeam, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.clock = clock;
	}

	/** Of whichever team: the ids of applications and accounts are of one alone. */
	Optional<Consent> find(ObjectId application, String account) {
		return this.everyTeam.anyTeam().findOne(of(application, account), Consent.class);
	}

	/** Keeps what was allowed, in the place of what was before. */
	void save(Application application, String account, List<String> scopes) {
		Query query = of(application.id(), account);
		Update update = Update.update("scopes", scopes)
			.set("team_id", application.teamId())
			.set("updated_at", this.clock.instant());
		TeamTemplate own = this.store.of(application.team());
		try {
			own.upsert(query, update, Consent.class);
		}
		catch (DuplicateKeyException ex) {
			// Somebody inserted it at the same time: now it is there.
			own.upsert(query, update, Consent.class);
		}
	}

	void remove(ObjectId application, String account) {
		find(application, account)
			.ifPresent((consent) -> this.store.of(consent.team()).remove(of(application, account), Consent.class));
	}

	/** Forgets all that was allowed an application. */
	void removeOf(Application application) {
		this.store.of(application.team())
			.remove(new Query(Criteria.where(APPLICATION).is(application.id())), Consent.class);
	}

	private static Query of(ObjectId application, String account) {
		return new Query(Criteria.where(APPLICATION).is(application).and("account").is(account));
	}

}
