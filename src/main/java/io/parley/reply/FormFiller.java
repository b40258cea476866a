package io.parley.reply;

import java.util.List;
import java.util.Optional;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Fills a form with what the data has and, where that has nothing, the defaults of the
 * template. Of what may be left out as a whole no default is filled in, or it could not
 * be left out. A value that is none of what its field asks for is filled in as JSON.
 */
final class FormFiller {

	/** So many items of a list that must have them are there at first. */
	private static final int FIRST_ITEMS = 10;

	private final FieldText text;

	private final FormInput input;

	/** How many more fields and choices there may be in lists. */
	private int left = ReplyForm.MOST_IN_LISTS;

	FormFiller(FieldText text, FormInput input) {
		this.text = text;
		this.input = input;
	}

	void fill(AskedField root, JsonObject data) {
		members(root, data.stored(), true);
	}

	private void members(AskedField object, @Nullable Document stored, boolean needed) {
		for (AskedField member : object.members()) {
			String key = JsonKeys.encode(member.name());
			boolean there = stored != null && stored.containsKey(key);
			boolean asked = needed || there;
			Object value = (stored != null && there) ? stored.get(key)
					: (asked && member.defaultValue() != null) ? member.defaultValue().stored() : FormLists.ABSENT;
			fill(member, value, asked && (there || member.isRequired()));
		}
	}

	/** Fills in one field. */
	void fill(AskedField field, @Nullable Object value, boolean needed) {
		String path = field.path();
		if (value == FormLists.ABSENT) {
			empty(field, needed);
		}
		// But an item that is left empty is left out.
		else if (value == null && field.isNullable() && field.choices().isEmpty() && !field.isItem()) {
			empty(field, false);
		}
		else if (field.kind() == FieldKind.OBJECT && value instanceof Document object) {
			members(field, object, true);
		}
		else if (field.kind() == FieldKind.LIST && value instanceof List<?> list && list.size() <= FormNames.MOST_ITEMS
				&& fits(field, list.size())) {
			for (int i = 0; i < list.size(); i++) {
				this.input.add(FormNames.item(path), String.valueOf(i));
				fill(field.item(i), list.get(i), true);
			}
		}
		else if (field.kind() == FieldKind.CHOICES && value instanceof List<?> list) {
			choices(field, list);
		}
		else {
			this.text.typed(field, value)
				.ifPresentOrElse((typed) -> this.input.add(FormNames.value(path), typed),
						() -> this.input.add(FormNames.json(path), this.text.json(value)));
		}
	}

	private boolean fits(AskedField list, int items) {
		this.left -= (items > 0) ? items * list.item(0).size(ReplyForm.MOST_IN_LISTS) : 0;
		return this.left >= 0;
	}

	private void choices(AskedField field, List<?> list) {
		List<Optional<String>> chosen = list.stream().map((value) -> FieldText.choice(field.choices(), value)).toList();
		if (chosen.stream().allMatch(Optional::isPresent) && chosen.stream().distinct().count() == chosen.size()) {
			chosen.forEach((index) -> this.input.add(FormNames.value(field.path()), index.get()));
		}
		else {
			this.input.add(FormNames.json(field.path()), this.text.json(list));
		}
	}

	/** A list that must have items has the first of them, a needed object its members. */
	private void empty(AskedField field, boolean needed) {
		if (field.kind() == FieldKind.OBJECT) {
			members(field, null, needed);
		}
		else if (field.kind() == FieldKind.LIST && field.isRequired()) {
			Integer least = field.bounds().minItems();
			int first = Math.min((least != null) ? least : 0, FIRST_ITEMS);
			for (int i = 0; i < first && fits(field, 1); i++) {
				this.input.add(FormNames.item(field.path()), String.valueOf(i));
				fill(field.item(i), FormLists.ABSENT, false);
			}
		}
	}

}
