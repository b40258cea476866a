package io.parley.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.parley.reply.FormField.FormItem;
import io.parley.reply.FormField.FormOption;
import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** Makes of a form what is shown. */
final class FormBuilder {

	/** How many fields and choices a page has at most, with the items of its lists. */
	static final int MOST = 40_000;

	private static final int RADIOS = 7;

	private final FormInput input;

	private final Map<String, String> faults;

	private final @Nullable String focus;

	private final JsonObject data;

	private final FieldText text;

	private int count;

	private int ids;

	/** How many fields and choices there are in items of lists. */
	private int inLists;

	FormBuilder(FieldText text, FormInput input, Map<String, String> faults, @Nullable String focus, JsonObject data) {
		this.text = text;
		this.input = input;
		this.faults = faults;
		this.focus = focus;
		this.data = data;
	}

	/**
	 * @param needed whether the field must be given, with all that it is in
	 */
	private record Place(String label, boolean needed, @Nullable FormItem item) {
	}

	FormField build(AskedField root, boolean asJson) {
		return asJson ? area(root, "", "Your reply", "JSON: an object such as {\"name\": \"Ada\"}.", null, "")
				: field(root, new Place("", true, null));
	}

	private FormField field(AskedField field, Place place) {
		count(1 + field.choices().size());
		String path = field.path();
		boolean needed = place.needed() && (path.isEmpty() || field.isRequired());
		String need = need(field, place);
		if (field.isReadOnly() && !path.isEmpty()) {
			return shown(field, place);
		}
		if (this.input.has(FormNames.json(path))) {
			return area(field, path, place.label(), "Written as JSON: " + FieldWords.types(field.types()) + ".",
					place.item(), need);
		}
		return switch (field.kind()) {
			case OBJECT -> group(field, place, needed, need);
			case LIST -> list(field, place, need);
			case CHOICES -> choice(field, place, "boxes", need, field.choices(), false);
			case YES_NO -> yesNo(field, place, needed, need);
			case CHOICE -> choice(field, place, (field.choices().size() <= RADIOS) ? "radios" : "select", need,
					field.choices(), needed && !field.isNullable());
			case JSON -> area(field, path, place.label(), FieldWords.rules(field), place.item(), need);
			default -> typed(field, place, needed && !field.isNullable(), need);
		};
	}

	private void count(int more) {
		this.count += more;
		if (this.count > MOST) {
			throw tooLarge();
		}
	}

	static ProblemException tooLarge() {
		return ProblemException.tooLarge("The form has become larger than a page can be; take items out of its lists");
	}

	private static String need(AskedField field, Place place) {
		if (field.path().isEmpty() || place.item() != null) {
			return "";
		}
		if (!field.isRequired()) {
			return "optional";
		}
		return place.needed() ? "required" : "required if anything of this is given";
	}

	private FormField group(AskedField field, Place place, boolean needed, String need) {
		List<FormField> members = new ArrayList<>();
		for (AskedField member : field.members()) {
			members.add(field(member, new Place(member.label(), needed, null)));
		}
		return field(field, place, "group", need, "", Map.of(), List.of(), members, null);
	}

	private FormField list(AskedField field, Place place, String need) {
		String id = id();
		List<FormField> items = new ArrayList<>();
		List<Integer> indexes = FormNames.items(this.input, field.path());
		for (int index : indexes) {
			AskedField item = field.item(index);
			String label = ((item.title() != null) ? item.label() : place.label()) + " " + (items.size() + 1);
			items.add(field(item, new Place(label, false,
					new FormItem(FormNames.item(field.path()), String.valueOf(index), FormNames.encode(item.path())))));
		}
		int size = field.item(0).size(ReplyForm.MOST_IN_LISTS);
		this.inLists += indexes.size() * size;
		boolean full = this.inLists + size > ReplyForm.MOST_IN_LISTS || indexes.size() >= FormNames.MOST_ITEMS
				|| field.bounds().maxItems() != null && indexes.size() >= field.bounds().maxItems();
		return new FormField(id, FormNames.value(field.path()), "list", place.label(), need, field.description(),
				FieldWords.rules(field), false, "", Map.of(), List.of(), items, place.item(),
				full ? null : FormNames.encode(field.path()), this.faults.get(field.path()),
				field.path().equals(this.focus));
	}

