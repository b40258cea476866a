package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the controls of a form are named: by a letter and the JSON pointer of the field, in
 * which line breaks are percent-encoded, since browsers change them.
 */
final class FormNames {

	/** The value of a field, as it is typed. */
	private static final String VALUE = "f";

	/** The value of a field, as JSON in place of what its kind asks for. */
	private static final String JSON = "j";

	/** The index of an item that a list has; once for each. */
	private static final String ITEM = "i";

	/** More items than this are better written as JSON. */
	static final int MOST_ITEMS = 200;

	private static final int LARGEST_INDEX = 1_000_000;

	private FormNames() {
	}

	static String value(String path) {
		return VALUE + encode(path);
	}

	static String json(String path) {
		return JSON + encode(path);
	}

	static String item(String path) {
		return ITEM + encode(path);
	}

	static String encode(String path) {
		return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
	}

	/** The indexes of the items that a list has, in their order. */
	static List<Integer> items(FormInput input, String path) {
		Set<Integer> indexes = new LinkedHashSet<>();
		for (String index : input.all(item(path))) {
			if (index.matches("\\d{1,7}") && Integer.parseInt(index) <= LARGEST_INDEX && indexes.size() < MOST_ITEMS) {
				indexes.add(Integer.parseInt(index));
			}
		}
		return new ArrayList<>(indexes);
	}

}
