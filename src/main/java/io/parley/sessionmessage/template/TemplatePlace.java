package io.parley.sessionmessage.template;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where in what a template asks for a field is.
 *
 * @param schemas reads the template's schemas
 * @param policy whether the template is of the dialect of policies
 * @param depth how many objects and lists are around the field
 * @param within the properties of the objects around it, up to the nearest list
 */
record TemplatePlace(FieldRules schemas, boolean policy, int depth, List<JsonNode> within) {

	/** How often an object is asked for inside itself. */
	private static final int INSIDE_ITSELF = 2;

	/** The place of the whole reply. */
	static TemplatePlace whole(ObjectNode template) {
		return new TemplatePlace(new FieldRules(template), template.has(PolicyReader.SCHEMA), 0, List.of());
	}

	/** The schema of the whole reply: each field of a policy is required. */
	static ObjectNode schema(ObjectNode template) {
		JsonNode fields = template.get(PolicyReader.SCHEMA);
		if (fields == null) {
			return template;
		}
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		schema.set("properties", fields);
		fields.propertyNames().forEach(schema.putArray("required")::add);
		return schema;
	}

	/** The place of the members of an object that has these properties. */
	TemplatePlace ofMembers(JsonNode properties) {
		List<JsonNode> more = new ArrayList<>(this.within);
		more.add(properties);
		return new TemplatePlace(this.schemas, this.policy, this.depth + 1, more);
	}

	/** The place of the items of a list. */
	TemplatePlace ofItems() {
		return new TemplatePlace(this.schemas, this.policy, this.depth + 1, List.of());
	}

	boolean isItem() {
		return this.depth > 0 && this.within.isEmpty();
	}

	/** Whether an object or list here is written as JSON. */
	boolean isTooDeep() {
		return this.depth >= AskedField.DEPTH;
	}

	/** Whether an object with these properties is in such a one too often. */
	boolean isInside(JsonNode properties) {
		return this.within.stream().filter((around) -> around == properties).count() >= INSIDE_ITSELF;
	}

}
