package io.parley.sessionmessage.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.parley.sessionmessage.input.LinearPattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Draft 2020-12 as the library knows it, made fit for schemas of strangers. The library
 * trusts its schemas: it loads what they refer to, follows references into themselves,
 * and has keywords whose time or memory grows with the square of the input. Here nothing
 * is loaded, every step looks at the {@link CheckDeadline}, patterns are
 * {@link LinearPattern}s, and the keywords that could not be bounded from outside are
 * replaced.
 *
 * <p>
 * {@code format} is asserted for {@link #FORMATS}; the draft leaves that open, and
 * whoever writes one of them expects it. Any other format, {@code contentEncoding} and
 * {@code contentMediaType} say something and check nothing.
 */
final class BoundedDialect {

	private static final Set<String> FORMATS = Set.of("date", "date-time", "time", "duration", "email", "hostname",
			"ipv4", "ipv6", "uri", "uri-reference", "uuid");

	/** The library cannot resolve a $dynamicRef in a schema that has no address. */
	private static final SchemaLocation BASE = SchemaLocation.of("https://parley.invalid/message_data_template");

	private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
		.formats((known) -> known.clear())
		.formats(Formats.DEFAULT.stream()
			.filter((format) -> FORMATS.contains(format.getName()))
			.map(Short::new)
			.toList())
		.keywords((known) -> known.clear())
		.keywords(CheckKeyword.ALL)
		.keywords(List.of(new NonValidationKeyword("contentEncoding"), new NonValidationKeyword("contentMediaType"),
				new NonValidationKeyword("definitions")))
		.unknownKeywordFactory((keyword, context) -> null)
		.build();

	private static final SchemaRegistryConfig CONFIG = config(LinearPattern::find);

	private static final SchemaRegistry SCHEMAS = closed(CONFIG);

	private static final SchemaRegistry POLICIES = closed(config(LinearPattern::findAtStart));

	/** The schema of schemas, which the library has on its class path. */
	private static final Schema METASCHEMA = SchemaRegistry
		.withDialect(DIALECT, (registry) -> registry.schemaRegistryConfig(CONFIG))
		.getSchema(SchemaLocation.of(DIALECT.getId()));

	private BoundedDialect() {
	}

	/** Loads the library, which takes longer than most deadlines allow. */
	static void load() {
		compile(JsonNodeFactory.instance.objectNode());
	}

	/** Makes a schema ready for use. It must have passed {@link SchemaWalk}. */
	static Schema compile(JsonNode node) {
		return compile(SCHEMAS, node);
	}

	/** Makes a schema ready whose patterns match from the start of a text. */
	static Schema compilePolicy(JsonNode node) {
		return compile(POLICIES, node);
	}

	/** What is wrong with a schema: predicates by its parts. */
	static Map<String, String> checkSchema(JsonNode schema) {
		return SchemaErrors.sentences(BoundedContext.errors(METASCHEMA, schema, BoundedContext.SCHEMA),
				TemplateText.TEMPLATE);
	}

	/** What is wrong with a reply: predicates by field. */
	static Map<String, String> checkReply(Schema schema, JsonNode reply) {
		return SchemaErrors.sentences(BoundedContext.errors(schema, reply, BoundedContext.REPLY), "");
	}

	/** The first thing that is wrong with a value; the search ends there. */
	static Optional<Error> firstError(Schema schema, JsonNode value) {
		return BoundedContext.errors(schema, value, BoundedContext.FIRST_ERROR).stream().findFirst();
	}

	private static Schema compile(SchemaRegistry registry, JsonNode node) {
		Schema schema = registry.getSchema(BASE, node);
		schema.initializeValidators();
		return schema;
	}

	/** A registry that keeps nothing and loads nothing. */
	private static SchemaRegistry closed(SchemaRegistryConfig config) {
		return SchemaRegistry.withDialect(DIALECT,
				(registry) -> registry.schemaCacheEnabled(false)
					.schemaLoader((loader) -> loader.allow((iri) -> false))
					.schemaRegistryConfig(config));
	}

	private static SchemaRegistryConfig config(BiPredicate<LinearPattern, CharSequence> match) {
		return SchemaRegistryConfig.builder()
			.preloadSchema(false)
			.locale(Locale.ROOT)
			.regularExpressionFactory((text) -> {
				LinearPattern pattern = LinearPattern.compile(text);
				return (value) -> match.test(pattern, new CheckDeadline.Watched(value));
			})
			.build();
	}

	/**
	 * A format that no long text has: the library's own patterns are not tried on one.
	 */
	private record Short(Format format) implements Format {

		private static final int LENGTH = 2000;

		@Override
		public String getName() {
			return this.format.getName();
		}

		@Override
		public boolean matches(ExecutionContext execution, SchemaContext schema, String value) {
			return value.length() <= LENGTH && this.format.matches(execution, schema, value);
		}

	}

}
