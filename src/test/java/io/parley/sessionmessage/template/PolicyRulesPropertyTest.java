package io.parley.sessionmessage.template;

import java.time.Duration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.parley.store.JsonObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code policy_input_schema} against a second reading of its rules, written
 * without a look at JSON Schema.
 */
class PolicyRulesPropertyTest {

	private static final String[] TYPES = { "string", "number", "boolean", "array", "object", "any" };

	private static final Object[] SCALARS = { "", "a", "ab", "abc", "é😀", "1", 0, 1, -1, 2, 2.0, new BigDecimal("1.0"),
			new BigDecimal("0.1"), new BigDecimal("0.1000000000000000000000000000000001"), 9_223_372_036_854_775_807L,
			new BigDecimal("9223372036854775808"), new BigDecimal("-0.0"), new BigDecimal("1E+6000"), true, false,
			"true", "null" };

	private static final String[] PATTERNS = { "a", "a+b?$", "[a-c]{2}", "b|ab", ".", "^$", "(?i)A", "\\d", "$" };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ReplyTemplates templates = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(2), 256));

	@Test
	void findsTheSameFirstFaultAsASecondReadingOfTheRules() {
		Random random = new Random(29);
		int faults = 0;
		int rightOnes = 0;
		for (int i = 0; i < 20_000; i++) {
			Map<String, Object> rules = rules(random, 2);
			Object value = value(random, 2);
			String template = json(Map.of("policy_input_schema", Map.of("f", rules)));
			String reply = json(Collections.singletonMap("f", value));
			Map<String, String> errors = this.templates.of(read(template)).validate(read(reply));
			Fault fault = fault("f", rules, value);
			if (fault == null) {
				rightOnes++;
				assertThat(errors).as("%s of %s", template, reply).isEmpty();
			}
			else {
				faults++;
				assertThat(errors).as("%s of %s", template, reply).containsOnlyKeys(fault.path());
				assertThat(errors.get(fault.path())).as("%s of %s", template, reply).startsWith(fault.start());
			}
		}
		assertThat(faults).isGreaterThan(3_000);
		assertThat(rightOnes).isGreaterThan(3_000);
	}

	private record Fault(String path, String start) {
	}

	private static Fault fault(String path, Map<String, Object> rules, Object value) {
		if (rules.containsKey("type") && !isOfType((String) rules.get("type"), value)) {
			return new Fault(path, "must be ");
		}
		for (Map.Entry<String, Object> rule : rules.entrySet()) {
			String start = broken(rule.getKey(), rule.getValue(), value);
			if (start != null) {
				return new Fault(path, start);
			}
		}
		if (rules.get("items") instanceof Map<?, ?> items && value instanceof List<?> list) {
			for (int i = 0; i < list.size(); i++) {
				@SuppressWarnings("unchecked")
				Fault fault = fault(path + "." + i, (Map<String, Object>) items, list.get(i));
				if (fault != null) {
					return fault;
				}
			}
		}
		return null;
	}

	private static boolean isOfType(String type, Object value) {
		return switch (type) {
			case "string" -> value instanceof String;
			case "number" -> value instanceof Number;
			case "boolean" -> value instanceof Boolean;
			case "array" -> value instanceof List;
			case "object" -> value instanceof Map;
			default -> true;
		};
	}

	/** How the sentence starts if the rule is broken, else null. */
	private static String broken(String rule, Object operand, Object value) {
		if (rule.equals("enum")) {
			boolean among = ((List<?>) operand).stream().anyMatch((one) -> same(one, value));
			return among ? null : "must be one of ";
		}
		if (value instanceof String text) {
			long length = text.codePoints().count();
			return switch (rule) {
				case "pattern" ->
					Pattern.compile((String) operand).matcher(text).lookingAt() ? null : "must match the pattern ";
				case "minLength" -> (length >= (int) operand) ? null : "must have at least ";
				case "maxLength" -> (length <= (int) operand) ? null : "must have at most ";
				default -> null;
			};
		}
		if (value instanceof List<?> list) {
			return switch (rule) {
				case "minItems" -> (list.size() >= (int) operand) ? null : "must have at least ";
				case "maxItems" -> (list.size() <= (int) operand) ? null : "must have at most ";
				case "uniqueItems" ->
					((boolean) operand && hasTwice(list)) ? "must not have the same item twice" : null;
				default -> null;
			};
		}
		if (!(value instanceof Number) || !(operand instanceof Number)) {
			return null;
		}
		int order = number(value).compareTo(number(operand));
		return switch (rule) {
			case "minimum" -> (order >= 0) ? null : "must be at least ";
			case "maximum" -> (order <= 0) ? null : "must be at most ";
			case "exclusiveMinimum" -> (order > 0) ? null : "must be more than ";
			case "exclusiveMaximum" -> (order < 0) ? null : "must be less than ";
			default -> null;
		};
	}

	private static boolean hasTwice(List<?> list) {
		for (int i = 0; i < list.size(); i++) {
			for (int j = 0; j < i; j++) {
				if (same(list.get(i), list.get(j))) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean same(Object one, Object other) {
		if (one instanceof Number && other instanceof Number) {
			return number(one).compareTo(number(other)) == 0;
		}
		if (one instanceof List<?> list && other instanceof List<?> others && list.size() == others.size()) {
			return java.util.stream.IntStream.range(0, list.size()).allMatch((i) -> same(list.get(i), others.get(i)));
		}
		if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others && map.keySet().equals(others.keySet())) {
			return map.keySet().stream().allMatch((key) -> same(map.get(key), others.get(key)));
		}
		return java.util.Objects.equals(one, other);
	}

	private static BigDecimal number(Object number) {
		return new BigDecimal(number.toString());
	}

	private static Map<String, Object> rules(Random random, int depth) {
		Map<String, Supplier<Object>> possible = new LinkedHashMap<>();
		possible.put("type", () -> TYPES[random.nextInt(TYPES.length)]);
		possible.put("pattern", () -> PATTERNS[random.nextInt(PATTERNS.length)]);
		for (String count : new String[] { "minLength", "maxLength", "minItems", "maxItems" }) {
			possible.put(count, () -> random.nextInt(4));
		}
		for (String bound : new String[] { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" }) {
			possible.put(bound, () -> pickNumber(random));
		}
		possible.put("uniqueItems", random::nextBoolean);
		possible.put("enum", () -> List.of(value(random, 1, false), value(random, 1, false), value(random, 0, false)));
		if (depth > 0) {
			possible.put("items", () -> rules(random, depth - 1));
		}
		List<String> names = new ArrayList<>(possible.keySet());
		Collections.shuffle(names, random);
		Map<String, Object> rules = new LinkedHashMap<>();
		names.stream().limit(random.nextInt(4)).forEach((name) -> rules.put(name, possible.get(name).get()));
		return rules;
	}

	private static Object pickNumber(Random random) {
		Object number = null;
		while (!(number instanceof Number)) {
			number = SCALARS[random.nextInt(SCALARS.length)];
		}
		return number;
	}

	private static Object value(Random random, int depth) {
		return value(random, depth, true);
	}

	private static Object value(Random random, int depth, boolean nulls) {
		int kind = random.nextInt((depth > 0) ? 10 : 6);
		if (kind == 0 && nulls) {
			return null;
		}
		if (kind < 6) {
			return SCALARS[random.nextInt(SCALARS.length)];
		}
		if (kind == 6) {
			return Collections.singletonMap(random.nextBoolean() ? "a" : "b.c", value(random, depth - 1));
		}
		List<Object> list = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			list.add(value(random, depth - 1));
		}
		return list;
	}

	private String json(Object value) {
		return this.mapper.writeValueAsString(value);
	}

	private JsonObject read(String json) {
		return this.mapper.readValue(json, JsonObject.class);
	}

}
