package io.parley.store.embedded;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's order of all values: by kind, and within a kind as its documentation says.
 * Numbers compare exactly, whatever their types; text compares by code points; documents
 * by their fields in the order that they have. Arrays are values like others here.
 */
final class ValueOrder implements Comparator<Object> {

	static final ValueOrder ASCENDING = new ValueOrder();

	/** Stands for an empty array among the values of a path; comes before null. */
	static final Object EMPTY_ARRAY = new Object();

	private static final int OLD_UUID = 3;

	private static final int NEW_UUID = 4;

	private ValueOrder() {
	}

	/**
	 * The kind of a value. Kinds are ordered; only values of one kind are ever compared
	 * by {@code $gt} and the like.
	 */
	static int kind(@Nullable Object value) {
		if (value == null || value instanceof Missing) {
			return 5;
		}
		if (value instanceof Number) {
			return 10;
		}
		if (value instanceof String) {
			return 15;
		}
		if (value instanceof Map) {
			return 20;
		}
		if (value instanceof Collection) {
			return 25;
		}
		return rareKind(value);
	}

	private static int rareKind(Object value) {
		if (value instanceof BinData || value instanceof UUID || value instanceof LegacyUUID) {
			return 30;
		}
		if (value instanceof ObjectId) {
			return 35;
		}
		if (value instanceof Boolean) {
			return 40;
		}
		if (value instanceof Instant) {
			return 45;
		}
		if (value instanceof BsonTimestamp) {
			return 47;
		}
		if (value instanceof BsonRegularExpression) {
			return 50;
		}
		if (value instanceof BsonJavaScript) {
			return 60;
		}
		return (value instanceof MaxKey) ? 127 : (value instanceof MinKey) ? -1 : 1;
	}

	static boolean isEqual(Object one, Object other) {
		return ASCENDING.compare(one, other) == 0;
	}

	@Override
	public int compare(Object one, Object other) {
		int kind = kind(one);
		int kinds = Integer.compare(kind, kind(other));
		return (kinds != 0 || one == other) ? kinds : switch (kind) {
			case 10 -> NumberOrder.compare((Number) one, (Number) other);
			case 15 -> compareText((String) one, (String) other);
			case 20 -> compareDocuments((Map<?, ?>) one, (Map<?, ?>) other);
			case 25 -> compareArrays((Collection<?>) one, (Collection<?>) other);
			case 30 -> compareBinary(one, other);
			case 35 -> ((ObjectId) one).compareTo((ObjectId) other);
			case 40 -> Boolean.compare((Boolean) one, (Boolean) other);
			case 45 -> ((Instant) one).compareTo((Instant) other);
			case 47 -> Long.compareUnsigned(((BsonTimestamp) one).getValue(), ((BsonTimestamp) other).getValue());
			case 50 -> comparePatterns((BsonRegularExpression) one, (BsonRegularExpression) other);
			case 60 -> compareText(((BsonJavaScript) one).getCode(), ((BsonJavaScript) other).getCode());
			default -> 0;
		};
	}

	/** As the UTF-8 of the texts compares, which is by code points. */
	static int compareText(String one, String other) {
		int length = Math.min(one.length(), other.length());
		for (int i = 0; i < length; i++) {
			char mine = one.charAt(i);
			char theirs = other.charAt(i);
			if (mine != theirs) {
				boolean isPair = Character.isSurrogate(mine);
				return (isPair == Character.isSurrogate(theirs)) ? mine - theirs : isPair ? 1 : -1;
			}
		}
		return one.length() - other.length();
	}

	private int compareDocuments(Map<?, ?> one, Map<?, ?> other) {
		Iterator<? extends Entry<?, ?>> theirs = other.entrySet().iterator();
		for (Entry<?, ?> mine : one.entrySet()) {
			if (!theirs.hasNext()) {
				return 1;
			}
			int difference = compareFields(mine, theirs.next());
			if (difference != 0) {
				return difference;
			}
		}
		return theirs.hasNext() ? -1 : 0;
	}

	private int compareFields(Entry<?, ?> one, Entry<?, ?> other) {
		int kinds = Integer.compare(kind(one.getValue()), kind(other.getValue()));
		int names = (kinds != 0) ? kinds : compareText((String) one.getKey(), (String) other.getKey());
		return (names != 0) ? names : compare(one.getValue(), other.getValue());
	}

	private int compareArrays(Collection<?> one, Collection<?> other) {
		Iterator<?> theirs = other.iterator();
		for (Object mine : one) {
			int difference = theirs.hasNext() ? compare(mine, theirs.next()) : 1;
			if (difference != 0) {
				return difference;
			}
		}
		return theirs.hasNext() ? -1 : 0;
	}

	private static int compareBinary(Object one, Object other) {
		byte[] mine = bytes(one);
		byte[] theirs = bytes(other);
		int lengths = Integer.compare(mine.length, theirs.length);
		int subtypes = (lengths != 0) ? lengths : Integer.compare(subtype(one), subtype(other));
		return (subtypes != 0) ? subtypes : Arrays.compareUnsigned(mine, theirs);
	}

	private static int subtype(Object value) {
		return (value instanceof UUID) ? NEW_UUID : (value instanceof LegacyUUID) ? OLD_UUID : 0;
	}

	private static byte[] bytes(Object value) {
		if (value instanceof BinData data) {
			return data.getData();
		}
		UUID uuid = (value instanceof LegacyUUID old) ? old.getUuid() : (UUID) value;
		return ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(uuid.getMostSignificantBits())
			.putLong(uuid.getLeastSignificantBits())
			.array();
	}

	private static int comparePatterns(BsonRegularExpression one, BsonRegularExpression other) {
		int patterns = compareText(one.getPattern(), other.getPattern());
		return (patterns != 0) ? patterns
				: compareText(String.valueOf(one.getOptions()), String.valueOf(other.getOptions()));
	}

}
