package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The path of an indexed field, and all values that a query could find there in a
 * document.
 */
record FieldPath(List<String> steps) {

	static FieldPath of(String path) {
		return new FieldPath(Arrays.asList(path.split("\\.", -1)));
	}

	/** The field of the top level that a path starts in. */
	static String firstStep(String path) {
		int dot = path.indexOf('.');
		return (dot < 0) ? path : path.substring(0, dot);
	}

	/**
	 * The elements of arrays, wherever they stand on the way, one by one; null where
	 * there is nothing. Never empty.
	 */
	List<Object> valuesIn(Document document) {
		List<Object> found = new ArrayList<>();
		collect(document, 0, found);
		return found;
	}

	boolean isOrderedIn(Document document) {
		Object value = document;
		for (String step : this.steps) {
			if (!(value instanceof Document parent)) {
				return !(value instanceof Collection);
			}
			value = parent.get(step);
		}
		return KeyText.isOrdered(value);
	}

	private void collect(Object value, int depth, List<Object> found) {
		if (value instanceof Collection<?> elements) {
			if (elements.isEmpty()) {
				found.add(null);
			}
			else if (depth == this.steps.size()) {
				found.addAll(elements);
			}
			else {
				elements.forEach((element) -> collect(element, depth, found));
			}
		}
		else if (depth == this.steps.size()) {
			found.add(value);
		}
		else if (value instanceof Document parent) {
			collect(parent.get(this.steps.get(depth)), depth + 1, found);
		}
		else {
			found.add(null);
		}
	}

}
