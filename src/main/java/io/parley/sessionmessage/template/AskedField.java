package io.parley.sessionmessage.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field that a valid template asks for, in either dialect: what a human has to know to
 * fill it in. The whole reply is one too, of kind {@link FieldKind#OBJECT}, whose name is
 * empty. What is in a field is read when it is asked for, so that a template that refers
 * to itself has no end of fields, and costs no more than those that are looked at.
 *
 * <p>
 * This says less than the template: what it does not say (conditions, for one), the check
 * of a reply does. Fields that only some of several alternatives have are asked for, and
 * none of those is required.
 */
public final class AskedField {

	/** Objects and lists that are deeper than this are written as JSON. */
	public static final int DEPTH = 8;

	private static final int ONE_LINE = 200;

	private static final int MOST_CHOICES = 100;

	private static final int LABEL = 200;

	private static final int DESCRIPTION = 2000;

	/** How often an object is asked for inside itself. */
	private static final int INSIDE_ITSELF = 2;

	private final Reading reading;

	private final String name;

	private final String path;

	private final boolean required;

	private final ObjectNode rules;

	private final List<FieldChoice> choices;

	private final FieldKind kind;

	/**
	 * Where a field is.
	 *
	 * @param within the properties of the objects around it, up to the nearest list
	 */
	private record Reading(FieldRules schemas, boolean policy, int depth, List<JsonNode> within) {

		Reading below(JsonNode properties) {
			List<JsonNode> more = new ArrayList<>(this.within);
			if (properties != null) {
				more.add(properties);
			}
			return new Reading(this.schemas, this.policy, this.depth + 1, (properties != null) ? more : List.of());
		}

		boolean isInside(JsonNode properties) {
			return this.within.stream().filter((around) -> around == properties).count() >= INSIDE_ITSELF;
		}

	}

	private AskedField(Reading reading, String name, String path, boolean required, JsonNode schema) {
		this.reading = reading;
		this.name = name;
		this.path = path;
		this.required = required;
		this.rules = reading.schemas().of(schema);
		List<FieldChoice> named = new ArrayList<>();
		FieldRules.choices(this.rules)
			.forEach((choice) -> named
				.add(new FieldChoice(choice.path("value"), choice.has("title") ? text(choice.get("title")) : null)));
		this.kind = kind(named);
		this.choices = (this.kind == FieldKind.CHOICES) ? item(0).choices() : Collections.unmodifiableList(named);
	}

	/** What a valid template asks for. */
	public static AskedField of(JsonObject template) {
		ObjectNode root = JsonTree.of(template.stored());
		boolean policy = root.has(PolicyReader.SCHEMA);
		ObjectNode schema = root;
		if (policy) {
			schema = JsonNodeFactory.instance.objectNode();
			schema.set("properties", root.get(PolicyReader.SCHEMA));
			root.get(PolicyReader.SCHEMA).propertyNames().forEach(schema.putArray("required")::add);
		}
		return new AskedField(new Reading(new FieldRules(root), policy, 0, List.of()), "", "", true, schema);
	}

	private FieldKind kind(List<FieldChoice> named) {
		if (!named.isEmpty()) {
			return FieldKind.CHOICE;
		}
		Set<String> types = types();
		boolean numbers = types.contains("number") || types.contains("integer");
		if (types.size() == 1 || numbers && types.size() == 2 && types.containsAll(Set.of("number", "integer"))) {
			String type = numbers && types.contains("number") ? "number" : types.iterator().next();
			return switch (type) {
				case "string" -> textKind();
				case "number" -> FieldKind.NUMBER;
				case "integer" -> FieldKind.INTEGER;
				case "boolean" -> FieldKind.YES_NO;
				case "array" -> listKind();
				default -> objectKind();
			};
		}
		return Set.of("string", "number", "integer", "boolean").stream().anyMatch(types::contains) || types.isEmpty()
				? FieldKind.ANY : FieldKind.JSON;
	}

	private FieldKind textKind() {
		FieldBounds bounds = bounds();
		if (bounds.format() != null) {
			switch (bounds.format()) {
				case "date":
					return FieldKind.DATE;
				case "time":
					return FieldKind.TIME;
				case "date-time":
					return FieldKind.DATE_TIME;
				case "email":
					return FieldKind.EMAIL;
				case "uri":
					return FieldKind.URI;
				default:
			}
		}
		boolean open = bounds.maxLength() == null || bounds.maxLength() > ONE_LINE;
		return (open && bounds.format() == null && bounds.pattern() == null) ? FieldKind.LONG_TEXT : FieldKind.TEXT;
	}

	private FieldKind listKind() {
		JsonNode items = this.rules.path("items");
		boolean plain = !this.rules.has("prefixItems")
				&& (items.isMissingNode() || items.isObject() || items.asBoolean());
		if (!plain || this.reading.depth() >= DEPTH || this.rules.has(FieldRules.MIXED)) {
			return FieldKind.JSON;
		}
		AskedField item = item(0);
		boolean several = this.rules.path("uniqueItems").asBoolean(false) && item.kind() == FieldKind.CHOICE
				&& item.choices().size() <= MOST_CHOICES;
		return several ? FieldKind.CHOICES : FieldKind.LIST;
	}

	private FieldKind objectKind() {
		JsonNode properties = this.rules.path("properties");
		boolean asked = properties.size() > 0 || this.rules.path("required").size() > 0 || this.path.isEmpty();
		boolean tooDeep = this.reading.depth() >= DEPTH || this.reading.isInside(properties)
				|| this.rules.has(FieldRules.MIXED);
		return (asked && !tooDeep) ? FieldKind.OBJECT : FieldKind.JSON;
	}

	/** Its key in the object that it is in; of an item of a list, its index. */
	public String name() {
		return this.name;
	}

	/** Where it is in the reply: a JSON pointer. */
	public String path() {
		return this.path;
	}

	/** Its title, where the template gives it one, else its name; never blank. */
	public String label() {
		String title = text(this.rules.path("title"));
		String label = (title != null) ? title : this.name;
		return label.isBlank() ? "(no name)" : TemplateText.excerpt(label, LABEL);
	}

	/** Whether the template gives it a title. */
	public boolean isTitled() {
		return text(this.rules.path("title")) != null;
	}

	/** What the template says of it, or null. */
	public String description() {
		String description = text(this.rules.path("description"));
		return (description != null) ? TemplateText.excerpt(description, DESCRIPTION) : null;
	}

	/** Whether it is an item of a list. */
	public boolean isItem() {
		return this.reading.depth() > 0 && this.reading.within().isEmpty();
	}

	/** Whether what it is in must have it. */
	public boolean isRequired() {
		return this.required;
	}

	/** What kind of value it takes. */
	public FieldKind kind() {
		return this.kind;
	}

	/**
	 * The types of JSON Schema that it may have, without null; empty where it may have
	 * any.
	 */
	public Set<String> types() {
		Set<String> types = new HashSet<>();
		JsonNode type = this.rules.path("type");
		if (type.isArray()) {
			type.forEach((one) -> types.add(one.asString("")));
		}
		else {
			types.add(type.asString(meant()));
		}
		types.removeAll(Set.of("", "any", "null"));
		return types;
	}

	/** The type that is meant by rules without one. */
	private String meant() {
		if (this.path.isEmpty() || this.rules.has("properties")) {
			return "object";
		}
		if (this.rules.has("items") || this.rules.has("prefixItems")) {
			return "array";
		}
		if (List.of("minLength", "maxLength", "pattern", "format").stream().anyMatch(this.rules::has)) {
			return "string";
		}
		return List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
			.stream()
			.anyMatch(this.rules::has) ? "number" : "";
	}

	/** Whether it may be null. */
	public boolean isNullable() {
		JsonNode type = this.rules.path("type");
		return this.rules.has(FieldRules.OR_NULL)
				|| type.isArray() && type.valueStream().anyMatch((one) -> one.asString("").equals("null"));
	}

	/**
	 * The only values that it, or an item of it, may have; empty where none are named.
	 */
	public List<FieldChoice> choices() {
		return this.choices;
	}

	/** The bounds of its value. */
	public FieldBounds bounds() {
		return FieldBounds.of(this.rules, this.reading.policy());
	}

	/** What the template has for a default, or null. */
	public JsonValue defaultValue() {
		JsonNode value = this.rules.path("default");
		return (value.isMissingNode() || value.isNull()) ? null : new JsonValue(JsonTree.stored(value));
	}

	/** Whether it is shown and not asked for. */
	public boolean isReadOnly() {
		return this.rules.path("readOnly").asBoolean(false);
	}

	/** Whether an object may have other members than those that are asked for. */
	public boolean isOpen() {
		JsonNode others = this.rules.has("additionalProperties") ? this.rules.get("additionalProperties")
				: this.rules.path("unevaluatedProperties");
		return !others.isBoolean() || others.booleanValue();
	}

	/**
	 * Whether the template says of an object what its members must be like without naming
	 * them.
	 */
	public boolean hasUnnamedMembers() {
		return this.rules.path("additionalProperties").isObject() || this.rules.path("patternProperties").size() > 0
				|| this.rules.path("minProperties").asInt(0) > 0 || this.rules.has("propertyNames");
	}

	/** The fields of an object, in the order of the template. */
	public List<AskedField> members() {
		if (this.kind != FieldKind.OBJECT) {
			return List.of();
		}
		JsonNode properties = this.rules.path("properties");
		Set<String> demanded = new LinkedHashSet<>();
		this.rules.path("required").forEach((one) -> demanded.add(one.asString("")));
		Reading below = this.reading.below(properties);
		List<AskedField> members = new ArrayList<>();
		for (Map.Entry<String, JsonNode> member : properties.properties()) {
			boolean allowed = !member.getValue().isBoolean() || member.getValue().booleanValue();
			if (allowed) {
				members.add(member(below, member.getKey(), demanded.contains(member.getKey()), member.getValue()));
			}
		}
		demanded.stream()
			.filter((one) -> !properties.has(one))
			.forEach((one) -> members.add(member(below, one, true, JsonNodeFactory.instance.objectNode())));
		return members;
	}

	private AskedField member(Reading below, String key, boolean demanded, JsonNode schema) {
		return new AskedField(below, key, this.path + "/" + key.replace("~", "~0").replace("/", "~1"), demanded,
				schema);
	}

	/** An item of a list. */
	public AskedField item(int index) {
		return new AskedField(this.reading.below(null), String.valueOf(index), this.path + "/" + index, true,
				this.rules.path("items"));
	}

	/** Whether it and what is in it are more fields, or choices, than so many. */
	public boolean isLargerThan(int fields, int choices) {
		return size(fields, choices, new int[2]);
	}

	/** How many fields and choices it has with all that is in it; at most so many. */
	public int size(int most) {
		int[] counted = new int[2];
		size(most, most, counted);
		return Math.min(most, counted[0] + counted[1]);
	}

	private boolean size(int fields, int most, int[] counted) {
		counted[0]++;
		counted[1] += this.choices.size();
		if (counted[0] > fields || counted[1] > most) {
			return true;
		}
		List<AskedField> inside = (this.kind == FieldKind.LIST) ? List.of(item(0)) : members();
		return inside.stream().anyMatch((field) -> field.size(fields, most, counted));
	}

	private static String text(JsonNode value) {
		return (value.isString() && !value.stringValue().isBlank()) ? value.stringValue().strip() : null;
	}

}
