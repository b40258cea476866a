package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** The path of a field, and what MongoDB finds there in a document. */
record FieldPath(List<String> steps) {

	private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*");

	static FieldPath of(String path) {
		return new FieldPath(Arrays.asList(path.split("\\.", -1)));
	}

	/** The field of the top level that a path starts in. */
	static String firstStep(String path) {
		int dot = path.indexOf('.');
		return (dot < 0) ? path : path.substring(0, dot);
	}

	/**
	 * Whether one of the values passes a test that a query sees at this path: what stands
	 * there, or {@link Missing} where a document or another value on the way has no such
	 * field. Arrays on the way are entered: each document in them is searched, and the
	 * element with the number that the path names.
	 * @param entersLast whether an array that stands there is tested element by element,
	 * and then as a whole, or only as a whole
	 */
	boolean any(Document document, boolean entersLast, Predicate<Object> test) {
		return new Search(entersLast, test).inDocument(document, 0);
	}

	/**
	 * The values by which an index or an order knows a document: the elements of an array
	 * one by one; null where there is nothing, and {@link ValueOrder#EMPTY_ARRAY} for an
	 * array without elements. Never empty.
	 */
	List<Object> valuesIn(Document document) {
		List<Object> found = new ArrayList<>();
		collect(document, 0, false, found);
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

	/** The path to the first array on the way, if there is one. */
	Optional<List<String>> firstArrayIn(Document document) {
		Object value = document;
		for (int i = 0; i < this.steps.size() && value instanceof Document parent; i++) {
			value = parent.get(this.steps.get(i));
			if (value instanceof Collection) {
				return Optional.of(this.steps.subList(0, i + 1));
			}
		}
		return Optional.empty();
	}

	private void collect(@Nullable Object value, int depth, boolean isElement, List<Object> found) {
		boolean isLast = depth == this.steps.size();
		if (value instanceof Collection<?> elements && !(isElement && isLast)) {
			collectElements(list(elements), depth, isElement, found);
		}
		else if (isLast) {
			found.add(value);
		}
		else if (value instanceof Document parent) {
			collect(parent.get(this.steps.get(depth)), depth + 1, false, found);
		}
		else {
			found.add(null);
		}
	}

	private void collectElements(List<?> elements, int depth, boolean isElement, List<Object> found) {
		if (elements.isEmpty()) {
			found.add(ValueOrder.EMPTY_ARRAY);
		}
		else if (isElement) {
			found.add(null);
		}
		else {
			elements.forEach((element) -> collect(element, depth, true, found));
		}
		int index = (depth < this.steps.size()) ? index(elements, this.steps.get(depth)) : -1;
		if (index >= 0) {
			collect(elements.get(index), depth + 1, false, found);
		}
	}

	private static List<?> list(Collection<?> elements) {
		return (elements instanceof List<?> list) ? list : new ArrayList<>(elements);
	}

	/** The index of the element that a step names, or -1. */
	private static int index(List<?> elements, String step) {
		int index = (step.length() < 9 && INDEX.matcher(step).matches()) ? Integer.parseInt(step) : -1;
		return (index < elements.size()) ? index : -1;
	}

	/** One search for a value that passes a test. */
	private final class Search {

		private final boolean entersLast;

		private final Predicate<Object> test;

		private Search(boolean entersLast, Predicate<Object> test) {
			this.entersLast = entersLast;
			this.test = test;
		}

		private boolean inDocument(Document document, int from) {
			Object value = document;
			for (int i = from; i < FieldPath.this.steps.size(); i++) {
				if (value instanceof Collection<?> elements) {
					return inArray(list(elements), i);
				}
				if (!(value instanceof Document parent)) {
					return this.test.test(Missing.getInstance());
				}
				value = parent.getOrMissing(FieldPath.this.steps.get(i));
			}
			boolean isElement = this.entersLast && value instanceof Collection<?> elements
					&& elements.stream().anyMatch(this.test);
			return isElement || this.test.test(value);
		}

		/** Searches the elements of an array for the rest of the path. */
		private boolean inArray(List<?> elements, int step) {
			for (Object element : elements) {
				if (element instanceof Document document && inDocument(document, step)) {
					return true;
				}
			}
			int index = index(elements, FieldPath.this.steps.get(step));
			if (index < 0) {
				return false;
			}
			Object element = elements.get(index);
			if (step + 1 == FieldPath.this.steps.size()) {
				return this.test.test(element);
			}
			return (element instanceof Document document && inDocument(document, step + 1))
					|| (element instanceof Collection<?> inner && inArray(list(inner), step + 1));
		}

	}

}
