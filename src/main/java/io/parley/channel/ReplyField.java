package io.parley.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.reply.MessageText;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.bson.Document;

/**
 * A field that a template asks for, in words for a human.
 *
 * @param label its title, where the template gives it one, else its name
 * @param description what the template says of it, or null
 * @param expects what its value must be like, such as "yes or no"; empty where anything
 * is
 * @param required whether a reply without it is not taken
 */
public record ReplyField(String label, String description, String expects, boolean required) {

	/** More fields than this are better filled in on a page. */
	private static final int MOST = 50;

	private static final int CHOICES = 20;

	private static final int LONGEST = 500;

	private static final String POLICY = "policy_input_schema";

	/** The fields that a template describes, in its order. */
	public static List<ReplyField> of(JsonObject template) {
		Document fields = fields(template);
		if (template.get(POLICY) instanceof Document) {
			return read(fields, List.copyOf(fields.keySet()));
		}
		return read(fields, (template.get("required") instanceof List<?> required) ? required : List.of());
	}

	/** The fields that a template describes, with their rules, by their stored names. */
	public static Document fields(JsonObject template) {
		return Stream.of(POLICY, "properties")
			.map(template::get)
			.filter(Document.class::isInstance)
			.map(Document.class::cast)
			.findFirst()
			.orElseGet(Document::new);
	}

	private static List<ReplyField> read(Document fields, List<?> required) {
		List<ReplyField> read = new ArrayList<>();
		for (Map.Entry<String, Object> field : fields.entrySet()) {
			String name = JsonKeys.decode(field.getKey());
			Document rules = (field.getValue() instanceof Document document) ? document : new Document();
			String title = text(rules.get("title"));
			read.add(new ReplyField((title != null) ? title : name, text(rules.get("description")), expects(rules),
					required.contains(name) || required.contains(field.getKey())));
			if (read.size() == MOST) {
				break;
			}
		}
		return read;
	}

	private static String text(Object value) {
		return (value instanceof String text && !text.isBlank()) ? MessageText.cut(text.strip(), LONGEST) : null;
	}

	private static String expects(Document rules) {
		if (rules.get("enum") instanceof List<?> values && !values.isEmpty()) {
			String all = values.stream().limit(CHOICES).map(MessageText::value).collect(Collectors.joining(", "));
			return "one of: " + MessageText.cut(all, LONGEST) + ((values.size() > CHOICES) ? ", …" : "");
		}
		Object type = rules.get("type");
		if (!(type instanceof String one)) {
			return "";
		}
		return switch (one) {
			case "boolean" -> "yes or no";
			case "integer" -> "a whole number" + bounds(rules);
			case "number" -> "a number" + bounds(rules);
			case "string" -> "text" + lengths(rules);
			case "array" -> "a list";
			case "object" -> "several values";
			default -> "";
		};
	}

	private static String bounds(Document rules) {
		return said(
				Stream.of(bound("at least", rules.get("minimum")), bound("more than", rules.get("exclusiveMinimum")),
						bound("at most", rules.get("maximum")), bound("less than", rules.get("exclusiveMaximum"))));
	}

	private static String lengths(Document rules) {
		String said = said(
				Stream.of(bound("at least", rules.get("minLength")), bound("at most", rules.get("maxLength"))));
		return said.isEmpty() ? said : said + " characters";
	}

	private static String said(Stream<String> bounds) {
		String said = bounds.filter((bound) -> !bound.isEmpty()).collect(Collectors.joining(", "));
		return said.isEmpty() ? said : " of " + said;
	}

	private static String bound(String words, Object value) {
		return (value != null && !(value instanceof Boolean)) ? words + " " + MessageText.value(value) : "";
	}

	/** What stands behind the label: what is expected, and whether it may be left out. */
	public String hint() {
		return Stream.of(this.expects, this.required ? "" : "may be left out")
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining("; "));
	}

}
