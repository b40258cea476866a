package io.parley.store;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class MongoUriTest {

	@ParameterizedTest
	@CsvSource(textBlock = """
			mongodb://a:1, mongodb://a:1/parley
			mongodb://a:1/, mongodb://a:1/parley
			mongodb://a:1/?replicaSet=rs, mongodb://a:1/parley?replicaSet=rs
			mongodb://a:1?replicaSet=rs, mongodb://a:1/parley?replicaSet=rs
			mongodb://a:1/mine?replicaSet=rs, mongodb://a:1/mine?replicaSet=rs
			'mongodb://user:p%2Fw@a:1,b:2/?authSource=admin', 'mongodb://user:p%2Fw@a:1,b:2/parley?authSource=admin'
			mongodb+srv://a.example/?tls=true, mongodb+srv://a.example/parley?tls=true
			""")
	void namesADatabaseWhereNoneIsNamed(String given, String used) {
		assertThat(MongoUri.withDatabase(given)).isEqualTo(used);
	}

	@Test
	void prefersMongodbUri() {
		assertThat(MongoUri.of(environment(Map.of("MONGODB_URI", "mongodb://a/x", "MONGO_URL", "mongodb://b/x",
				"spring.mongodb.uri", "mongodb://c/x"))))
			.hasValue("mongodb://a/x");
		assertThat(
				MongoUri.of(environment(Map.of("MONGO_URL", " mongodb://b/x ", "spring.mongodb.uri", "mongodb://c/x"))))
			.hasValue("mongodb://b/x");
	}

	@Test
	void takesABlankValueForNone() {
		assertThat(MongoUri.of(environment(Map.of("MONGODB_URI", " ", "MONGO_URL", "")))).isEmpty();
		assertThat(MongoUri.of(environment(Map.of("MONGODB_URI", "", "spring.mongodb.uri", "mongodb://c/x"))))
			.hasValue("mongodb://c/x");
	}

	private static StandardEnvironment environment(Map<String, Object> values) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().forEach((source) -> environment.getPropertySources().remove(source.getName()));
		environment.getPropertySources().addFirst(new MapPropertySource("given", values));
		return environment;
	}

}
