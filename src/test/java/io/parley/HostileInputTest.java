package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Throws malformed, hostile and odd input at every operation of the OpenAPI document. No
 * answer is a 5xx or other than the document says, and every refusal is a problem
 * document that gives nothing of the inside away.
 */
@ParleyTest
@Tag("black-box")
class HostileInputTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.rounds", 25);

	private static final long SEED = Long.getLong("parley.test.seed", new Random().nextLong());

	private static final List<String> TEXTS = List.of("", " ", ".", "..", "a/b", "a\\b", "%", "%2F", "a;b", "*", ">",
			"a.b.>", "$where", "__proto__", "null", "\u0001", "\n", "\t", "\u2028", "😀", "\uFFFF", "é",
			"x".repeat(256), "x".repeat(257), "😀".repeat(256), "-1", "1e309", "'; drop table",
			"<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://127.0.0.1/x}", "[]", "{}", "true",
			"000000000000000000000000", "ffffffffffffffffffffffff", "9223372036854775808", "user_ids", "context.",
			"context..a", "['user_ids'");

	/** Parts of a query string, as they are sent. */
	private static final List<String> QUERIES = List.of("%FF", "tags=%FF", "tags=%C0%AF", "&=null", "=", "=1", "&&",
			"a", "limit=1&limit=abc", "cursor=%ED%A0%80", "before=%00", "a=" + "b&a=".repeat(1200),
			"group_by%5B%5D=user_ids", "%00=1", "page_size=1;limit=2", "+=+");

	/** Ends of a segment of a path after a semicolon, as they are sent. */
	private static final List<String> PATHS = List.of("1", "", "a;b", "%2F", "%2E%2E", ";", "=;");

	private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1.5", "1e400", "-0.0",
			"9223372036854775807", "9223372036854775808", "1e9999", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[[[]]]]",
			"{\"$where\":\"1\"}", "{\"$gt\":\"\"}", "{\"a.b\":{\"\":null}}", "{\"$ref\":\"#\"}", "\"\\ud800\"",
			"\"\\u0000\"", "{\"a\\u0000b\":1}", "{\"__proto__\":{}}", "[\"a\",\"a\"]", "{\"$regex\":\"(a+)+$\"}",
			"{\"type\":\"nonsense\"}", "{\"policy_input_schema\":{\"a\":{\"type\":5}}}", "{\"$date\":1}",
			"{\"$in\":[{\"$gt\":1}]}", "{\"$elemMatch\":{\"$where\":1}}");

	private static final List<String> BODIES = List.of("", "null", "{", "}", "[", "{\"a\":}", "{\"a\":1,\"a\":2}",
			"nul", "{} {}", "\"x\"", "5", "[]", "[{}]", "{\"\":1}", "\u0000", "{'a':1}", "{\"a\":NaN}",
			"[".repeat(70) + "]".repeat(70), "{\"a\":".repeat(70) + "1" + "}".repeat(70),
			"{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "\uFEFF{}", "{\"a\":" + "9".repeat(2000) + "}");

	private final Random random = new Random(SEED);

	@TestFactory
	Stream<DynamicTest> noInputGivesA5xx(@LocalServerPort int port) {
		Api api = new Api(port);
		JsonNode document = api.get("/v3/api-docs").json();
		DocumentedAnswers answers = new DocumentedAnswers(document);
		List<DynamicTest> tests = new ArrayList<>();
		document.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((operation) -> tests.add(DynamicTest
					.dynamicTest(operation.getKey().toUpperCase() + " " + path.getKey(), () -> attack(api, answers,
							operation.getKey().toUpperCase(), path.getKey(), operation.getValue())))));
		assertThat(tests).hasSizeGreaterThan(10);
		return tests.stream();
	}

	private void attack(Api api, DocumentedAnswers answers, String method, String path, JsonNode operation) {
		for (int round = 0; round < ROUNDS; round++) {
			String target = target(path, operation);
			String body = operation.has("requestBody") ? body(operation) : null;
			String[] headers = headers();
			Answer answer = api.send(method, target, body, headers);
			String shown = "%s %s %s %s -> %d %s (seed %d)".formatted(method, target, List.of(headers), shorten(body),
					answer.status(), shorten(answer.body()), SEED);
			assertThat(answer.status()).as(shown).isLessThan(500);
			answers.check(operation, answer, shown);
			if (answer.status() >= 400 && answer.status() != 422) {
				assertThat(answer.header("Content-Type")).as(shown).isEqualTo("application/problem+json");
				assertThat(answer.json().get("status").asInt()).as(shown).isEqualTo(answer.status());
				assertThat(answer.json().get("detail").asString()).as(shown)
					.isNotBlank()
					.doesNotContain("Exception", "java.", "org.spring", "com.mongodb", "tools.jackson", "at line");
			}
		}
	}

	private String target(String path, JsonNode operation) {
		String target = path;
		List<String> query = new ArrayList<>();
		for (JsonNode parameter : operation.path("parameters")) {
			String name = parameter.get("name").asString();
			switch (parameter.get("in").asString()) {
				case "path" -> target = target.replace("{" + name + "}",
						Api.segment(nonEmpty()) + ((this.random.nextInt(9) == 0) ? ";v=" + pick(PATHS) : ""));
				case "query" -> {
					if (this.random.nextInt(3) > 0) {
						query.add(name + "=" + Api.segment(pick(TEXTS)));
					}
				}
				default -> {
				}
			}
		}
		switch (this.random.nextInt(10)) {
			case 0 -> query.add(pick(QUERIES));
			case 1 -> query.addAll(query);
			default -> {
			}
		}
		return target + (query.isEmpty() ? "" : "?" + String.join("&", query));
	}

	private String nonEmpty() {
		String text = pick(TEXTS);
		return text.isEmpty() ? "abc123" : text;
	}

	private String[] headers() {
		return switch (this.random.nextInt(12)) {
			case 0 -> new String[] { "If-Match", pick(List.of("*", "x", "\"x\"", "W/\"x\"", "\"", ",", "")) };
			case 1 -> new String[] { "Idempotency-Key", pick(List.of("", "k", "x".repeat(300), "a b", "$ne")) };
			case 2 -> new String[] { "Accept", pick(List.of("text/html", "*/*", "nonsense", "application/xml",
					"application/json;q=0", "*/*;q=0", "application/json;q=2", "application/json;q=0.1, text/html")) };
			case 3 -> new String[] { "If-None-Match", pick(List.of("*", "x", "\"x\"", "\"")) };
			case 4 -> new String[] { "Content-Encoding", pick(List.of("gzip", "identity", "br, gzip", "")) };
			case 5 -> new String[] { "Content-Type",
					pick(List.of("multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "nonsense",
							"*/*", "application/x-www-form-urlencoded", "application/json; charset=utf-16",
							"application/json; charset=latin1", "application/json; charset=x", "")) };
			case 6 -> new String[] { "Origin", pick(List.of("null", "https://evil.example", "nonsense", "")) };
			case 7 -> new String[] { "Sec-Fetch-Site", pick(List.of("cross-site", "same-origin", "x", "")) };
			default -> new String[0];
		};
	}

	private String body(JsonNode operation) {
		JsonNode example = example(operation);
		if (example == null || this.random.nextInt(4) == 0) {
			return pick(BODIES);
		}
		JsonNode mutated = example.deepCopy();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			mutate(mutated);
		}
		return mutated.toString();
	}

	private JsonNode example(JsonNode operation) {
		List<JsonNode> examples = new ArrayList<>();
		for (JsonNode content : operation.path("requestBody").path("content")) {
			for (JsonNode example : content.path("examples")) {
				examples.add(example.get("value"));
			}
		}
		return examples.isEmpty() ? null : pick(examples);
	}

	private void mutate(JsonNode node) {
		if (node instanceof ObjectNode object && !object.isEmpty()) {
			List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
			Map.Entry<String, JsonNode> member = pick(members);
			switch (this.random.nextInt(4)) {
				case 0 -> object.remove(member.getKey());
				case 1 -> object.set(pick(TEXTS), value());
				case 2 -> mutate(member.getValue());
				default -> object.set(member.getKey(), value());
			}
		}
		else if (node instanceof ArrayNode array) {
			array.add(value());
		}
	}

	private JsonNode value() {
		if (this.random.nextBoolean()) {
			return JsonNodeFactory.instance.stringNode(pick(TEXTS));
		}
		return JsonNodeFactory.instance.rawValueNode(new tools.jackson.databind.util.RawValue(pick(VALUES)));
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static String shorten(String text) {
		return (text != null && text.length() > 500) ? text.substring(0, 500) + "…" : text;
	}

}
