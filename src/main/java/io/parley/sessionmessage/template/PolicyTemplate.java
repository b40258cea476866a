package io.parley.sessionmessage.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A template of the dialect {@code {"policy_input_schema": {field: rules}}}: each field
 * is required, and of each the first thing that is wrong is told.
 *
 * @param schemas the rules of each field
 */
record PolicyTemplate(Map<String, Schema> schemas) implements Function<JsonNode, Map<String, String>> {

	@Override
	public Map<String, String> apply(JsonNode reply) {
		Map<String, String> errors = new LinkedHashMap<>();
		this.schemas.forEach((field, schema) -> {
			JsonNode value = reply.get(field);
			if (errors.size() == BoundedContext.ERRORS) {
				return;
			}
			if (value == null) {
				errors.put(TemplateText.field(field), "is required");
			}
			else {
				BoundedDialect.firstError(schema, value)
					.ifPresent((error) -> errors.put(SchemaErrors.field(error, field), sentence(error)));
			}
		});
		return errors;
	}

	private static String sentence(Error error) {
		String sentence = SchemaErrors.sentence(error);
		return error.getKeyword().equals("pattern") ? sentence + " from its start" : sentence;
	}

}
