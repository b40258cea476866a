package io.parley.console;

import java.util.List;

import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A field in the context of messages, by which threads are grouped.
 *
 * @param path its keys, from the outermost
 */
record ContextField(List<String> path) {

	private static final String CONTEXT = "context.";

	/** The field that {@code group_by} names, or null where it names another. */
	static @Nullable ContextField of(String groupBy) {
		return groupBy.startsWith(CONTEXT)
				? new ContextField(List.of(groupBy.substring(CONTEXT.length()).split("\\.", -1))) : null;
	}

	/**
	 * Its value in a context: a text, or any other JSON value; null where there is none.
	 */
	@Nullable Object of(@Nullable JsonObject context) {
		Object at = (context != null) ? context.stored() : null;
		for (String key : this.path) {
			at = (at instanceof Document object) ? object.get(JsonKeys.encode(key)) : null;
		}
		return (at == null || at instanceof String) ? at : new JsonValue(at);
	}

}
