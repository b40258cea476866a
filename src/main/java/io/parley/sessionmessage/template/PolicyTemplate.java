package io.parley.sessionmessage.template;

import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.store.JsonObject;
import tools.jackson.databind.JsonNode;

/**
 * A template of the dialect {@code {"policy_input_schema": {field: rules}}}: each field
 * is required.
 */
record PolicyTemplate(Map<String, PolicyRule> rules) implements ReplyTemplate {

	@Override
	public Map<String, String> validate(JsonObject messageData) {
		JsonNode reply = JsonTree.of(messageData.stored());
		Map<String, String> errors = new LinkedHashMap<>();
		this.rules.forEach((field, rule) -> {
			JsonNode value = reply.get(field);
			if (value == null) {
				errors.put(Text.excerpt(field, Text.FIELD), "is required");
			}
			else {
				rule.check(field, value, errors);
			}
		});
		return errors;
	}

}
