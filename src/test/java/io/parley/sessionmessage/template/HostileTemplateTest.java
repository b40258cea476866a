package io.parley.sessionmessage.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.store.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class HostileTemplateTest {

	/** After which a call is taken for one that never ends. */
	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final Map<String, String> GIVEN_UP = Map.of("", "given up");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ReplyTemplates templates = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofMillis(500), 16));

	/** Gives up on nothing that ends, also where the machine has much else to do. */
	private final ReplyTemplates patient = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(20), 16));

	@ParameterizedTest
	@ValueSource(strings = { """
			{"$ref":"#"}""", """
			{"allOf":[{"$ref":"#"}]}""", """
			{"anyOf":[{"type":"string"},{"not":{"$ref":"#"}}]}""", """
			{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""", """
			{"properties":{"x":{"$ref":"#/$defs/a"}},"$defs":{"a":{"if":{"$ref":"#/$defs/a"}}}}""", """
			{"$dynamicAnchor":"t","$dynamicRef":"#t"}""", """
			{"$anchor":"t","oneOf":[{"$ref":"#t"}]}""", """
			{"dependentSchemas":{"a":{"$ref":"#"}}}""", """
			{"allOf":[{"$ref":"#/allOf/0"}]}""", """
			{"x":{"y":{"$ref":"#/x/y"}},"$ref":"#/x/y"}""" })
	void refusesReferenceThatLeadsBackToItself(String template) {
		assertRefused(template, "must not have a $ref that leads back to itself");
	}

	@Test
	void refusesReferencesThatDouble() {
		String definitions = IntStream.range(0, 30)
			.mapToObj((i) -> "\"d%d\":{\"allOf\":[{\"$ref\":\"#/$defs/d%d\"},{\"$ref\":\"#/$defs/d%d\"}]}".formatted(i,
					i + 1, i + 1))
			.collect(Collectors.joining(","));
		assertRefused("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + definitions + ",\"d30\":{}}}",
				"or so many alternatives inside each other");
	}

	@Test
	void refusesReferencesInALongChain() {
		String definitions = IntStream.range(0, 2000)
			.mapToObj((i) -> "\"d%d\":{\"$ref\":\"#/$defs/d%d\"}".formatted(i, i + 1))
			.collect(Collectors.joining(","));
		assertRefused("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + definitions + ",\"d2000\":{}}}", "leads back");
	}

	@Test
	void readsOrRefusesPropertiesInALongChain() {
		String definitions = IntStream.range(0, 3000)
			.mapToObj((i) -> "\"d%d\":{\"items\":{\"$ref\":\"#/$defs/d%d\"}}".formatted(i, i + 1))
			.collect(Collectors.joining(","));
		readOrNull("{\"$ref\":\"#/$defs/d0\",\"$defs\":{" + definitions + ",\"d3000\":{}}}", "{}");
	}

	@Test
	void refusesPatternsThatAreLargeAllTogether() {
		String properties = IntStream.range(0, 4_000)
			.mapToObj((i) -> "\"p%d\":{\"pattern\":\"(a{1000}){9}\"}".formatted(i))
			.collect(Collectors.joining(","));
		assertRefused("{\"properties\":{" + properties + "}}", "is one pattern too many");
		assertRefused("{\"policy_input_schema\":{" + properties + "}}", "is one pattern too many");
	}

	@Test
	void refusesHugeTemplate() {
		assertRefused("{\"enum\":[" + "0,".repeat(10_000) + "0]}", "must have at most 10000 JSON values in it");
	}

	@Test
	void readsLargestTemplate() {
		String properties = IntStream.range(0, 2400)
			.mapToObj((i) -> "\"p%d\":{\"type\":\"string\",\"minLength\":1,\"pattern\":\"^a\"}".formatted(i))
			.collect(Collectors.joining(","));
		ReplyTemplate template = assertTimeoutPreemptively(LIMIT,
				() -> this.patient.of(json("{\"properties\":{" + properties + "}}")));
		assertThat(template.validate(json("{\"p2399\":\"b\"}"))).containsOnlyKeys("p2399");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(a+)+$", "(.*?,){20}P", "(x+x+)+y", "(a|aa)+$", "a{1,1000}$", "([a-z]*,?){500}!" })
	void matchesAnyPatternInTime(String pattern) {
		String text = "\"" + "a,".repeat(200_000) + "\"";
		String quoted = this.mapper.writeValueAsString(pattern);
		assertThat(read("{\"properties\":{\"t\":{\"pattern\":%s}}}".formatted(quoted), "{\"t\":" + text + "}"))
			.isNotEmpty();
		assertThat(read("{\"patternProperties\":{%s:false},\"additionalProperties\":false}".formatted(quoted),
				"{\"t\":" + text + "}"))
			.isNotEmpty();
		read("{\"policy_input_schema\":{\"t\":{\"pattern\":%s}}}".formatted(quoted), "{\"t\":" + text + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "((a{1000}){1000}){1000}", "(((a{99}){99}){99}){99}", "(a?){1000}{1000}", "a{1001}",
			"(a{2,", "[", "\\u12", "((a{1000}[(]){1000}[(]){1000}", "([]()(a{1000}){1000}", "([^](]a{1000}){1000}",
			"([[:alpha:](]a{1000}){1000}", "((\\Q(\\Ea{1000}){1000}\\Q(\\E){1000}", "([\\](]a{1000}){1000}",
			"x{1000}y{1000}z{1000}x{1000}y{1000}z{1000}(b{1000}){9}" })
	void refusesPatternThatIsNoneOrTooLarge(String pattern) {
		String quoted = this.mapper.writeValueAsString(pattern);
		assertRefused("{\"pattern\":" + quoted + "}", "must be a regular expression");
		assertRefused("{\"patternProperties\":{" + quoted + ":{}}}", "must be a regular expression");
		assertRefused("{\"policy_input_schema\":{\"a\":{\"pattern\":" + quoted + "}}}", "must be a regular expression");
	}

	@Test
	void refusesVeryLongPattern() {
		for (String part : new String[] { "a", "(", "[", "[a", "\\\\", "{1}" }) {
			assertRefused("{\"pattern\":\"" + part.repeat(300_000) + "\"}", "must be a regular expression");
		}
	}

	@Test
	void givesUpOnReplyThatGrowsByItsDepth() {
		String template = """
				{"$ref":"#/$defs/a","$defs":{"a":{"items":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"},
				{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]},"properties":{"x":{"$ref":"#/$defs/a"}}}}}""";
		assertThat(read(template, "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}")).isEqualTo(GIVEN_UP);
	}

	@Test
	void comparesItemsWithEqualHashesInTime() {
		String numbers = IntStream.range(1, 50_000)
			.mapToObj((i) -> Long.toString(((long) i << 32) | i))
			.collect(Collectors.joining(","));
		String strings = colliding(14).stream().collect(Collectors.joining("\",\"", "\"", "\""));
		for (String items : new String[] { numbers, strings }) {
			for (String template : new String[] { "{\"properties\":{\"a\":{\"uniqueItems\":true}}}",
					"{\"policy_input_schema\":{\"a\":{\"uniqueItems\":true}}}" }) {
				assertThat(readAll(template, "{\"a\":[" + items + "]}")).isEmpty();
			}
		}
	}

	@Test
	void keepsFewErrorsOfMany() {
		String many = "[" + "0,".repeat(100_000) + "0]";
		assertThat(read("{\"properties\":{\"a\":{\"items\":{\"type\":\"string\"}}}}", "{\"a\":" + many + "}"))
			.hasSizeBetween(1, 50);
		assertThat(readAll("{\"required\":[\""
				+ IntStream.range(0, 9_000).mapToObj(Integer::toString).collect(Collectors.joining("\",\"")) + "\"]}",
				"{}"))
			.hasSize(50);
	}

	@Test
	void holdsNoCopiesOfALargeReply() {
		String consts = IntStream.range(0, 3000)
			.mapToObj((i) -> "{\"const\":" + i + "}")
			.collect(Collectors.joining(","));
		String big = "{\"a\":[" + "\"0123456789\",".repeat(80_000) + "0]}";
		read("{\"allOf\":[" + consts + "]}", big);
		read("{\"anyOf\":[" + consts + "]}", big);
		read("{\"anyOf\":[" + consts.replace("const", "minProperties").replace(":0}", ":9}") + "]}", big);
	}

	@ParameterizedTest
	@ValueSource(strings = { "date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri",
			"uri-reference", "uuid", "json-pointer", "regex", "uri-template", "idn-hostname", "iri", "unknown" })
	void checksFormatsOfLongTextsInTime(String format) {
		String template = "{\"additionalProperties\":{\"format\":\"%s\"}}".formatted(format);
		for (String part : new String[] { "a", "a.", "a@", "1", "-", "P1", "/a", "{a}", ":", "[::", "a:b:", "%41",
				"\\\\\\\"" }) {
			for (int length : new int[] { 100, 1000, 1990, 100_000 }) {
				read(template, "{\"t\":\"" + part.repeat(length / part.length()) + "\"}");
			}
		}
	}

	@Test
	void checksManyMembersAgainstUnevaluatedInTime() {
		String members = IntStream.range(0, 30_000)
			.mapToObj((i) -> "\"m%d\":%d".formatted(i, i))
			.collect(Collectors.joining(","));
		String all = IntStream.range(0, 300)
			.mapToObj((i) -> "{\"patternProperties\":{\"^m%d\":{}}}".formatted(i))
			.collect(Collectors.joining(","));
		read("{\"allOf\":[" + all + "],\"unevaluatedProperties\":false}", "{" + members + "}");
		read("{\"patternProperties\":{"
				+ IntStream.range(0, 4000).mapToObj((i) -> "\"x%d$\":{}".formatted(i)).collect(Collectors.joining(","))
				+ "}}", "{" + members + "}");
	}

	@Test
	void takesHugeExponents() {
		String reply = "{\"a\":1E+6000,\"b\":1E-6000,\"c\":-0.0,\"d\":9223372036854775808}";
		for (String keyword : new String[] { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
				"const" }) {
			for (String number : new String[] { "1E+6111", "1E-6100", "0.1", "5" }) {
				read("{\"additionalProperties\":{\"%s\":%s}}".formatted(keyword, number), reply);
				if (keyword.startsWith("m") != keyword.startsWith("mul")) {
					read("{\"policy_input_schema\":{\"a\":{\"%s\":%s}}}".formatted(keyword, number), reply);
				}
			}
		}
		for (String keyword : new String[] { "minLength", "maxLength", "minItems", "maxItems" }) {
			read("{\"%s\":1E+6111}".formatted(keyword), reply);
			read("{\"policy_input_schema\":{\"a\":{\"%s\":1E+6111}}}".formatted(keyword), reply);
		}
		assertThat(readAll("{\"additionalProperties\":{\"type\":\"integer\"}}", reply)).containsOnlyKeys("b");
	}

	@Test
	void speaksEnglishAndShortly() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try {
			String word = "w".repeat(3000);
			Map<String, String> errors = readAll(
					"{\"properties\":{\"%s\":{\"enum\":[\"%s\"]},\"b\":{\"type\":\"number\"}}}".formatted(word, word),
					"{\"%s\":\"%s\",\"b\":\"x\"}".formatted(word, "v".repeat(5000)));
			assertThat(errors).hasSize(2).containsEntry("b", "must be a number");
			errors.forEach((field, sentence) -> assertThat(field + sentence).hasSizeLessThan(400));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void neverFailsInAnyOtherWay() {
		Random random = new Random(3);
		int valid = 0;
		for (int i = 0; i < 4_000; i++) {
			String template = this.mapper.writeValueAsString(RandomSchemas.schema(random, 3));
			String reply = this.mapper.writeValueAsString(Map.of("a", RandomSchemas.value(random, 3), "b", 1));
			Map<String, String> errors = readOrNull(template, reply);
			if (errors != null) {
				valid++;
				assertThat(errors.values()).as(template).doesNotContain("could not be checked against the template");
			}
		}
		assertThat(valid).isBetween(400, 3_900);
	}

	private Map<String, String> readOrNull(String template, String reply) {
		try {
			return read(template, reply);
		}
		catch (InvalidTemplateException ex) {
			assertThat(ex.getMessage()).startsWith(ex.field())
				.hasSizeLessThan(600)
				.doesNotContain("Exception", "java")
				.isNotEqualTo("message_data_template must be a valid JSON Schema of draft 2020-12");
			return null;
		}
	}

	/** What is wrong with the reply, or that the work was given up within its time. */
	private Map<String, String> read(String template, String reply) {
		return assertTimeoutPreemptively(LIMIT, () -> {
			try {
				return this.templates.of(json(template)).validate(json(reply));
			}
			catch (TemplateTimeoutException ex) {
				assertThat(ex.getMessage()).matches("message_data(_template)? takes too long to .*make .* smaller.*");
				return GIVEN_UP;
			}
		});
	}

	/** What is wrong with the reply, however long it takes to tell. */
	private Map<String, String> readAll(String template, String reply) {
		return assertTimeoutPreemptively(LIMIT, () -> this.patient.of(json(template)).validate(json(reply)));
	}

	private void assertRefused(String template, String fragment) {
		assertTimeoutPreemptively(LIMIT,
				() -> assertThatExceptionOfType(InvalidTemplateException.class)
					.isThrownBy(() -> this.patient.of(json(template)))
					.withMessageContaining(fragment));
	}

	private JsonObject json(String json) {
		return this.mapper.readValue(json, JsonObject.class);
	}

	private static List<String> colliding(int pairs) {
		List<String> texts = List.of("");
		for (int i = 0; i < pairs; i++) {
			List<String> longer = new ArrayList<>();
			texts.forEach((text) -> longer.addAll(List.of(text + "Aa", text + "BB")));
			texts = longer;
		}
		return texts;
	}

	/** Schemas of every shape, most of them almost right. */
	private static final class RandomSchemas {

		private static final String[] KEYWORDS = { "type", "properties", "required", "items", "allOf", "anyOf", "oneOf",
				"not", "if", "then", "else", "$ref", "$defs", "enum", "const", "minimum", "maxLength", "pattern",
				"patternProperties", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "prefixItems",
				"contains", "minContains", "uniqueItems", "propertyNames", "dependentSchemas", "dependentRequired",
				"multipleOf", "format", "$dynamicRef", "$anchor", "$dynamicAnchor", "maxProperties", "true", "false",
				"id", "nullable", "discriminator", "$recursiveRef", "contentSchema", "definitions", "$comment" };

		private RandomSchemas() {
		}

		static Map<String, Object> schema(Random random, int depth) {
			return random.ints(1 + random.nextInt(3), 0, KEYWORDS.length)
				.mapToObj((i) -> KEYWORDS[i])
				.distinct()
				.collect(Collectors.toMap((keyword) -> keyword, (keyword) -> operand(random, keyword, depth)));
		}

		private static Object operand(Random random, String keyword, int depth) {
			if (random.nextInt(40) == 0) {
				return value(random, 1);
			}
			return switch (keyword) {
				case "type" -> pick(random, "string", "number", "object", "array", List.of("null", "integer"));
				case "properties", "$defs", "dependentSchemas", "definitions" ->
					Map.of(pick(random, "a", "b", "a.b", ""), below(random, depth));
				case "patternProperties" -> Map.of(pick(random, "^a", "b$", "."), below(random, depth));
				case "required" -> List.of(pick(random, "a", "b", "c"));
				case "dependentRequired" -> Map.of("a", List.of("c"));
				case "allOf", "anyOf", "oneOf", "prefixItems" -> List.of(below(random, depth), below(random, depth));
				case "enum" -> List.of(value(random, 1), value(random, 1));
				case "const", "$comment", "true", "false", "id", "nullable", "discriminator" -> value(random, 2);
				case "minimum", "maxLength", "minContains", "multipleOf", "maxProperties" -> 1 + random.nextInt(3);
				case "pattern" -> pick(random, "^a", "(a|b)+$", "[0-9]{2,}", "(");
				case "uniqueItems" -> random.nextBoolean();
				case "format" -> pick(random, "email", "uri", "date", "regex", "other");
				case "$ref", "$dynamicRef", "$recursiveRef" ->
					pick(random, "#", "#/properties/a", "#/$defs/a", "#/$defs/b", "#t", "#/properties", "#/allOf/1");
				case "$anchor", "$dynamicAnchor" -> "t";
				default -> below(random, depth);
			};
		}

		private static Object below(Random random, int depth) {
			return (depth == 0 || random.nextInt(6) == 0) ? random.nextInt(4) > 0 : schema(random, depth - 1);
		}

		static Object value(Random random, int depth) {
			return switch (random.nextInt((depth > 0) ? 8 : 5)) {
				case 0 -> random.nextInt(4);
				case 1 -> 1.5;
				case 2 -> random.nextBoolean();
				case 3, 4 -> pick(random, "a", "b", "ab12", "2026-01-31", "");
				case 5 -> List.of(value(random, depth - 1), value(random, depth - 1));
				default -> Map.of(pick(random, "a", "b", "a.b"), value(random, depth - 1));
			};
		}

		@SafeVarargs
		private static <T> T pick(Random random, T... choices) {
			return choices[random.nextInt(choices.length)];
		}

	}

}
