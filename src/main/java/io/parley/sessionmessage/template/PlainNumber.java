package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

import org.bson.types.Decimal128;

/**
 * Reads a number as people write it, where it can mean one number only: "1.5" and "1,5"
 * are one and a half and "1,500.25" is what it is in either country, but "1,500" and
 * "1.500" are a thousand more in one country than in the other.
 */
public final class PlainNumber {

	private static final int LONGEST = 40;

	private static final int DIGITS = 34;

	private static final Pattern WHOLE = Pattern.compile("\\d+");

	/** One mark that no group of three digits can stand behind. */
	private static final Pattern FRACTION = Pattern
		.compile("(?:\\d*[.,](?:\\d{1,2}|\\d{4,})|(?:0+|\\d{4,})[.,]\\d{3})");

	/** Groups of three digits, shown to be groups by a second mark. */
	private static final Pattern GROUPED = Pattern
		.compile("[1-9]\\d{0,2}(?:(?:,\\d{3}){2,}(?:\\.\\d+)?|(?:\\.\\d{3}){2,}(?:,\\d+)?"
				+ "|,\\d{3}\\.\\d+|\\.\\d{3},\\d+)");

	private static final Pattern POWER = Pattern.compile("\\d+(?:\\.\\d+)?[eE][+-]?\\d{1,3}");

	private PlainNumber() {
	}

	/** The number that a text means; nothing where it means none, or could mean two. */
	public static Optional<BigDecimal> read(String text) {
		if (text.length() > LONGEST) {
			return Optional.empty();
		}
		String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('−', '-').strip();
		plain = plain.replaceFirst("(?<=\\d)[.!]$", "");
		boolean negative = plain.startsWith("-");
		return unsigned((negative || plain.startsWith("+")) ? plain.substring(1) : plain)
			.filter((number) -> number.precision() <= DIGITS)
			.map((number) -> negative ? number.negate() : number);
	}

	/** A number as free JSON holds it. */
	static Number stored(BigDecimal number) {
		BigDecimal plain = number.stripTrailingZeros();
		if (plain.scale() > 0 || plain.precision() - plain.scale() > 18) {
			return new Decimal128(number);
		}
		long whole = plain.longValueExact();
		return (whole == (int) whole) ? (Number) (int) whole : (Number) whole;
	}

	private static Optional<BigDecimal> unsigned(String digits) {
		if (WHOLE.matcher(digits).matches() || POWER.matcher(digits).matches()) {
			return Optional.of(new BigDecimal(digits));
		}
		if (FRACTION.matcher(digits).matches()) {
			return Optional.of(new BigDecimal(digits.replace(',', '.')));
		}
		if (GROUPED.matcher(digits).matches()) {
			return Optional.of(grouped(digits));
		}
		return Optional.empty();
	}

	/** The first mark is of a group; another one is that of the fraction. */
	private static BigDecimal grouped(String digits) {
		char group = digits.charAt(digits.replaceFirst("[.,].*", "").length());
		return new BigDecimal(digits.replace(String.valueOf(group), "").replace(',', '.'));
	}

}
