package io.parley.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import java.util.stream.Collectors;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.Api;
import io.parley.store.embedded.EmbeddedStore;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Versions of the service that declare different indexes follow each other on one store.
 */
class IndexPhaseTest {

	private final String collection = Api.id("things");

	private final Queue<BsonDocument> commands = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path directory;

	private EmbeddedStore store;

	private MongoClient client;

	private MongoDatabaseFactory factory;

	private MajorityReads database;

	private IndexStatus status;

	private IndexPhase phase;

	@BeforeEach
	void open() {
		this.store = EmbeddedStore.open(this.directory, false);
		MongoClientSettings settings = MongoClientSettings.builder()
			.applyConnectionString(new ConnectionString(this.store.uri()))
			.timeout(10_000, MILLISECONDS)
			.addCommandListener(new CommandListener() {

				@Override
				public void commandStarted(CommandStartedEvent event) {
					IndexPhaseTest.this.commands.add(event.getCommand().clone());
				}

			})
			.build();
		this.client = MongoClients.create(settings);
		this.factory = new SimpleMongoClientDatabaseFactory(this.client, "parley");
		this.database = new MajorityReads(this.factory,
				new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, new MongoMappingContext()));
	}

	@AfterEach
	void close() {
		if (this.phase != null) {
			this.phase.stop();
		}
		this.client.close();
		this.store.close();
	}

	@Test
	void anEmptyCollectionHasItsIndexesBeforeTheServiceOpensInTwoCommands() {
		CollectionIndexes declared = declared().unique("key").index("a").index("b").partial("c");
		start(declared);
		assertThat(this.status.health()).isEqualTo(Health.up().build());
		assertThat(indexes()).containsExactlyInAnyOrder("_id_", "team_1_key_1", "team_1_a_1", "team_1_b_1",
				"team_1_c_1");
		assertThat(this.commands).filteredOn((command) -> command.containsKey("createIndexes")).hasSize(2);
	}

	@Test
	void buildsWithoutATimeLimit() {
		start(declared().unique("key").index("a"));
		assertThat(this.commands).filteredOn((command) -> command.containsKey("createIndexes"))
			.isNotEmpty()
			.noneMatch((command) -> command.containsKey("maxTimeMS"));
	}

	@Test
	void aNewVersionAddsAndDropsIndexesOnDataThatExists() {
		start(declared().unique("key").index("a").index("b"));
		insert("1");
		collection().createIndex(new Document("team", 1).append("of_an_operator", 1));
		start(declared().unique("key").index("b").index("a", "b").partial("c"));
		awaitUp();
		assertThat(indexes()).containsExactlyInAnyOrder("_id_", "team_1_key_1", "team_1_b_1", "team_1_a_1_b_1",
				"team_1_c_1", "team_1_of_an_operator_1");
	}

	@Test
	void anIndexWhoseOptionsChangedIsReplaced() {
		start(declared().index("key").index("a"));
		insert("1");
		start(declared().unique("key").partial("a"));
		awaitUp();
		assertThat(collection().listIndexes()).hasSize(3)
			.anyMatch((index) -> index.get("key").toString().contains("key") && index.getBoolean("unique", false))
			.anyMatch((index) -> index.get("key").toString().contains("a=1")
					&& index.containsKey("partialFilterExpression"));
		start(declared().unique("key").partial("a"));
		awaitUp();
		assertThat(indexes()).hasSize(3);
	}

	@Test
	void anIndexOfTheSameDefinitionIsTakenUnderWhateverNameItHas() {
		insert("1");
		collection().createIndex(new Document("team", 1).append("a", 1),
				new com.mongodb.client.model.IndexOptions().name("team_a"));
		start(declared().index("a"));
		awaitUp();
		assertThat(indexes()).containsExactlyInAnyOrder("_id_", "team_a");
		start(declared());
		awaitUp();
		assertThat(indexes()).containsExactly("_id_");
	}

	@Test
	void anIndexOfAVersionThatKeptNoRecordIsDroppedAndAnOperatorsIsNot() {
		insert("1");
		collection().createIndex(new Document("team", 1).append("ended", 1).append("expiry_date", 1));
		collection().createIndex(new Document("team", 1).append("ended", 1));
		start(declared().unique("key"));
		awaitUp();
		assertThat(indexes()).containsExactlyInAnyOrder("_id_", "team_1_key_1", "team_1_ended_1");
	}

	@Test
	void aUniqueIndexThatCannotBeBuiltNamesTheKeysAndStopsInsertsIntoItsCollectionOnly() {
		insert("twice");
		insert("twice");
		insert("once");
		CollectionIndexes other = CollectionIndexes.of(Api.id("others")).unique("key");
		start(declared().unique("key").index("a"), other);
		await().until(() -> reason().contains("collide"));
		assertThat(reason()).contains("team_1_key_1")
			.contains("these keys collide: {\"team\": \"red\", \"key\": \"twice\"} (2 documents)")
			.doesNotContain("once");
		assertThat(this.status.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(indexes()).contains("team_1_a_1");
		assertThatThrownBy(() -> this.status.checkInsert(this.collection)).isInstanceOf(BusyException.class)
			.hasMessageContaining(this.collection)
			.hasMessageContaining("unique index");
		assertThatCode(() -> this.status.checkInsert(other.collection())).doesNotThrowAnyException();
		collection().deleteOne(new Document("key", "twice"));
		awaitUp();
		assertThatCode(() -> this.status.checkInsert(this.collection)).doesNotThrowAnyException();
	}

	@Test
	void keysThatCollideAreShownWithTheirFieldsByNameAlsoWhereOnlyADotTellsTwoApart() {
		for (String inner : List.of("x", "x", "y")) {
			collection()
				.insertOne(new Document("team", "red").append("a", new Document("b", inner)).append("a_b", "same"));
		}
		start(declared().unique("a.b", "a_b"));
		await().until(() -> reason().contains("collide"));
		assertThat(reason())
			.contains("these keys collide: {\"team\": \"red\", \"a.b\": \"x\", \"a_b\": \"same\"} (2 documents)")
			.doesNotContain("(3 documents)");
	}

	@Test
	void whileOnlyQueriesLackAnIndexInsertsGoOnAndTheServiceIsDegraded() {
		start(declared().unique("key"));
		insert("1");
		SingleRun other = new SingleRun(this.factory, Clock.systemUTC());
		other.run("indexes-" + this.collection, Duration.ZERO, () -> {
			start(declared().unique("key").index("a"));
			await().until(() -> reason().equals("being built by another instance"));
			assertThat(this.status.health().getStatus()).isEqualTo(new Status("DEGRADED"));
			assertThatCode(() -> this.status.checkInsert(this.collection)).doesNotThrowAnyException();
		});
		awaitUp();
		assertThat(indexes()).contains("team_1_a_1");
	}

	private CollectionIndexes declared() {
		return CollectionIndexes.of(this.collection);
	}

	private void start(CollectionIndexes... declared) {
		if (this.phase != null) {
			this.phase.stop();
		}
		List<CollectionIndexes> all = List.of(declared);
		this.status = new IndexStatus(all);
		this.phase = new IndexPhase(all, new IndexBuilder(this.database), this.status,
				new SingleRun(this.factory, Clock.systemUTC()));
		this.phase.start();
	}

	private void awaitUp() {
		await().until(() -> this.status.health().getStatus().equals(Status.UP));
	}

	private String reason() {
		return (this.status.health().getDetails().get(this.collection) instanceof Map<?, ?> details)
				? String.valueOf(details.get("reason")) : "";
	}

	private void insert(String key) {
		collection().insertOne(new Document("team", "red").append("key", key));
	}

	private Set<String> indexes() {
		return collection().listIndexes()
			.map((index) -> index.getString("name"))
			.into(new ArrayList<>())
			.stream()
			.collect(Collectors.toSet());
	}

	private com.mongodb.client.MongoCollection<Document> collection() {
		return this.client.getDatabase("parley").getCollection(this.collection);
	}

}
