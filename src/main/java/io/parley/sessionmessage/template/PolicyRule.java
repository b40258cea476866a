package io.parley.sessionmessage.template;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * What one field must be.
 *
 * @param checks in the order in which they are made; the first that fails is told
 * @param items the rule of each element where the value is an array, or null
 */
record PolicyRule(List<Check> checks, PolicyRule items) {

	/**
	 * Adds what is wrong with a value, if anything, and answers whether it was all right.
	 */
	boolean check(String field, JsonNode value, Map<String, String> errors) {
		Deadline.check();
		for (Check check : this.checks) {
			if (!check.accepts().test(value)) {
				errors.put(Text.excerpt(field, Text.FIELD), check.sentence());
				return false;
			}
		}
		return this.items == null || !value.isArray() || checkItems(field, value, errors);
	}

	private boolean checkItems(String field, JsonNode array, Map<String, String> errors) {
		for (int i = 0; i < array.size(); i++) {
			if (!this.items.check(Text.at(field, i), array.get(i), errors)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * One thing that is asked of a value.
	 *
	 * @param accepts whether a value is all right; it is, where the check is not for
	 * values of its type
	 * @param sentence what is said otherwise, a predicate such as "must be a number"
	 */
	record Check(Predicate<JsonNode> accepts, String sentence) {
	}

}
