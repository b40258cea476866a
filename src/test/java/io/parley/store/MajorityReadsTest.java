package io.parley.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.store.embedded.EmbeddedStore;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** What the connection string says of reading changes nothing. */
class MajorityReadsTest {

	@TempDir
	private Path directory;

	@Test
	void everyReadIsOfTheMajorityAndFromThePrimaryWhateverTheConnectionStringSays() {
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, false)) {
			runner(store.uri() + "/parley?readPreference=secondary&readConcernLevel=local&w=1").run((context) -> {
				TeamTemplate things = context.getBean(TeamTemplate.class).on("things");
				Query query = new Query(Criteria.where("a").is(1));
				things.insert(new Document("a", 1));
				things.find(query, Document.class);
				things.findOne(query, Document.class);
				things.count(query, Document.class);
				try (var all = things.stream(query, Document.class)) {
					assertThat(all).hasSize(1);
				}
				assertThat(things.page(query, KeyOrder.byId(true), 5, Document.class).entries()).hasSize(1);
				things.aggregate(Document.class, Document.class, List.of(Aggregation.limit(1)));
				Queue<BsonDocument> commands = context.getBean(Commands.class).seen;
				assertThat(commands)
					.filteredOn((command) -> command.containsKey("find") || command.containsKey("aggregate"))
					.hasSize(6)
					.allSatisfy((command) -> {
						assertThat(command.getDocument("readConcern").get("level"))
							.isEqualTo(new BsonString("majority"));
						assertThat(command).doesNotContainKey("$readPreference");
					});
			});
		}
	}

	private static ApplicationContextRunner runner(String uri) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(MongoAutoConfiguration.class, DataMongoAutoConfiguration.class))
			.withUserConfiguration(Store.class)
			.withPropertyValues("MONGODB_URI=" + uri, "MONGO_URL=");
	}

	/** Every command that was sent. */
	static final class Commands implements CommandListener {

		private final Queue<BsonDocument> seen = new ConcurrentLinkedQueue<>();

		@Override
		public void commandStarted(CommandStartedEvent event) {
			this.seen.add(event.getCommand().clone());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ StoreProperties.class, EmbeddedStoreProperties.class })
	@Import({ StoreConfiguration.class, EmbeddedStoreConfiguration.class, KeyPageReader.class, MemoryBudget.class,
			IndexStatus.class })
	static class Store {

		@Bean
		Commands commands() {
			return new Commands();
		}

		@Bean
		MongoClientSettingsBuilderCustomizer watched(Commands commands) {
			return (settings) -> settings.addCommandListener(commands);
		}

		@Bean
		CollectionIndexes things() {
			return CollectionIndexes.of("things").index("a");
		}

		@Bean
		Teams teams() {
			return new Teams() {

				@Override
				public String nameOf(String team) {
					return team;
				}

				@Override
				public String current() {
					return "red";
				}

				@Override
				public List<String> all() {
					return List.of("red");
				}

			};
		}

	}

}
