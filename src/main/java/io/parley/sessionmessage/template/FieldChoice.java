package io.parley.sessionmessage.template;

import io.parley.store.JsonValue;
import tools.jackson.databind.JsonNode;

/** One of the values that a field may have. */
public final class FieldChoice {

	private static final int LABEL = 200;

	private final JsonNode node;

	private final String label;

	FieldChoice(JsonNode node, String title) {
		this.node = node;
		this.label = label(node, title);
	}

	private static String label(JsonNode node, String title) {
		if (title != null) {
			return TemplateText.excerpt(title, LABEL);
		}
		if (node.isBoolean()) {
			return node.booleanValue() ? "Yes" : "No";
		}
		if (node.isNull()) {
			return "Nothing (null)";
		}
		String text = node.isString() ? node.stringValue() : node.toString();
		return text.isBlank() ? "\"" + text + "\"" : TemplateText.excerpt(text, LABEL);
	}

	/** The value as free JSON holds it. */
	public JsonValue value() {
		return new JsonValue(JsonTree.stored(this.node));
	}

	/** What a human is shown: its title, where the template gives it one. */
	public String label() {
		return this.label;
	}

	/** Whether a value is this one, as JSON compares values: 1 is 1.0. */
	public boolean is(JsonValue value) {
		return JsonTree.canonical(JsonTree.node(value.stored())).equals(JsonTree.canonical(this.node));
	}

	JsonNode node() {
		return this.node;
	}

}
