package io.parley.reply;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A field of a form as it is shown.
 *
 * @param id of its element, and what those around it begin with
 * @param name of its control
 * @param control how it is shown: input, area, radios, select, boxes, group, list or text
 * @param label what it is called
 * @param need whether it must be given, in words
 * @param description what the template says of it, or null
 * @param rules what it takes, in words; may be empty
 * @param zoned whether it is a time in the reader's zone
 * @param value what is typed, or shown
 * @param attributes what a browser can check, and how its value is typed
 * @param options what can be chosen
 * @param members the fields in it; of a list, its items
 * @param item where it is an item of a list; else null
 * @param adding the value of the button that adds an item to a list; null where none can
 * be added
 * @param fault what is wrong with it, or null
 * @param focus whether it is where one goes on
 */
public record FormField(String id, String name, String control, String label, String need, @Nullable String description,
		String rules, boolean zoned, String value, Map<String, String> attributes, List<FormOption> options,
		List<FormField> members, @Nullable FormItem item, @Nullable String adding, @Nullable String fault,
		boolean focus) {

	/**
	 * Something that can be chosen.
	 *
	 * @param id of its element
	 * @param value what is sent for it
	 */
	public record FormOption(String id, String value, String label, boolean chosen) {
	}

	/**
	 * Where an item of a list is.
	 *
	 * @param name of the hidden control that says so
	 * @param index its value
	 * @param removing the value of the button that removes it
	 */
	public record FormItem(String name, String index, String removing) {
	}

	/** Whether what is wrong with the value as a whole can be mended here. */
	boolean isMendable() {
		return switch (this.control) {
			case "group", "text" -> false;
			case "list" -> this.adding != null;
			default -> true;
		};
	}

	/** The element to which an error leads: what takes the focus. */
	public String target() {
		return this.options.isEmpty() || this.control.equals("select") ? this.id : this.options.get(0).id();
	}

	/** The elements that describe it; null where there are none. */
	public @Nullable String describedBy() {
		String ids = ((this.description != null) ? this.id + "-about " : "")
				+ (this.rules.isEmpty() ? "" : this.id + "-rules ") + ((this.fault != null) ? this.id + "-fault" : "");
		return ids.isEmpty() ? null : ids.strip();
	}

}
