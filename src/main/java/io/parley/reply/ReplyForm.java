package io.parley.reply;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form for a reply to a session: made from its template, of what its data holds
 * already and what is typed. A template that asks for nothing gets one field for a text;
 * one that asks for more than a page can hold, one for JSON.
 */
final class ReplyForm {

	/** The name of the button that has the whole reply be written as JSON. */
	static final String AS_JSON = "as_json";

	/** The name of the control with the reader's time zone. */
	static final String ZONE = "zone";

	static final int MOST_FIELDS = 1000;

	static final int MOST_CHOICES = 10_000;

	/** The most fields and choices in all items of lists. */
	static final int MOST_IN_LISTS = 8000;

	private static final JsonObject TEXT = JsonObject
		.of(Map.of("properties", Map.of("text", Map.of("type", "string", "title", "Your reply"))));

	private final AskedField root;

	private final boolean asJson;

	/** Whether it lacks controls for what may be demanded. */
	private final boolean gaps;

	private final JsonObject data;

	private final FieldJson json;

	private ReplyForm(AskedField root, boolean asJson, boolean gaps, JsonObject data, FieldJson json) {
		this.root = root;
		this.asJson = asJson;
		this.gaps = gaps;
		this.data = data;
		this.json = json;
	}

	/**
	 * The form for a valid template and the data that a session has now.
	 * @param mapper reads JSON within the service's bounds
	 */
	static ReplyForm of(JsonObject template, JsonObject data, JsonMapper mapper) {
		FieldJson json = new FieldJson(mapper);
		AskedField root = AskedField.of(template);
		boolean none = root.kind() == FieldKind.OBJECT && root.members().isEmpty();
		if (none && root.isOpen() && !root.hasUnnamedMembers()) {
			root = AskedField.of(TEXT);
			return new ReplyForm(root, false, FormGaps.areIn(template, root, data), data, json);
		}
		boolean asJson = root.kind() != FieldKind.OBJECT || none && root.hasUnnamedMembers()
				|| root.isLargerThan(1 + MOST_FIELDS, MOST_CHOICES);
		return new ReplyForm(root, asJson, !asJson && FormGaps.areIn(template, root, data), data, json);
	}

	/** What stands in it at first. */
	FormInput fill() {
		FormInput input = new FormInput();
		if (this.asJson) {
			input.add(FormNames.json(""), "");
		}
		else {
			new FormFiller(text(null), input).fill(this.root, this.data);
		}
		return input;
	}

	/** What was typed, as a reply. */
	FormReply read(FormInput input) {
		FieldValue values = new FieldValue(this.json, zone(input.first(ZONE)));
		return new FormReader(text(input), values, input, this.data).read(this.root, isJson(input));
	}

	/** Whether the whole reply is written as JSON. */
	private boolean isJson(FormInput input) {
		return this.asJson || input.has(FormNames.json(""));
	}

	/** Whether the template may demand what there is no control for. */
	boolean hasGaps() {
		return this.gaps;
	}

	/**
	 * Adds an item to a list, removes one, or has the whole be written as JSON, beginning
	 * with what was typed, where a button for that was used.
	 * @return where one goes on; null where no such button was used
	 */
	@Nullable String change(FormInput input) {
		if (input.has(AS_JSON)) {
			if (!isJson(input)) {
				input.add(FormNames.json(""), this.json.write(read(input).data().stored()));
			}
			return "";
		}
		return new FormLists(text(input), this.root, this.data).change(input);
	}

	/**
	 * How it is shown.
	 * @param faults what is wrong with a field, by its path
	 * @param focus the path of the field where one goes on, or null
	 */
	FormField show(FormInput input, Map<String, String> faults, @Nullable String focus) {
		return new FormBuilder(text(input), input, faults, focus, this.data).build(this.root, isJson(input));
	}

	/** Whether a time zone is known here. */
	static boolean isZone(String name) {
		return zone(name) != null;
	}

	private FieldText text(@Nullable FormInput input) {
		return new FieldText(this.json, (input != null) ? zone(input.first(ZONE)) : ZoneOffset.UTC);
	}

	/** Null for one that is not known. */
	private static @Nullable ZoneId zone(@Nullable String name) {
		if (name == null || name.isEmpty()) {
			return ZoneOffset.UTC;
		}
		try {
			return (name.length() <= 100) ? ZoneId.of(name) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
