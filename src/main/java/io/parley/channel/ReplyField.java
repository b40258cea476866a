package io.parley.channel;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.reply.MessageText;
import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldBounds;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A field that a template asks for, in words for a human.
 *
 * @param label its title, where the template gives it one, else its name
 * @param description what the template says of it, or null
 * @param expects what its value must be like, such as "yes or no"; empty where anything
 * is
 * @param required whether a reply without it is not taken
 */
public record ReplyField(String label, @Nullable String description, String expects, boolean required) {

	/** More fields than this are better filled in on a page. */
	private static final int MOST = 50;

	private static final int CHOICES = 20;

	private static final int LONGEST = 500;

	/** The fields that a valid template asks for, in its order. */
	public static List<ReplyField> of(JsonObject template) {
		return AskedField.of(template).members().stream().limit(MOST).map(ReplyField::of).toList();
	}

	private static ReplyField of(AskedField field) {
		return new ReplyField(Objects.requireNonNullElse(cut(field.title()), field.name()), cut(field.description()),
				expects(field), field.isRequired());
	}

	private static @Nullable String cut(@Nullable String text) {
		return (text != null) ? MessageText.cut(text, LONGEST) : null;
	}

	private static String expects(AskedField field) {
		return switch (field.kind()) {
			case CHOICE -> choices(field.choices());
			case YES_NO -> "yes or no";
			case INTEGER -> "a whole number" + bounds(field.bounds());
			case NUMBER -> "a number" + bounds(field.bounds());
			case TEXT, LONG_TEXT, DATE, TIME, DATE_TIME, EMAIL, URI -> "text" + lengths(field.bounds());
			case LIST, CHOICES -> "a list";
			case OBJECT -> "several values";
			case JSON -> json(field.types());
			case ANY -> "";
		};
	}

	/** Values with their titles, since it is the values that are understood in a text. */
	private static String choices(List<FieldChoice> choices) {
		String all = choices.stream()
			.limit(CHOICES)
			.map((choice) -> MessageText.value(choice.value().stored())
					+ ((choice.title() != null) ? " (" + choice.title() + ")" : ""))
			.collect(Collectors.joining(", "));
		return "one of: " + MessageText.cut(all, LONGEST) + ((choices.size() > CHOICES) ? ", …" : "");
	}

	private static String json(Set<String> types) {
		if (types.size() != 1) {
			return "";
		}
		return types.contains("array") ? "a list" : "several values";
	}

	private static String bounds(FieldBounds bounds) {
		return said(Stream.of(bound("at least", bounds.minimum()), bound("more than", bounds.above()),
				bound("at most", bounds.maximum()), bound("less than", bounds.below())));
	}

	private static String lengths(FieldBounds bounds) {
		String said = said(Stream.of(bound("at least", bounds.minLength()), bound("at most", bounds.maxLength())));
		return said.isEmpty() ? said : said + " characters";
	}

	private static String said(Stream<String> bounds) {
		String said = bounds.filter((bound) -> !bound.isEmpty()).collect(Collectors.joining(", "));
		return said.isEmpty() ? said : " of " + said;
	}

	private static String bound(String words, @Nullable Number value) {
		return (value != null) ? words + " " + value : "";
	}

	/** What stands behind the label: what is expected, and whether it may be left out. */
	public String hint() {
		return Stream.of(this.expects, this.required ? "" : "may be left out")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining("; "));
	}

}
