package io.parley.reply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.parley.sessionmessage.template.AskedField;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a template may demand and its form has no control for, as far as the top level of
 * the template tells: members that it does not name, members that it demands in some
 * cases without saying what they are like, and those that are only shown and have no
 * value.
 */
final class FormGaps {

	private FormGaps() {
	}

	/** Whether there is any. */
	static boolean areIn(JsonObject template, AskedField root, JsonObject data) {
		List<AskedField> members = root.members();
		List<String> names = members.stream().map(AskedField::name).toList();
		return hasUnnamed(template.stored(), names.size())
				|| members.stream()
					.anyMatch((member) -> member.isReadOnly() && member.isRequired()
							&& !data.stored().containsKey(JsonKeys.encode(member.name())))
				|| demanded(template.stored()).stream().anyMatch((name) -> !names.contains(name));
	}

	private static boolean hasUnnamed(Document template, int named) {
		return template.get("additionalProperties") instanceof Document
				|| template.get("patternProperties") instanceof Document patterns && !patterns.isEmpty()
				|| template.get("minProperties") instanceof Number least && least.doubleValue() > named;
	}

	/** The members that are demanded in some cases. */
	private static List<Object> demanded(Document template) {
		List<Object> demanded = new ArrayList<>();
		Stream
			.of(Stream.of(template.get("then"), template.get("else")), values(template.get("dependentSchemas")),
					values(template.get("anyOf")), values(template.get("oneOf")))
			.flatMap((schemas) -> schemas)
			.filter(Document.class::isInstance)
			.forEach((schema) -> demanded.addAll(values(((Document) schema).get("required")).toList()));
		values(template.get("dependentRequired")).forEach((names) -> demanded.addAll(values(names).toList()));
		return demanded;
	}

	private static Stream<?> values(@Nullable Object several) {
		Object values = (several instanceof Document object) ? object.values() : several;
		return (values instanceof Collection<?> all) ? all.stream() : Stream.empty();
	}

}
