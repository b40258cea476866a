package io.parley.store.embedded;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Whether a number leaves a remainder. Divisor, remainder and number lose their fractions
 * towards zero; a number that is no long then, or none at all, never matches.
 */
final class Modulo {

	private Modulo() {
	}

	static Predicate<Object> test(Object operand) {
		List<?> parts = (operand instanceof Collection<?> list) ? new ArrayList<>(list) : List.of();
		if (parts.size() != 2) {
			throw FieldTests.badValue("malformed mod, needs an array of divisor and remainder");
		}
		long divisor = whole(parts.get(0))
			.orElseThrow(() -> FieldTests.badValue("malformed mod, divisor not a number"));
		long remainder = whole(parts.get(1))
			.orElseThrow(() -> FieldTests.badValue("malformed mod, remainder not a number"));
		if (divisor == 0) {
			throw FieldTests.badValue("divisor cannot be 0");
		}
		return (value) -> {
			OptionalLong number = whole(value);
			return number.isPresent() && number.getAsLong() % divisor == remainder;
		};
	}

	private static OptionalLong whole(Object value) {
		if (!(value instanceof Number number) || !NumberOrder.isFinite(number)) {
			return OptionalLong.empty();
		}
		if (number instanceof Long || number instanceof Integer) {
			return OptionalLong.of(number.longValue());
		}
		BigDecimal exact = NumberOrder.exact(number);
		BigDecimal whole = (exact.precision() - exact.scale() < 20) ? exact.setScale(0, RoundingMode.DOWN) : null;
		return (whole != null && whole.toBigInteger().bitLength() < Long.SIZE) ? OptionalLong.of(whole.longValueExact())
				: OptionalLong.empty();
	}

}
