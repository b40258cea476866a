package io.parley.sessionmessage.template;

import io.parley.store.JsonValue;
import io.parley.web.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One of the values that a field may have. */
public final class FieldChoice {

	private static final int LABEL = 200;

	private final JsonNode node;

	private final @Nullable String title;

	FieldChoice(JsonNode node, @Nullable String title) {
		this.node = node;
		this.title = title;
	}

	/** The value as free JSON holds it. */
	public JsonValue value() {
		return new JsonValue(JsonTree.stored(this.node));
	}

	/** The title that the template gives it, of any length; null where it gives none. */
	public @Nullable String title() {
		return this.title;
	}

	/** What a human is shown: its title, else its value in words; never blank. */
	public String label() {
		if (this.title != null) {
			return Excerpt.of(this.title, LABEL);
		}
		if (this.node.isBoolean()) {
			return this.node.booleanValue() ? "Yes" : "No";
		}
		if (this.node.isNull()) {
			return "Nothing (null)";
		}
		String text = this.node.isString() ? this.node.stringValue() : this.node.toString();
		return text.isBlank() ? "\"" + text + "\"" : Excerpt.of(text, LABEL);
	}

	/** Whether a value is this one, as JSON compares values: 1 is 1.0. */
	public boolean is(JsonValue value) {
		return JsonTree.canonical(JsonTree.node(value.stored())).equals(JsonTree.canonical(this.node));
	}

	JsonNode node() {
		return this.node;
	}

}
