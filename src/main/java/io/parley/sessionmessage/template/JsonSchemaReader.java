package io.parley.sessionmessage.template;

import java.util.Map;

import com.networknt.schema.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads templates that are JSON Schemas of draft 2020-12. */
final class JsonSchemaReader {

	private static final Logger logger = LoggerFactory.getLogger(JsonSchemaReader.class);

	private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

	private JsonSchemaReader() {
	}

	static ReplyTemplate read(ObjectNode schema) {
		checkDraft(schema.get("$schema"));
		try {
			BoundedDialect.checkSchema(schema).forEach((field, sentence) -> {
				throw new InvalidTemplateException(field, sentence);
			});
			// Nothing refers to the schema by its id, and no other draft may be switched
			// to.
			schema.remove("$id");
			schema.remove("$schema");
			SchemaWalk.check(schema);
			Schema compiled = BoundedDialect.compile(schema);
			return (messageData) -> check(compiled, JsonTree.of(messageData.stored()));
		}
		catch (StackOverflowError ex) {
			throw new InvalidTemplateException(Text.TEMPLATE, "is nested too deep");
		}
		catch (InvalidTemplateException | Deadline.OutOfTimeException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.error("A valid JSON Schema could not be made ready", ex);
			throw new InvalidTemplateException(Text.TEMPLATE, "must be a valid JSON Schema of draft 2020-12");
		}
	}

	private static void checkDraft(JsonNode draft) {
		if (draft != null && !(draft.isString() && draft.stringValue().replaceFirst("#$", "").equals(DRAFT))) {
			throw new InvalidTemplateException(Text.at(Text.TEMPLATE, "$schema"),
					"must be \"" + DRAFT + "\" or left out");
		}
	}

	/**
	 * What the library cannot do with a schema that is valid must not be the end of the
	 * one who replies.
	 */
	private static Map<String, String> check(Schema schema, JsonNode reply) {
		try {
			return BoundedDialect.checkReply(schema, reply);
		}
		catch (Deadline.OutOfTimeException ex) {
			throw ex;
		}
		catch (StackOverflowError ex) {
			throw new Deadline.OutOfTimeException();
		}
		catch (RuntimeException ex) {
			logger.error("A reply could not be checked against its JSON Schema", ex);
			return Map.of(Text.REPLY, "could not be checked against the template");
		}
	}

}
