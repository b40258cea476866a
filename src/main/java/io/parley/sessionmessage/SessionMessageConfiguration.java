package io.parley.sessionmessage;

import java.util.List;

import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemCustomizer;
import org.bson.Document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.IndexDefinition;
import org.springframework.data.mongodb.core.index.PartialIndexFilter;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * The collection of session messages, its sweep, and what its callers expect of a problem
 * document.
 */
@Configuration(proxyBeanMethods = false)
class SessionMessageConfiguration {

	private static final List<String> PATHS = List.of("/session", "/sessions", "/channels", "/webhook");

	@Bean
	OutboxSource sessionOutbox(SessionMessageEvents events) {
		return new OutboxSource(SessionMessage.COLLECTION, List.of("session_id", "subject_id",
				SessionMessageRepository.DELETED_TEAM, SessionMessageRepository.DELETED_ID), events::expired);
	}

	/** Which query each serves, and what it costs, is said of the package. */
	@Bean
	CollectionIndexes sessionIndexes() {
		return CollectionIndexes.of(SessionMessage.COLLECTION)
			.unique("session_id")
			.index("created_at", "_id")
			.index("updated_at", "_id")
			.index("expiry_date", "_id")
			.index("status", "created_at", "_id")
			.with(whereGiven("subject_id"))
			.with(whereGiven("reception_channel_id"))
			.with(whereGiven("dsl_execution_id"))
			.with(open("team_open", Criteria.where("ended").is(false), "created_at"))
			.with(openGiven("subject_id"))
			.with(openGiven("reception_channel_id"))
			.with(due())
			.with(OutboxSource.index());
	}

	@Bean
	Sweep sessionExpiry(SessionExpiryService expiry, SessionMessageProperties properties) {
		return Sweep.byOneInstance("session-expiry", properties.expiryInterval(), expiry::expireOfEveryTeam);
	}

	@Bean
	ProblemCustomizer unsuccessful() {
		return (problem, path) -> {
			if (PATHS.stream().anyMatch((prefix) -> path.equals(prefix) || path.startsWith(prefix + "/"))) {
				problem.setProperty("success", false);
			}
		};
	}

	/** Of the sessions that have a value in a field, which is empty where not given. */
	private static IndexDefinition whereGiven(String field) {
		Document keys = new Document(TeamTemplate.TEAM, 1).append(field, 1).append("created_at", 1).append("_id", 1);
		return new CompoundIndexDefinition(keys).named("team_given_" + field)
			.partial(PartialIndexFilter.of(Criteria.where(field).gt("")));
	}

	/** Of the sessions that have not ended and have a value in a field. */
	private static IndexDefinition openGiven(String field) {
		return open("team_open_" + field, Criteria.where("ended").is(false).and(field).gt(""), field, "created_at");
	}

	/** Of the sessions that are to expire. */
	private static IndexDefinition due() {
		return open("team_open_expiry_date", Criteria.where("ended").is(false).and("expiry_date").gt(0), "expiry_date");
	}

	/**
	 * Of sessions that have not ended. {@code ended} is also a field of the index, for a
	 * store that has all sessions in it whatever it is told.
	 */
	private static IndexDefinition open(String name, Criteria which, String... fields) {
		Document keys = new Document(TeamTemplate.TEAM, 1).append("ended", 1);
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return new CompoundIndexDefinition(keys.append("_id", 1)).named(name).partial(PartialIndexFilter.of(which));
	}

}
