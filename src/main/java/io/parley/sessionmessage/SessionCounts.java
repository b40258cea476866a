package io.parley.sessionmessage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.parley.store.KeyOrder;
import io.parley.store.TeamTemplate;
import org.bson.Document;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/**
 * Counts the session messages of a stretch of time over the indexes that end with their
 * creation, so that only their entries are read.
 */
@Repository
class SessionCounts {

	private static final String CREATED_AT = "created_at";

	private static final String ENDED_AT = "ended_at";

	private final TeamTemplate store;

	SessionCounts(TeamTemplate store) {
		this.store = store.on(SessionMessage.COLLECTION);
	}

	/** From one moment on, and before another. */
	record Stretch(String team, Instant from, Instant before) {
	}

	long all(Stretch stretch) {
		return count(stretch, new Criteria());
	}

	long open(Stretch stretch) {
		return count(stretch, Criteria.where("ended").is(false));
	}

	/** Those with a status, as it is spelt. */
	long withStatus(Stretch stretch, String status) {
		return count(stretch, Criteria.where("status").is(status));
	}

	private long count(Stretch stretch, Criteria which) {
		Criteria whole = which.and(CREATED_AT).gte(stretch.from()).lt(stretch.before());
		return this.store.of(stretch.team()).count(new Query(whole), Document.class);
	}

	/**
	 * From creation to the reply that ended it, of each of the sessions that were created
	 * last among those with a valid reply.
	 */
	List<Duration> timesToReply(String team, int most) {
		Query query = new Query(Criteria.where("status").is(SessionMessage.VALIDATED));
		query.fields().include(CREATED_AT, ENDED_AT);
		return this.store.of(team)
			.page(query, new KeyOrder(CREATED_AT, true), most, Document.class)
			.entries()
			.stream()
			.filter((session) -> session.getDate(ENDED_AT) != null)
			.map((session) -> Duration.between(session.getDate(CREATED_AT).toInstant(),
					session.getDate(ENDED_AT).toInstant()))
			.toList();
	}

}
