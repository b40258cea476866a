package io.parley.web.page;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;

/**
 * A place in a list, from which a page goes on by key: what is added meanwhile neither
 * repeats nor hides anything.
 *
 * @param newestFirst the order of the list that it belongs to
 * @param back whether the page is the one before the place, not after it
 * @param inclusive whether what is at the place belongs to the page
 * @param position the id at the place
 */
public record Cursor(boolean newestFirst, boolean back, boolean inclusive, ObjectId position) {

	private static final int NEWEST_FIRST = 1;

	private static final int BACK = 2;

	private static final int INCLUSIVE = 4;

	private static final int BYTES = 13;

	/** What comes after the place where ids fall, or where they rise. */
	Criteria beyond(boolean falling) {
		Criteria id = Criteria.where("_id");
		if (falling) {
			return this.inclusive ? id.lte(this.position) : id.lt(this.position);
		}
		return this.inclusive ? id.gte(this.position) : id.gt(this.position);
	}

	/** The other way from the same place, so that both pages together have all. */
	Cursor turned() {
		return new Cursor(this.newestFirst, !this.back, !this.inclusive, this.position);
	}

	/** The opaque text of the cursor, safe in a URL. */
	public String encode() {
		int flags = (this.newestFirst ? NEWEST_FIRST : 0) | (this.back ? BACK : 0) | (this.inclusive ? INCLUSIVE : 0);
		byte[] bytes = ByteBuffer.allocate(BYTES).put((byte) flags).put(this.position.toByteArray()).array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** The cursor that a text stands for, or nothing where it stands for none. */
	static Optional<Cursor> decode(String text) {
		byte[] bytes;
		try {
			bytes = Base64.getUrlDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
		if (bytes.length != BYTES || bytes[0] < 0 || bytes[0] > (NEWEST_FIRST | BACK | INCLUSIVE)) {
			return Optional.empty();
		}
		ObjectId position = new ObjectId(Arrays.copyOfRange(bytes, 1, BYTES));
		return Optional.of(new Cursor((bytes[0] & NEWEST_FIRST) != 0, (bytes[0] & BACK) != 0,
				(bytes[0] & INCLUSIVE) != 0, position));
	}

}
