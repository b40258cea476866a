package io.parley.reply;

import java.util.Optional;
import java.util.Set;

import io.parley.sessionmessage.template.AskedField;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values of fields as JSON that people read and write. */
final class FieldJson {

	private final JsonMapper mapper;

	private final JsonMapper pretty;

	/**
	 * @param mapper reads JSON within the service's bounds
	 */
	FieldJson(JsonMapper mapper) {
		this.mapper = mapper;
		this.pretty = mapper.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
	}

	/** A value as it is stored, with line breaks. */
	String write(@Nullable Object stored) {
		return this.pretty.writeValueAsString(new JsonValue(stored));
	}

	/** What was written; nothing where that is no JSON. */
	Optional<JsonValue> read(@Nullable String typed) {
		try {
			JsonValue value = this.mapper.readValue(typed, JsonValue.class);
			return Optional.of((value != null) ? value : new JsonValue(null));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	/** What was written, where it is of a type that the field may have. */
	Optional<JsonValue> read(AskedField field, @Nullable String typed) {
		return read(typed).filter((read) -> isOf(field, read));
	}

	private static boolean isOf(AskedField field, JsonValue value) {
		Set<String> types = field.types();
		Object stored = value.stored();
		if (types.isEmpty()) {
			return true;
		}
		if (stored instanceof Number) {
			return types.contains("number") || types.contains("integer");
		}
		return (stored == null) ? field.isNullable() : types.contains((stored instanceof String) ? "string"
				: (stored instanceof Boolean) ? "boolean" : (stored instanceof Document) ? "object" : "array");
	}

}
