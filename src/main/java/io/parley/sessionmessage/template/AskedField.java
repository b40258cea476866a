package io.parley.sessionmessage.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.Excerpt;
import org.jspecify.annotations.Nullable;
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

	private static final int MOST_CHOICES = 100;

	private static final int LABEL = 200;

	private static final int DESCRIPTION = 2000;

	private final TemplatePlace place;

	private final String name;

	private final String path;

	private final boolean required;

	private final ObjectNode rules;

	private final List<FieldChoice> choices;

	private final FieldKind kind;

	private AskedField(TemplatePlace place, String name, String path, boolean required, JsonNode schema) {
		this.place = place;
		this.name = name;
		this.path = path;
		this.required = required;
		this.rules = place.schemas().of(schema);
		List<FieldChoice> named = new ArrayList<>();
		FieldRules.choices(this.rules)
			.forEach((choice) -> named.add(new FieldChoice(choice.path("value"), text(choice.path("title")))));
		this.kind = kind(named);
		this.choices = (this.kind == FieldKind.CHOICES) ? item(0).choices() : Collections.unmodifiableList(named);
	}

	/** What a valid template asks for. */
	public static AskedField of(JsonObject template) {
		ObjectNode root = JsonTree.of(template.stored());
		return new AskedField(TemplatePlace.whole(root), "", "", true, TemplatePlace.schema(root));
	}

	private FieldKind kind(List<FieldChoice> named) {
		if (!named.isEmpty()) {
			return FieldKind.CHOICE;
		}
		FieldKind byType = fieldTypes().kind(bounds());
		return switch (byType) {
			case LIST -> listKind();
			case OBJECT -> isAskedByMember() ? FieldKind.OBJECT : FieldKind.JSON;
			default -> byType;
		};
	}

	private FieldKind listKind() {
		JsonNode items = this.rules.path("items");
		boolean plain = !this.rules.has("prefixItems")
				&& (items.isMissingNode() || items.isObject() || items.asBoolean());
		if (!plain || this.place.isTooDeep() || this.rules.has(FieldRules.MIXED)) {
			return FieldKind.JSON;
		}
		AskedField item = item(0);
		boolean several = this.rules.path("uniqueItems").asBoolean(false) && item.kind() == FieldKind.CHOICE
				&& item.choices().size() <= MOST_CHOICES;
		return several ? FieldKind.CHOICES : FieldKind.LIST;
	}

	private boolean isAskedByMember() {
		JsonNode properties = this.rules.path("properties");
		boolean named = properties.size() > 0 || this.rules.path("required").size() > 0 || this.path.isEmpty();
		return named && !this.place.isTooDeep() && !this.place.isInside(properties)
				&& !this.rules.has(FieldRules.MIXED);
	}

	/** Its key in the object that it is in; of an item of a list, its index. */
	public String name() {
		return this.name;
	}

	/** Where it is in the reply: a JSON pointer. */
	public String path() {
		return this.path;
	}

	/** The title that the template gives it, of any length; null where it gives none. */
	public @Nullable String title() {
		return text(this.rules.path("title"));
	}

	/** Its title, where the template gives it one, else its name; never blank. */
	public String label() {
		String title = title();
		String label = (title != null) ? title : this.name;
		return label.isBlank() ? "(no name)" : Excerpt.of(label, LABEL);
	}

	/** What the template says of it, or null. */
	public @Nullable String description() {
		String description = text(this.rules.path("description"));
		return (description != null) ? Excerpt.of(description, DESCRIPTION) : null;
	}

	/** Whether it is an item of a list. */
	public boolean isItem() {
		return this.place.isItem();
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
		return fieldTypes().all();
	}

	/** Whether it may be null. */
	public boolean isNullable() {
		return fieldTypes().isNullable();
	}

	private FieldTypes fieldTypes() {
		return new FieldTypes(this.rules, this.path.isEmpty());
	}

	/**
	 * The only values that it, or an item of it, may have; empty where none are named.
	 */
	public List<FieldChoice> choices() {
		return this.choices;
	}

	/** The bounds of its value. */
	public FieldBounds bounds() {
		return FieldBounds.of(this.rules, this.place.policy());
	}

	/** What the template has for a default, or null. */
	public @Nullable JsonValue defaultValue() {
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
		TemplatePlace below = this.place.ofMembers(properties);
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

	private AskedField member(TemplatePlace below, String key, boolean demanded, JsonNode schema) {
		return new AskedField(below, key, this.path + "/" + key.replace("~", "~0").replace("/", "~1"), demanded,
				schema);
	}

	/** An item of a list. */
	public AskedField item(int index) {
		return new AskedField(this.place.ofItems(), String.valueOf(index), this.path + "/" + index, true,
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

	private static @Nullable String text(JsonNode value) {
		return (value.isString() && !value.stringValue().isBlank()) ? value.stringValue().strip() : null;
	}

}
