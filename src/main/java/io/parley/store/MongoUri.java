package io.parley.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The address of a MongoDB server, where one was given. */
final class MongoUri {

	private static final String DATABASE = "parley";

	/** Scheme and hosts, then options, of an address that names no database. */
	private static final Pattern WITHOUT_DATABASE = Pattern.compile("([^/?]+//[^/?]+)/?(\\?.*)?");

	private MongoUri() {
	}

	/**
	 * The first of {@code MONGODB_URI}, {@code MONGO_URL} and {@code spring.mongodb.uri}
	 * that is not blank, with the database {@code parley} where it names none.
	 */
	static Optional<String> of(Environment environment) {
		return Stream.of("MONGODB_URI", "MONGO_URL", "spring.mongodb.uri")
			.map(environment::getProperty)
			.filter(StringUtils::hasText)
			.map((uri) -> withDatabase(uri.strip()))
			.findFirst();
	}

	static String withDatabase(String uri) {
		Matcher parts = WITHOUT_DATABASE.matcher(uri);
		return parts.matches() ? parts.group(1) + "/" + DATABASE + ((parts.group(2) != null) ? parts.group(2) : "")
				: uri;
	}

	/** Matches where an address was given. */
	static class Given implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return of(context.getEnvironment()).isPresent();
		}

	}

	/** Matches where none was. */
	static class Missing implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return of(context.getEnvironment()).isEmpty();
		}

	}

}
