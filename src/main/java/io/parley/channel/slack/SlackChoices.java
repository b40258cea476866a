package io.parley.channel.slack;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.store.JsonObject;
import io.parley.store.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a human can choose from where a template has one field, and that is a boolean or
 * one of a few values.
 *
 * @param field the field's name
 * @param choices at least one, in the order of the template
 */
record SlackChoices(String field, List<Choice> choices) {

	/** The most that Slack shows in one list. */
	static final int MOST = 100;

	/** The longest text of a button and of an entry of a list. */
	static final int LABEL = 75;

	private static final int KEY = 16;

	/**
	 * A choice.
	 *
	 * @param label what it is called: the title that the template gives a value, else the
	 * value
	 * @param value a string, a number or a boolean
	 * @param positive whether it is the yes of a yes and a no; null for others
	 */
	record Choice(String label, Object value, @Nullable Boolean positive) {

		/**
		 * Tells it from every other choice of its template, also after the template was
		 * changed.
		 */
		String key() {
			return Sha256.hex(this.value.getClass().getSimpleName() + ":" + this.value).substring(0, KEY);
		}

		/** The label as Slack takes it. */
		String shown() {
			return SlackText.escape(this.label, LABEL);
		}

	}

	/** What a template lets a human choose from, where that is all it asks. */
	static Optional<SlackChoices> of(JsonObject template) {
		List<AskedField> fields = AskedField.of(template).members();
		if (fields.size() != 1) {
			return Optional.empty();
		}
		AskedField only = fields.get(0);
		return Optional.of(choices(only))
			.filter(SlackChoices::canBeShown)
			.map((choices) -> new SlackChoices(only.name(), choices));
	}

	private static List<Choice> choices(AskedField field) {
		if (field.kind() == FieldKind.CHOICE) {
			return field.choices().stream().map(SlackChoices::choice).toList();
		}
		// Where null is taken too, yes and no are not all that there is to choose from.
		if (field.kind() != FieldKind.YES_NO || field.isNullable()) {
			return List.of();
		}
		boolean approval = field.name().toLowerCase(Locale.ROOT).contains("approv");
		return List.of(new Choice(approval ? "Approve" : "Yes", true, true),
				new Choice(approval ? "Reject" : "No", false, false));
	}

	private static Choice choice(FieldChoice choice) {
		Object value = choice.value().stored();
		if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
			return new Choice("", "", null);
		}
		return new Choice((choice.title() != null) ? choice.title() : value.toString(), value, null);
	}

	/** Whether a human could tell each from the others. */
	private static boolean canBeShown(List<Choice> choices) {
		Set<String> labels = new HashSet<>();
		return !choices.isEmpty() && choices.size() <= MOST
				&& choices.stream().allMatch((choice) -> !choice.label().isBlank() && labels.add(choice.shown()));
	}

	/** The choice with a key. */
	Optional<Choice> find(String key) {
		return this.choices.stream().filter((choice) -> choice.key().equals(key)).findFirst();
	}

	/** The reply of who makes a choice. */
	JsonObject answer(Choice choice) {
		return JsonObject.of(Map.of(this.field, choice.value()));
	}

	/** The choice of a value, where the field has one of them. */
	Optional<Choice> ofValue(@Nullable Object value) {
		return this.choices.stream().filter((choice) -> choice.value().equals(value)).findFirst();
	}

}
