package io.parley.sessionmessage.filter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Where a page of session messages ended. Paging goes on after it by key, so that what is
 * added or removed meanwhile neither repeats nor hides anything.
 *
 * @param sort the order of the pages
 * @param value the last session's value of the sort's field; a time in milliseconds
 * @param id the last session's {@code _id}
 */
public record SessionCursor(SessionSort sort, long value, ObjectId id) {

	/** The opaque text of the cursor, safe in a URL. */
	public String encode() {
		String text = this.sort.parameter() + " " + this.value + " " + this.id.toHexString();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads a cursor.
	 * @throws InvalidFilterException if it is malformed or belongs to another sort
	 */
	public static SessionCursor decode(String cursor, SessionSort sort) {
		SessionCursor read = decode(cursor);
		if (read.sort() != sort) {
			throw new InvalidFilterException("cursor",
					"belongs to another sort than " + sort.parameter() + "; go on with the sort that it came from");
		}
		return read;
	}

	private static SessionCursor decode(String cursor) {
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
			if (parts.length == 3) {
				return new SessionCursor(SessionSort.parse(parts[0]), Long.parseLong(parts[1]), new ObjectId(parts[2]));
			}
		}
		catch (IllegalArgumentException | InvalidFilterException ex) {
			// Said below.
		}
		throw new InvalidFilterException("cursor",
				"must be taken from the Link header of the page before it, unchanged");
	}

	/**
	 * What comes after it, each to be met; the first lets an index skip what comes
	 * before.
	 */
	public List<Document> conditions() {
		return this.sort.after(this.value, this.id);
	}

}
