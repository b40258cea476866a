package io.parley.sessionmessage.filter;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

import io.parley.store.KeyOrder;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The orders that session messages are listed in: by a field, then by {@code _id}, both
 * in the same direction.
 */
public enum SessionSort {

	CREATED_AT("created_at", true), CREATED_AT_DESCENDING("created_at", false), UPDATED_AT("updated_at", true),
	UPDATED_AT_DESCENDING("updated_at", false), EXPIRY_DATE("expiry_date", true),
	EXPIRY_DATE_DESCENDING("expiry_date", false);

	private final String field;

	private final boolean ascending;

	SessionSort(String field, boolean ascending) {
		this.field = field;
		this.ascending = ascending;
	}

	/**
	 * Reads the {@code sort} parameter; none means oldest first.
	 * @throws InvalidFilterException if it names no order
	 */
	public static SessionSort parse(@Nullable String sort) {
		if (sort == null) {
			return CREATED_AT;
		}
		return Arrays.stream(values())
			.filter((order) -> order.parameter().equals(sort))
			.findFirst()
			.orElseThrow(() -> new InvalidFilterException("sort", "must be one of "
					+ Arrays.stream(values()).map(SessionSort::parameter).collect(Collectors.joining(", "))));
	}

	/** The value of the {@code sort} parameter. */
	public String parameter() {
		return this.ascending ? this.field : "-" + this.field;
	}

	/** The order of the list, among equal values by {@code _id}. */
	public KeyOrder order() {
		return new KeyOrder(this.field, !this.ascending);
	}

	/**
	 * What comes after a value and an id in this order; the first condition lets an index
	 * skip what comes before.
	 */
	List<Document> after(long value, ObjectId id) {
		boolean time = this != EXPIRY_DATE && this != EXPIRY_DATE_DESCENDING;
		Object last = time ? new Date(value) : (Object) value;
		String beyond = this.ascending ? "$gt" : "$lt";
		return List.of(new Document(this.field, new Document(beyond + "e", last)), new Document("$or", List
			.of(new Document(this.field, new Document(beyond, last)), new Document("_id", new Document(beyond, id)))));
	}

}
