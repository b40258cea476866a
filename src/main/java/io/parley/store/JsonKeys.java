package io.parley.store;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a key of free JSON is spelt in the store. MongoDB gives a meaning to dots and
 * dollars in field names and to a field {@code _id}, and not every server of its protocol
 * takes an empty one, so those are percent-encoded: {@code a.b} is stored as
 * {@code a%2Eb}, {@code $c} as {@code %24c}, {@code %} as {@code %25}, {@code _id} as
 * {@code %5Fid} and the empty key as a lone {@code %}. Every other key is stored as it
 * is.
 */
public final class JsonKeys {

	private static final String EMPTY = "%";

	private static final String ID = "_id";

	private static final String STORED_ID = "%5Fid";

	private JsonKeys() {
	}

	/** The stored spelling of a key. */
	public static String encode(String key) {
		if (key.isEmpty()) {
			return EMPTY;
		}
		if (key.equals(ID)) {
			return STORED_ID;
		}
		if (key.indexOf('%') < 0 && key.indexOf('.') < 0 && key.indexOf('$') < 0) {
			return key;
		}
		return key.replace("%", "%25").replace(".", "%2E").replace("$", "%24");
	}

	/** The key whose stored spelling this is. */
	public static String decode(String stored) {
		if (stored.equals(EMPTY)) {
			return "";
		}
		if (stored.equals(STORED_ID)) {
			return ID;
		}
		if (stored.indexOf('%') < 0) {
			return stored;
		}
		return stored.replace("%2E", ".").replace("%24", "$").replace("%25", "%");
	}

	/**
	 * The stored spelling of a dotted path into free JSON, such as
	 * {@code answers.0.text}: each segment is a key.
	 */
	public static String encodePath(String path) {
		return Arrays.stream(path.split("\\.", -1)).map(JsonKeys::encode).collect(Collectors.joining("."));
	}

}
