package io.parley.sessionmessage;

import java.util.List;

import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemCustomizer;
import org.bson.Document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;

/**
 * The collection of session messages, and what its callers expect of a problem document.
 */
@Configuration(proxyBeanMethods = false)
class SessionMessageConfiguration {

	private static final List<String> PATHS = List.of("/session", "/sessions", "/channels", "/webhook");

	@Bean
	OutboxSource sessionOutbox(SessionMessageEvents events) {
		return new OutboxSource(SessionMessage.COLLECTION, events::expired);
	}

	@Bean
	CollectionIndexes sessionIndexes() {
		return new CollectionIndexes(SessionMessage.COLLECTION,
				List.of(index("session_id").unique(), index("created_at", "_id"), index("updated_at", "_id"),
						index("expiry_date", "_id"), index("status", "created_at", "_id"),
						index("subject_id", "created_at", "_id"), index("ended", "expiry_date"), OutboxSource.index()));
	}

	@Bean
	ProblemCustomizer unsuccessful() {
		return (problem, path) -> {
			if (PATHS.stream().anyMatch((prefix) -> path.equals(prefix) || path.startsWith(prefix + "/"))) {
				problem.setProperty("success", false);
			}
		};
	}

	private static CompoundIndexDefinition index(String... fields) {
		Document keys = new Document(TeamTemplate.TEAM, 1);
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return new CompoundIndexDefinition(keys);
	}

}
