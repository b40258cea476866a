package io.parley.sessionmessage.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.parley.store.JsonObject;

/**
 * Reads what a human wrote into what a template asks for: yes or no, a number, one of the
 * values that it names, or the text itself. Only what can mean one thing is read; what
 * does not fit is kept as {@code {"text": …}}, and the template then says what is wrong.
 *
 * <p>
 * The text belongs to the fields that must still be given: those that the template
 * requires and the session's data does not have; where that has them all, to those that
 * it asks for at all. Of several, it is the only one that the text can be read into; a
 * text that none of them can be read from is that of the template's only string field.
 */
public final class ReplyText {

	/** The field of what could not be read. */
	public static final String TEXT = "text";

	private final List<AskedField> fields;

	private final List<AskedField> asked;

	private ReplyText(List<AskedField> fields, List<AskedField> asked) {
		this.fields = fields;
		this.asked = asked;
	}

	/** What a valid template still asks for of a session with this data. */
	public static ReplyText of(JsonObject template, JsonObject messageData) {
		List<AskedField> fields = AskedField.of(template).members();
		Predicate<AskedField> missing = (field) -> !messageData.has(field.name());
		return new ReplyText(fields,
				first(fields, List.of(missing.and(AskedField::isRequired), missing, AskedField::isRequired)));
	}

	/** The reply that a text stands for. */
	public JsonObject read(String text) {
		List<Map.Entry<String, Object>> readings = new ArrayList<>();
		this.asked.forEach((field) -> PlainValue.read(field, text)
			.ifPresent((value) -> readings.add(Map.entry(field.name(), value))));
		if (readings.size() == 1) {
			return JsonObject.of(Map.of(readings.get(0).getKey(), readings.get(0).getValue()));
		}
		String field = only(this.asked).or(() -> only(this.fields)).map(AskedField::name).orElse(TEXT);
		return JsonObject.of(Map.of(field, text.strip()));
	}

	/**
	 * How a human can answer, such as "yes or no"; nothing where that is for the template
	 * to say.
	 */
	public Optional<String> hint() {
		return (this.asked.size() == 1) ? Optional.ofNullable(PlainValue.hint(this.asked.get(0))) : Optional.empty();
	}

	/** The only one of the fields that takes any text. */
	private static Optional<AskedField> only(List<AskedField> fields) {
		List<AskedField> texts = fields.stream().filter(PlainValue::isText).toList();
		return (texts.size() == 1) ? Optional.of(texts.get(0)) : Optional.empty();
	}

	private static List<AskedField> first(List<AskedField> fields, List<Predicate<AskedField>> choices) {
		return choices.stream()
			.map((choice) -> fields.stream().filter(choice).toList())
			.filter((chosen) -> !chosen.isEmpty())
			.findFirst()
			.orElse(fields);
	}

}
