package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.store.JsonKeys;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Free JSON in its stored form as a tree that can be walked, with its own keys and every
 * number exact.
 */
final class JsonTree {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private JsonTree() {
	}

	static ObjectNode of(Document stored) {
		ObjectNode object = NODES.objectNode();
		stored.forEach((key, member) -> object.set(JsonKeys.decode(key), node(member)));
		return object;
	}

	/** A value in its stored form as a tree. */
	static JsonNode node(@Nullable Object stored) {
		if (stored instanceof Document object) {
			return of(object);
		}
		if (stored instanceof List<?> list) {
			ArrayNode array = NODES.arrayNode(list.size());
			list.forEach((element) -> array.add(node(element)));
			return array;
		}
		if (stored instanceof Decimal128) {
			// Not by its bigDecimalValue(), which knows no negative zero.
			return NODES.numberNode(new BigDecimal(stored.toString()));
		}
		return (stored == null) ? NODES.nullNode()
				: (stored instanceof String text) ? NODES.stringNode(text) : (stored instanceof Boolean flag)
						? NODES.booleanNode(flag) : NODES.numberNode(((Number) stored).longValue());
	}

	/** A tree in its stored form. */
	static @Nullable Object stored(JsonNode node) {
		if (node.isObject()) {
			Document object = new Document();
			node.properties()
				.forEach((member) -> object.put(JsonKeys.encode(member.getKey()), stored(member.getValue())));
			return object;
		}
		if (node.isArray()) {
			return node.valueStream().map(JsonTree::stored).collect(Collectors.toCollection(ArrayList::new));
		}
		if (node.isIntegralNumber()) {
			long whole = node.longValue();
			return (whole == (int) whole) ? (Number) (int) whole : (Number) whole;
		}
		if (node.isNumber()) {
			return new Decimal128(node.decimalValue());
		}
		return node.isString() ? node.stringValue() : node.isBoolean() ? node.booleanValue() : null;
	}

	/** How many values a tree has, itself among them. */
	static int count(JsonNode node) {
		int count = 1;
		for (JsonNode child : node) {
			count += count(child);
		}
		return count;
	}

	/**
	 * A text that two values share if and only if they are equal as JSON: 1 is 1.0, and
	 * the order of an object's keys does not matter. A set of such texts stays quick
	 * where one of values could be made slow by equal hashes.
	 */
	static String canonical(JsonNode node) {
		StringBuilder text = new StringBuilder();
		write(node, text);
		return text.toString();
	}

	/** Whether no two elements of an array are equal as JSON. */
	static boolean isUnique(JsonNode array) {
		Set<String> seen = new HashSet<>();
		for (JsonNode element : array) {
			if (!seen.add(canonical(element))) {
				return false;
			}
		}
		return true;
	}

	private static void write(JsonNode node, StringBuilder text) {
		if (node.isNumber()) {
			BigDecimal number = node.decimalValue();
			text.append((number.signum() == 0) ? "0" : number.stripTrailingZeros().toString());
		}
		else if (node.isObject()) {
			text.append('{');
			node.propertyNames().stream().sorted().forEach((key) -> {
				text.append(NODES.stringNode(key)).append(':');
				write(node.get(key), text);
				text.append(',');
			});
			text.append('}');
		}
		else if (node.isArray()) {
			text.append('[');
			for (JsonNode element : node) {
				write(element, text);
				text.append(',');
			}
			text.append(']');
		}
		else {
			text.append(node);
		}
		CheckDeadline.check();
	}

}
