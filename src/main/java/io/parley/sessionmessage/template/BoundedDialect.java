package io.parley.sessionmessage.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.regex.RegularExpression;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Draft 2020-12 as the library knows it, made fit for schemas of strangers. The library
 * trusts its schemas: it loads what they refer to, follows references into themselves,
 * and has keywords whose time or memory grows with the square of the input. Here nothing
 * is loaded, every step looks at the {@link Deadline}, patterns are
 * {@link LinearPattern}s, and the keywords that could not be bounded from outside are
 * replaced.
 *
 * <p>
 * {@code format} is asserted for {@value #FORMATS}; the draft leaves that open, and
 * whoever writes one of them expects it. Any other format, {@code contentEncoding} and
 * {@code contentMediaType} say something and check nothing.
 */
final class BoundedDialect {

	private static final String FORMATS = "date date-time time duration email hostname ipv4 ipv6 uri uri-reference uuid";

	private static final int DEPTH = 500;

	/** The library cannot resolve a $dynamicRef in a schema that has no address. */
	private static final SchemaLocation BASE = SchemaLocation.of("https://parley.invalid/message_data_template");

	private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
		.preloadSchema(false)
		.locale(Locale.ROOT)
		.regularExpressionFactory(BoundedDialect::pattern)
		.build();

	private static final Dialect DIALECT = dialect();

	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(DIALECT,
			(registry) -> registry.schemaCacheEnabled(false)
				.schemaLoader((loader) -> loader.allow((iri) -> false))
				.schemaRegistryConfig(CONFIG));

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
		Schema schema = REGISTRY.getSchema(BASE, node);
		schema.initializeValidators();
		return schema;
	}

	/** What is wrong with a schema: predicates by its parts. */
	static Map<String, String> checkSchema(JsonNode schema) {
		return check(METASCHEMA, schema, Text.TEMPLATE, false);
	}

	/** What is wrong with a reply: predicates by field. */
	static Map<String, String> checkReply(Schema schema, JsonNode reply) {
		return check(schema, reply, "", true);
	}

	private static Map<String, String> check(Schema schema, JsonNode value, String prefix, boolean formats) {
		BoundedContext context = new BoundedContext(ExecutionConfig.builder()
			.locale(Locale.ROOT)
			.formatAssertionsEnabled(formats)
			.maxEvaluationDepth(DEPTH)
			.build());
		try {
			schema.validate(context, value);
			Deadline.check();
			return SchemaErrors.sentences(context.getErrors(), prefix);
		}
		catch (ValidationLimitExceededException | OutOfTimeInPatternException ex) {
			throw new Deadline.OutOfTimeException();
		}
	}

	private static Dialect dialect() {
		List<Format> formats = Formats.DEFAULT.stream()
			.filter((format) -> List.of(FORMATS.split(" ")).contains(format.getName()))
			.<Format>map(ShortFormat::new)
			.toList();
		return Dialect.builder(Dialects.getDraft202012())
			.formats((known) -> known.clear())
			.formats(formats)
			.keywords((known) -> known.clear())
			.keywords(CheckKeyword.ALL)
			.keywords(List.of(new BooleanKeyword(KeywordType.TRUE), new BooleanKeyword(KeywordType.FALSE),
					new NonValidationKeyword("contentEncoding"), new NonValidationKeyword("contentMediaType"),
					new NonValidationKeyword("definitions")))
			.unknownKeywordFactory((keyword, context) -> null)
			.build();
	}

	private static RegularExpression pattern(String text) {
		LinearPattern pattern = LinearPattern.compile(text);
		if (pattern == null) {
			throw new SchemaException("A pattern " + LinearPattern.EXPECTED);
		}
		return (value) -> {
			try {
				return pattern.find(value);
			}
			catch (Deadline.OutOfTimeException ex) {
				throw new OutOfTimeInPatternException();
			}
		};
	}

	/**
	 * The library logs, with the pattern, whatever a pattern throws that is not of its
	 * own kind.
	 */
	private static final class OutOfTimeInPatternException extends SchemaException {

		OutOfTimeInPatternException() {
			super("Out of time");
		}

	}

}
