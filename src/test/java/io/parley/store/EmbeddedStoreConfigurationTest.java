package io.parley.store;

import java.nio.file.Files;
import java.nio.file.Path;

import com.mongodb.client.MongoClient;
import io.parley.store.embedded.EmbeddedStore;
import io.parley.store.embedded.EmbeddedStoreException;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddedStoreConfigurationTest {

	private static final String NOWHERE = "mongodb://ann:secret@127.0.0.1:1/?serverSelectionTimeoutMS=100";

	@TempDir
	private Path directory;

	@Test
	void opensTheEmbeddedStoreWhereNoServerIsNamed(CapturedOutput output) {
		runner().withPropertyValues("MONGO_URL= ").run((context) -> {
			context.getBean(MongoClient.class).getDatabase("parley").getCollection("c").insertOne(new Document());
			assertThat(this.directory.resolve("parley.db")).exists();
			assertThat(context.getBean(StoreHealthIndicator.class).health())
				.isEqualTo(Health.up().withDetail("kind", "embedded").build());
		});
		assertThat(output).containsOnlyOnce("Store: embedded, kept in " + this.directory.resolve("parley.db"));
		EmbeddedStore.open(this.directory, true).close();
	}

	@Test
	void opensNothingWhereAServerIsNamed(CapturedOutput output) {
		runner().withPropertyValues("MONGODB_URI=" + NOWHERE, "spring.mongodb.uri=mongodb://other").run((context) -> {
			assertThat(context).doesNotHaveBean(EmbeddedStore.class);
			assertThat(Files.list(this.directory)).isEmpty();
			assertThat(context.getBean(MongoConnectionDetails.class).getConnectionString().getDatabase())
				.isEqualTo("parley");
		});
		assertThat(output).containsOnlyOnce("Store: MongoDB at 127.0.0.1:1, database parley").doesNotContain("secret");
	}

	@Test
	void isDownWithoutSayingWhyWhereTheServerIsAway() {
		runner().withPropertyValues("MONGODB_URI=" + NOWHERE)
			.run((context) -> assertThat(context.getBean(StoreHealthIndicator.class).health())
				.isEqualTo(Health.down().withDetail("kind", "mongodb").build()));
	}

	@Test
	void explainsAStoreThatIsInUse() {
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, true)) {
			runner().run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new EmbeddedStoreFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis.getDescription())
					.isEqualTo("Another process uses the embedded store " + store.file() + " already.");
				assertThat(analysis.getCause()).isInstanceOf(EmbeddedStoreException.class);
			});
		}
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MongoAutoConfiguration.class))
			.withUserConfiguration(Store.class)
			.withPropertyValues("MONGODB_URI=", "MONGO_URL=", "spring.mongodb.uri=",
					"parley.store.embedded.directory=" + this.directory);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(EmbeddedStoreProperties.class)
	@Import(EmbeddedStoreConfiguration.class)
	static class Store {

	}

}
