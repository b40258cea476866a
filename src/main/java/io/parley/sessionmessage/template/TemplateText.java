package io.parley.sessionmessage.template;

import io.parley.web.Excerpt;
import tools.jackson.databind.JsonNode;

/** Pieces of sentences. */
final class TemplateText {

	/** The field that stands for a whole reply. */
	static final String REPLY = "message_data";

	/** The field that stands for a whole template. */
	static final String TEMPLATE = "message_data_template";

	static final int FIELD = 200;

	private static final int VALUE = 100;

	private TemplateText() {
	}

	/** The path of a field, cut off where it is very long. */
	static String field(String path) {
		return Excerpt.of(path, FIELD);
	}

	/** A JSON value as text. */
	static String of(JsonNode value) {
		return Excerpt.of(value.toString(), VALUE);
	}

	/** The elements of an array as text. */
	static String list(JsonNode values) {
		StringBuilder text = new StringBuilder();
		for (JsonNode value : values) {
			text.append(text.isEmpty() ? "" : ", ").append(of(value));
			if (text.length() > VALUE) {
				break;
			}
		}
		return Excerpt.of(text.toString(), VALUE);
	}

	static String at(String field, Object step) {
		return field.isEmpty() ? step.toString() : field + "." + step;
	}

	static String counted(JsonNode number, String one) {
		return of(number) + " " + (number.toString().equals("1") ? one : one + "s");
	}

}
