package io.parley.store;

import org.bson.types.ObjectId;

import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * The order of a list: by a field and, among equal values, by {@code _id}, so that every
 * entry has one place and a page can go on from any.
 *
 * @param field as it is stored; {@code _id} itself is possible
 * @param descending whether the largest comes first; both fields run the same way
 */
public record KeyOrder(String field, boolean descending) {

	private static final String ID = "_id";

	/** By id alone: in the order of creation, or the newest first. */
	public static KeyOrder byId(boolean descending) {
		return new KeyOrder(ID, descending);
	}

	/** The same list from its other end. */
	public KeyOrder reversed() {
		return new KeyOrder(this.field, !this.descending);
	}

	/** What comes behind the entry with this value of the field and this id. */
	public Criteria after(Object value, ObjectId id) {
		if (this.field.equals(ID)) {
			return beyond(ID, id);
		}
		return new Criteria().orOperator(beyond(this.field, value), beyond(ID, id).and(this.field).is(value));
	}

	private Criteria beyond(String key, Object value) {
		return this.descending ? Criteria.where(key).lt(value) : Criteria.where(key).gt(value);
	}

	Sort sort() {
		Direction direction = this.descending ? Direction.DESC : Direction.ASC;
		return this.field.equals(ID) ? Sort.by(direction, ID) : Sort.by(direction, this.field, ID);
	}

}
