package io.parley.access.oauth;

import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The applications as they are stored. */
@Repository
class ApplicationRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final CountedPageReader<Application> pages;

	ApplicationRepository(TeamTemplate store, EveryTeam everyTeam) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.pages = new CountedPageReader<>(store, Application.class, Application::id);
	}

	CountedPage<Application> list(PageRequest request) {
		return this.pages.read(Query::new, request);
	}

	/** The application of the current team. */
	Optional<Application> find(String clientId) {
		return this.store.findOne(byClientId(clientId), Application.class);
	}

	/** The application, of whichever team: it says itself whose it is. */
	Optional<Application> findInAnyTeam(String clientId) {
		return this.everyTeam.anyTeam().findOne(byClientId(clientId), Application.class);
	}

	/** The application, of whichever team: it says itself whose it is. */
	Optional<Application> findInAnyTeam(ObjectId id) {
		return this.everyTeam.anyTeam().findOne(new Query(Criteria.where("_id").is(id)), Application.class);
	}

	Application insert(Application application) {
		return this.store.insert(application);
	}

	/** Deletes one of the current team, and answers whether it was there. */
	boolean delete(Application application) {
		return this.store.remove(byClientId(application.clientId()), Application.class) == 1;
	}

	private static Query byClientId(String clientId) {
		return new Query(Criteria.where("client_id").is(clientId));
	}

}
