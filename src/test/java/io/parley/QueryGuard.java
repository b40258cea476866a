package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.store.CollectionIndexes;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.index.IndexDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sees every command that the suite sends to the store and fails the test in which one is
 * not served by a declared index that begins with the team, has no server-side time
 * limit, or writes without a journaled majority.
 */
public final class QueryGuard implements AfterEachCallback, CommandListener {

	private static final Queue<String> VIOLATIONS = new ConcurrentLinkedQueue<>();

	private static final Map<String, List<QueryShape.Index>> INDEXES = new ConcurrentHashMap<>();

	private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

	private static final Set<String> OPERATIONS = Set.of("find", "aggregate", "count", "distinct", "insert", "update",
			"delete", "findAndModify");

	/**
	 * Where callers filter by any field: what no index narrows down is read in the order
	 * of an index that has the sort, until the page is full or the time is over.
	 */
	private static final Set<String> FREE = Set.of("session_messages");

	/** The locks of a library and the record of indexes: no data of anybody. */
	private static final Set<String> LOCKS = Set.of("shedLock", "parley_indexes");

	@Override
	public void commandStarted(CommandStartedEvent event) {
		String operation = event.getCommandName();
		if (OPERATIONS.contains(operation) && !event.getDatabaseName().equals("admin")) {
			check(operation, event.getCommand());
		}
	}

	private static void check(String operation, BsonDocument command) {
		String collection = command.getString(operation).getValue();
		String shown = command.toJson();
		if (!command.containsKey("maxTimeMS")) {
			violated("no time limit", shown);
		}
		if (LOCKS.contains(collection)) {
			return;
		}
		if (WRITES.contains(operation) && !isTakenFromOutboxes(command) && !isLastUse(command)) {
			BsonDocument concern = command.getDocument("writeConcern", new BsonDocument());
			if (!concern.toJson().contains("\"majority\"") || !concern.toJson().contains("\"j\": true")) {
				violated("no journaled majority", shown);
			}
		}
		if (!operation.equals("insert")) {
			QueryShape.of(operation, command)
				.stream()
				.filter((shape) -> shape
					.servedBy(INDEXES.getOrDefault(collection, List.of()), FREE.contains(collection))
					.isEmpty())
				.forEach((shape) -> violated("no declared index serves " + shape + " on " + collection, shown));
		}
	}

	/** Whether an update only says when something was last used, which may be lost. */
	private static boolean isLastUse(BsonDocument command) {
		return command.containsKey("update") && command.getArray("updates")
			.stream()
			.map((statement) -> statement.asDocument().getDocument("u"))
			.allMatch((update) -> update.keySet().equals(Set.of("$set"))
					&& update.getDocument("$set").keySet().equals(Set.of("last_used_at")));
	}

	/**
	 * Whether an update only takes from outboxes what NATS has confirmed: that may be
	 * undone, and is done again then.
	 */
	private static boolean isTakenFromOutboxes(BsonDocument command) {
		return command.getArray("updates", new BsonArray())
			.stream()
			.map((statement) -> statement.asDocument().getDocument("u"))
			.allMatch((update) -> Set.of("$pull", "$unset").containsAll(update.keySet()) && update.values()
				.stream()
				.flatMap((fields) -> fields.asDocument().keySet().stream())
				.allMatch((field) -> field.startsWith("outbox"))) && command.containsKey("update");
	}

	private static void violated(String rule, String command) {
		VIOLATIONS.add(rule + ": " + ((command.length() > 600) ? command.substring(0, 600) + "…" : command));
	}

	private static QueryShape.Index index(IndexDefinition index) {
		Document partial = index.getIndexOptions().get("partialFilterExpression", new Document());
		return new QueryShape.Index(index.getIndexKeys(), partial.keySet());
	}

	@Override
	public void afterEach(ExtensionContext context) {
		List<String> found = new ArrayList<>();
		for (String violation = VIOLATIONS.poll(); violation != null; violation = VIOLATIONS.poll()) {
			found.add(violation);
		}
		assertThat(found).as("Commands that break the rules of the store").isEmpty();
	}

	/** Puts the guard into the service under test. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		MongoClientSettingsBuilderCustomizer guarded(List<CollectionIndexes> declared) {
			declared.forEach((collection) -> INDEXES.put(collection.collection(),
					collection.indexes().stream().map(QueryGuard::index).toList()));
			return (settings) -> settings.addCommandListener(new QueryGuard());
		}

	}

}
