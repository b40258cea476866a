package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.reply.FieldValue.UnreadableTextException;
import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was typed into a form. What is left empty is left out, except that a list
 * that must be there is an empty one; what the data has already and was emptied is
 * emptied, and what was left as it is keeps its value to the last digit. Members of
 * objects that the form does not show stay.
 */
final class FormReader {

	/** Says that a field was left empty and is left out. */
	private static final Object NOTHING = new Object();

	private final FieldText text;

	private final FieldValue values;

	private final FormInput input;

	private final JsonObject data;

	private final Map<String, String> faults = new LinkedHashMap<>();

	private final FieldPaths fields = new FieldPaths();

	FormReader(FieldText text, FieldValue values, FormInput input, JsonObject data) {
		this.text = text;
		this.values = values;
		this.input = input;
		this.data = data;
	}

	FormReply read(AskedField root, boolean asJson) {
		Document reply = new Document();
		if (!asJson) {
			object(root, "", reply);
		}
		else if (json("") instanceof Document written) {
			reply = written;
		}
		else if (this.faults.isEmpty() && !isEmpty(FormNames.json(""))) {
			this.faults.put("", "must be a JSON object such as {\"name\": \"Ada\"}");
		}
		return new FormReply(new JsonObject(reply), this.faults, this.fields.paths(), this.fields.labels());
	}

	/** Reads the members of an object; whether anything was typed into one. */
	private boolean object(AskedField object, String checked, Document into) {
		boolean typed = false;
		for (AskedField member : object.members()) {
			if (member.isReadOnly()) {
				continue;
			}
			String called = checked.isEmpty() ? member.name() : checked + "." + member.name();
			Object value = value(member, called, member.label());
			typed |= value != NOTHING;
			Object given = (value != NOTHING) ? value : empty(member, object.path().isEmpty());
			if (given != NOTHING) {
				into.put(JsonKeys.encode(member.name()), given);
			}
		}
		return typed;
	}

	private @Nullable Object value(AskedField field, String checked, String label) {
		this.fields.note(field, checked, label);
		if (this.input.has(FormNames.json(field.path()))) {
			return json(field.path());
		}
		return switch (field.kind()) {
			case OBJECT -> members(field, checked);
			case LIST -> list(field, checked, label);
			case CHOICES -> choices(field);
			default -> scalar(field);
		};
	}

	private Object members(AskedField field, String checked) {
		Document object = new Document();
		boolean emptied = true;
		if (before(field) instanceof Document known) {
			known.forEach(object::put);
			field.members()
				.stream()
				.filter((member) -> !member.isReadOnly())
				.forEach((member) -> object.remove(JsonKeys.encode(member.name())));
			emptied = object.size() < known.size();
		}
		return (object(field, checked, object) || !emptied) ? object : NOTHING;
	}

	private Object list(AskedField field, String checked, String label) {
		List<Object> items = new ArrayList<>();
		int shown = 0;
		for (int index : FormNames.items(this.input, field.path())) {
			AskedField item = field.item(index);
			int before = this.fields.count();
			Object value = value(item, checked + "." + items.size(), label + " " + ++shown);
			if (value != NOTHING) {
				items.add(value);
			}
			else {
				// The next one is checked in its place.
				this.fields.forget(before);
			}
		}
		boolean untouched = before(field) instanceof List<?> known && known.isEmpty();
		return (items.isEmpty() && !untouched) ? NOTHING : items;
	}

	private Object choices(AskedField field) {
		List<Object> chosen = new ArrayList<>();
		List<String> typed = this.input.all(FormNames.value(field.path()));
		if (before(field) instanceof List<?> known && known.size() == typed.size() && known.stream()
			.allMatch((value) -> FieldText.choice(field.choices(), value).filter(typed::contains).isPresent())) {
			return known;
		}
		for (String index : typed) {
			try {
				chosen.add(FieldValue.readChoice(field.choices(), index));
			}
			catch (UnreadableTextException ex) {
				this.faults.put(field.path(), ex.getMessage());
			}
		}
		return chosen.isEmpty() ? NOTHING : chosen;
	}

	private @Nullable Object scalar(AskedField field) {
		String typed = this.input.first(FormNames.value(field.path()));
		Object before = before(field);
		if (typed != null && before != FormLists.ABSENT
				&& this.text.typed(field, before).filter(typed::equals).isPresent()) {
			return before;
		}
		if (typed == null || FieldValue.isBlank(field, typed)) {
			boolean only = Integer.valueOf(0).equals(field.bounds().maxLength()) && field.isRequired();
			return (only && field.kind().isText()) ? "" : NOTHING;
		}
		try {
			return this.values.read(field, typed);
		}
		catch (UnreadableTextException ex) {
			this.faults.put(field.path(), ex.getMessage());
			return typed;
		}
	}

	private @Nullable Object json(String path) {
		String typed = this.input.first(FormNames.json(path));
		if (typed == null || typed.isBlank()) {
			return NOTHING;
		}
		try {
			return this.values.readJson(typed);
		}
		catch (UnreadableTextException ex) {
			this.faults.put(path, ex.getMessage());
			return typed;
		}
	}

	private boolean isEmpty(String name) {
		String typed = this.input.first(name);
		return typed == null || typed.isBlank();
	}

	/** What a field that was left empty gives, if anything. */
	private @Nullable Object empty(AskedField field, boolean top) {
		if (before(field) == null && field.isNullable()) {
			return null;
		}
		boolean had = top && before(field) != FormLists.ABSENT;
		if (!had && !field.isRequired()) {
			return NOTHING;
		}
		if (this.input.has(FormNames.json(field.path()))) {
			return NOTHING;
		}
		if (field.kind() == FieldKind.LIST || field.kind() == FieldKind.CHOICES) {
			return new ArrayList<>();
		}
		if (field.kind() == FieldKind.OBJECT) {
			return new Document();
		}
		if (field.isNullable()) {
			return null;
		}
		if (!had) {
			return NOTHING;
		}
		if (!field.isRequired() && (field.kind() == FieldKind.TEXT || field.kind() == FieldKind.LONG_TEXT)) {
			return "";
		}
		this.faults.put(field.path(), field.isRequired() ? "is required" : "has a value already and cannot be emptied");
		return NOTHING;
	}

	private @Nullable Object before(AskedField field) {
		return FormLists.at(this.data.stored(), field.path());
	}

}
