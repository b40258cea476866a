package io.parley.sessionmessage.filter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Where a page of session messages ended. Paging goes on after it by key, so that what is
 * added or removed meanwhile neither repeats nor hides anything.
 *
 * @param sort the order of the pages
 * @param value the last session's value of the sort's field: an {@link Instant} of whole
 * milliseconds, or a Long
 * @param id the last session's {@code _id}
 */
public record SessionCursor(SessionSort sort, Object value, ObjectId id) {

	public SessionCursor {
		if (sort.time() ? !(value instanceof Instant) : !(value instanceof Long)) {
			throw new IllegalArgumentException("The value does not belong to " + sort);
		}
	}

	/** The opaque text of the cursor, safe in a URL. */
	public String encode() {
		long number = (this.value instanceof Instant time) ? time.toEpochMilli() : (Long) this.value;
		String text = this.sort.parameter() + " " + number + " " + this.id.toHexString();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads a cursor.
	 * @throws InvalidFilterException if it is malformed or belongs to another sort
	 */
	public static SessionCursor decode(String cursor, SessionSort sort) {
		String[] parts = parts(cursor);
		if (!parts[0].equals(sort.parameter())) {
			throw new InvalidFilterException("cursor",
					"belongs to another sort than " + sort.parameter() + "; go on with the sort that it came from");
		}
		try {
			long number = Long.parseLong(parts[1]);
			Object value = sort.time() ? Instant.ofEpochMilli(number) : (Object) number;
			return new SessionCursor(sort, value, new ObjectId(parts[2]));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw malformed();
		}
	}

	private static String[] parts(String cursor) {
		try {
			String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			String[] parts = text.split(" ", -1);
			if (parts.length == 3) {
				SessionSort.parse(parts[0]);
				return parts;
			}
		}
		catch (IllegalArgumentException | InvalidFilterException ex) {
			// Said below.
		}
		throw malformed();
	}

	private static InvalidFilterException malformed() {
		return new InvalidFilterException("cursor",
				"must be taken from the Link header of the page before it, unchanged");
	}

	List<Document> conditions() {
		return this.sort.after(this.value, this.id);
	}

}
