package io.parley.sessionmessage.template;

import java.util.Map;
import java.util.function.Function;

import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads templates that are JSON Schemas of draft 2020-12. */
final class JsonSchemaReader {

	private static final Logger log = LoggerFactory.getLogger(JsonSchemaReader.class);

	private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

	private final PatternBudget patterns;

	JsonSchemaReader(PatternBudget patterns) {
		this.patterns = patterns;
	}

	Function<JsonNode, Map<String, String>> read(ObjectNode template) {
		JsonNode draft = template.get("$schema");
		if (draft != null && !(draft.isString() && draft.stringValue().replaceFirst("#$", "").equals(DRAFT))) {
			throw new InvalidTemplateException(TemplateText.at(TemplateText.TEMPLATE, "$schema"),
					"must be \"" + DRAFT + "\" or left out");
		}
		try {
			Schema schema = compile(template);
			return (reply) -> BoundedDialect.checkReply(schema, reply);
		}
		catch (StackOverflowError ex) {
			throw new InvalidTemplateException(TemplateText.TEMPLATE, "is nested too deep");
		}
		catch (InvalidTemplateException | CheckDeadline.PassedException | ValidationLimitExceededException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			log.error("A valid JSON Schema could not be made ready", ex);
			throw new InvalidTemplateException(TemplateText.TEMPLATE, "must be a valid JSON Schema of draft 2020-12");
		}
	}

	private Schema compile(ObjectNode template) {
		BoundedDialect.checkSchema(template).forEach((field, sentence) -> {
			throw new InvalidTemplateException(field, sentence);
		});
		// Nothing refers to the schema by its id, and no other draft may be switched to.
		template.remove("$id");
		template.remove("$schema");
		SchemaWalk.check(template, this.patterns);
		return BoundedDialect.compile(template);
	}

}