	private FormField yesNo(AskedField field, Place place, boolean needed, String need) {
		String chosen = this.input.first(FormNames.value(field.path()));
		String id = id();
		List<FormOption> options = new ArrayList<>();
		options.add(new FormOption(id + "-0", "true", "Yes", "true".equals(chosen)));
		options.add(new FormOption(id + "-1", "false", "No", "false".equals(chosen)));
		boolean must = needed && !field.isNullable();
		if (!must) {
			options.add(new FormOption(id + "-2", "", "No answer", chosen == null || chosen.isEmpty()));
		}
		return field(field, place, "radios", need, "", required(must), options, List.of(), id);
	}

	private FormField choice(AskedField field, Place place, String control, String need, List<FieldChoice> choices,
			boolean must) {
		List<String> chosen = this.input.all(FormNames.value(field.path()));
		String id = id();
		List<FormOption> options = new ArrayList<>();
		boolean none = chosen.isEmpty() || chosen.get(0).isEmpty();
		if (control.equals("select")) {
			options.add(new FormOption(id + "-none", "", must ? "Choose one" : "No answer", none));
		}
		for (int i = 0; i < choices.size(); i++) {
			options.add(new FormOption(id + "-" + i, String.valueOf(i), choices.get(i).label(),
					chosen.contains(String.valueOf(i))));
		}
		if (control.equals("radios") && !must) {
			options.add(new FormOption(id + "-none", "", "No answer", none));
		}
		return field(field, place, control, need, "", required(must), options, List.of(), id);
	}

	private static Map<String, String> required(boolean must) {
		return must ? Map.of("required", "required") : Map.of();
	}

	private FormField shown(AskedField field, Place place) {
		Object stored = FormLists.at(this.data.stored(), field.path());
		String value = (stored == FormLists.ABSENT) ? "—"
				: (stored instanceof String text) ? text : this.text.json(stored);
		return field(field, place, "text", "", value, Map.of(), List.of(), List.of(), null);
	}

	private FormField area(AskedField field, String path, String label, String rules, @Nullable FormItem item,
			String need) {
		String name = this.input.has(FormNames.json(path)) ? FormNames.json(path) : FormNames.value(path);
		String typed = this.input.first(name);
		return new FormField(id(), name, "area", label, need, field.description(), rules, false,
				"\n" + ((typed != null) ? typed : ""), Map.of("class", "code", "spellcheck", "false"), List.of(),
				List.of(), item, null, this.faults.get(path), path.equals(this.focus));
	}

	private FormField typed(AskedField field, Place place, boolean must, String need) {
		String typed = this.input.first(FormNames.value(field.path()));
		String value = (typed != null) ? typed : "";
		boolean area = field.kind() == FieldKind.LONG_TEXT || field.kind() == FieldKind.ANY || value.indexOf('\n') >= 0;
		return field(field, place, area ? "area" : "input", need, (area ? "\n" : "") + value,
				BrowserRules.of(field, value, must, area), List.of(), List.of(), null);
	}

	private FormField field(AskedField field, Place place, String control, String need, String value,
			Map<String, String> attributes, List<FormOption> options, List<FormField> members, @Nullable String id) {
		String path = field.path();
		return new FormField((id != null) ? id : id(), FormNames.value(path), control, place.label(), need,
				path.isEmpty() ? null : field.description(),
				(control.equals("text") || path.isEmpty()) ? "" : FieldWords.rules(field),
				field.kind() == FieldKind.DATE_TIME && control.equals("input"), value, attributes, options, members,
				place.item(), null, this.faults.get(path), path.equals(this.focus));
	}

	private String id() {
		return "field-" + ++this.ids;
	}

}
