package io.parley.store;

import java.util.Optional;
import java.util.stream.Stream;

import com.mongodb.ConnectionString;

import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The address of a MongoDB server, where one was given. */
final class MongoUri {

	private static final String DATABASE = "parley";

	private MongoUri() {
	}

	/**
	 * The first of {@code MONGODB_URI}, {@code MONGO_URL} and {@code spring.mongodb.uri}
	 * that is not blank.
	 */
	static Optional<String> of(Environment environment) {
		return Stream.of("MONGODB_URI", "MONGO_URL", "spring.mongodb.uri")
			.map(environment::getProperty)
			.filter(StringUtils::hasText)
			.map(MongoUri::withDatabase)
			.findFirst();
	}

	/** The same address with the database {@code parley} where it names none. */
	static String withDatabase(String uri) {
		String trimmed = uri.strip();
		if (new ConnectionString(trimmed).getDatabase() != null) {
			return trimmed;
		}
		int options = trimmed.indexOf('?');
		String address = (options < 0) ? trimmed : trimmed.substring(0, options);
		String query = (options < 0) ? "" : trimmed.substring(options);
		return StringUtils.trimTrailingCharacter(address, '/') + "/" + DATABASE + query;
	}

	/** Matches where an address was given. */
	static class Given implements ConfigurationCondition {

		@Override
		public ConfigurationPhase getConfigurationPhase() {
			return ConfigurationPhase.REGISTER_BEAN;
		}

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return of(context.getEnvironment()).isPresent();
		}

	}

	/** Matches where none was. */
	static class Missing extends Given {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return !super.matches(context, metadata);
		}

	}

}
