package io.parley.store.embedded;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.bson.Document;

/** What a query asks of one field. */
sealed interface FieldTest {

	/** Whether the field of a document passes. */
	boolean onField(FieldPath path, Document document);

	/** Whether a single value passes, as an element of an array does on its own. */
	boolean onValue(Object value);

	/**
	 * Passes where one of the field's values does: the elements of an array, or it as a
	 * whole.
	 */
	record OfValue(Predicate<Object> test) implements FieldTest {

		@Override
		public boolean onField(FieldPath path, Document document) {
			return path.any(document, true, this.test);
		}

		@Override
		public boolean onValue(Object value) {
			return this.test.test(value);
		}

	}

	/** Passes where the field is an array that does. */
	record OfArray(Predicate<Collection<?>> test) implements FieldTest {

		@Override
		public boolean onField(FieldPath path, Document document) {
			return path.any(document, false, this::onValue);
		}

		@Override
		public boolean onValue(Object value) {
			return value instanceof Collection<?> array && this.test.test(array);
		}

	}

	record Not(FieldTest test) implements FieldTest {

		@Override
		public boolean onField(FieldPath path, Document document) {
			return !this.test.onField(path, document);
		}

		@Override
		public boolean onValue(Object value) {
			return !this.test.onValue(value);
		}

	}

	record All(List<FieldTest> tests) implements FieldTest {

		@Override
		public boolean onField(FieldPath path, Document document) {
			return this.tests.stream().allMatch((test) -> test.onField(path, document));
		}

		@Override
		public boolean onValue(Object value) {
			return this.tests.stream().allMatch((test) -> test.onValue(value));
		}

	}

}
