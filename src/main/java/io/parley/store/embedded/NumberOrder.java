package io.parley.store.embedded;

import java.math.BigDecimal;

import de.bwaldvogel.mongo.bson.Decimal128;

/**
 * Compares numbers of all types by their exact values. NaN equals itself and comes before
 * all others; the zeros are equal.
 */
final class NumberOrder {

	private static final long NAN_MASK = 0x7c00000000000000L;

	private static final long INFINITY_MASK = 0x7800000000000000L;

	private static final long MAX_EXACT = 1L << 53;

	private NumberOrder() {
	}

	static int compare(Number one, Number other) {
		if (isWhole(one) && isWhole(other)) {
			return Long.compare(one.longValue(), other.longValue());
		}
		boolean bothAreDoubles = isExactAsDouble(one) && isExactAsDouble(other);
		if (bothAreDoubles || !isFinite(one) || !isFinite(other)) {
			return compareDoubles(special(one), special(other));
		}
		return exact(one).compareTo(exact(other));
	}

	static boolean isNaN(Object value) {
		return (value instanceof Double number && number.isNaN())
				|| (value instanceof Decimal128 decimal && (decimal.getHigh() & NAN_MASK) == NAN_MASK);
	}

	static boolean isFinite(Number value) {
		return (value instanceof Decimal128 decimal) ? (decimal.getHigh() & INFINITY_MASK) != INFINITY_MASK
				: isWhole(value) || Double.isFinite(value.doubleValue());
	}

	/** The exact value of a finite number. */
	static BigDecimal exact(Number value) {
		if (value instanceof Decimal128 decimal) {
			return decimal.toBigDecimal();
		}
		return isWhole(value) ? BigDecimal.valueOf(value.longValue()) : new BigDecimal(value.doubleValue());
	}

	/** Infinities and NaN as doubles, and a double near any other number. */
	static double special(Number value) {
		if (!(value instanceof Decimal128 decimal)) {
			return value.doubleValue();
		}
		if (isNaN(value)) {
			return Double.NaN;
		}
		if (isFinite(value)) {
			double near = decimal.toBigDecimal().doubleValue();
			return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, near));
		}
		return (decimal.getHigh() < 0) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
	}

	private static boolean isWhole(Number value) {
		return value instanceof Integer || value instanceof Long;
	}

	private static boolean isExactAsDouble(Number value) {
		return value instanceof Double
				|| (isWhole(value) && value.longValue() <= MAX_EXACT && value.longValue() >= -MAX_EXACT);
	}

	private static int compareDoubles(double one, double other) {
		if (Double.isNaN(one) || Double.isNaN(other)) {
			return Boolean.compare(Double.isNaN(other), Double.isNaN(one));
		}
		return (one < other) ? -1 : (one > other) ? 1 : 0;
	}

}
