package io.parley.reply;

import java.util.List;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Has the lists of a form grow and shrink. */
final class FormLists {

	/** Stands for no value, which null is one. */
	static final Object ABSENT = new Object();

	static final String ADD = "add";

	static final String REMOVE = "remove";

	private final FieldText text;

	private final AskedField root;

	private final JsonObject data;

	FormLists(FieldText text, AskedField root, JsonObject data) {
		this.text = text;
		this.root = root;
		this.data = data;
	}

	@Nullable String change(FormInput input) {
		String adding = input.first(ADD);
		if (adding != null) {
			return add(input, adding);
		}
		String removing = input.first(REMOVE);
		return (removing != null) ? remove(input, removing) : null;
	}

	private String add(FormInput input, String name) {
		AskedField list = find(this.root, name);
		List<Integer> items = (list != null) ? FormNames.items(input, list.path()) : List.of();
		if (list == null || list.kind() != FieldKind.LIST || items.size() >= FormNames.MOST_ITEMS) {
			return "";
		}
		// Never the index of an item that the data has: what is known of that is its own.
		int next = Math.max(items.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1, inData(list));
		input.add(FormNames.item(list.path()), String.valueOf(next));
		new FormFiller(this.text, input).fill(list.item(next), ABSENT, false);
		return list.path() + "/" + next;
	}

	private String remove(FormInput input, String name) {
		int slash = name.lastIndexOf('/');
		AskedField list = (slash >= 0) ? find(this.root, name.substring(0, slash)) : null;
		if (list == null) {
			return "";
		}
		input.remove(FormNames.item(list.path()), name.substring(slash + 1));
		return list.path();
	}

	/** The field of a name, in which its path is encoded. */
	private static @Nullable AskedField find(AskedField root, String name) {
		AskedField found = root;
		while (found != null && !FormNames.encode(found.path()).equals(name)) {
			found = next(found, name);
		}
		return found;
	}

	private static @Nullable AskedField next(AskedField field, String name) {
		if (field.kind() == FieldKind.LIST) {
			String below = name.substring(FormNames.encode(field.path()).length());
			String index = below.split("/", 3)[1];
			return index.matches("\\d{1,7}") ? field.item(Integer.parseInt(index)) : null;
		}
		return field.members().stream().filter((member) -> {
			String path = FormNames.encode(member.path());
			return name.equals(path) || name.startsWith(path + "/");
		}).findFirst().orElse(null);
	}

	private int inData(AskedField list) {
		return (at(this.data.stored(), list.path()) instanceof List<?> there) ? there.size() : 0;
	}

	/** What is stored at a path; {@link #ABSENT} where there is nothing. */
	static @Nullable Object at(@Nullable Object stored, String path) {
		Object found = stored;
		for (String step : path.substring(Math.min(1, path.length())).split("/", -1)) {
			if (path.isEmpty()) {
				return found;
			}
			String key = step.replace("~1", "/").replace("~0", "~");
			if (found instanceof Document object) {
				found = object.getOrDefault(JsonKeys.encode(key), ABSENT);
			}
			else if (found instanceof List<?> list && key.matches("\\d{1,7}") && Integer.parseInt(key) < list.size()) {
				found = list.get(Integer.parseInt(key));
			}
			else {
				return ABSENT;
			}
		}
		return found;
	}

}
