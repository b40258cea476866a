package io.parley.reply;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.sessionmessage.template.PlainNumber;
import io.parley.store.JsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** Reads what was typed as the value of a field that is neither a list nor an object. */
final class FieldValue {

	private static final String IS_NUMBER = "must be a number such as 12 or 1.5, with at most 34 digits";

	private final FieldJson json;

	private final @Nullable ZoneId zone;

	/**
	 * @param zone of the reader; null for one that is not known here
	 */
	FieldValue(FieldJson json, @Nullable ZoneId zone) {
		this.json = json;
		this.zone = zone;
	}

	/** A text that cannot be the value of its field; the message is a predicate. */
	static final class UnreadableTextException extends Exception {

		UnreadableTextException(String predicate) {
			super(predicate, null, false, false);
		}

	}

	/** The value that was typed. */
	@Nullable Object read(AskedField field, String typed) throws UnreadableTextException {
		return switch (field.kind()) {
			case CHOICE -> readChoice(field.choices(), typed);
			case YES_NO -> switch (typed) {
				case "true" -> true;
				case "false" -> false;
				default -> throw new UnreadableTextException("must be yes or no");
			};
			case NUMBER, INTEGER -> readNumber(typed);
			case TIME -> readTime(typed);
			case DATE_TIME -> readDateTime(typed);
			case ANY -> readAny(field, typed);
			case JSON -> readJson(typed);
			default -> typed;
		};
	}

	static @Nullable Object readChoice(List<FieldChoice> choices, String typed) throws UnreadableTextException {
		if (!typed.matches("\\d{1,6}") || Integer.parseInt(typed) >= choices.size()) {
			throw new UnreadableTextException("must be one of the choices");
		}
		return choices.get(Integer.parseInt(typed)).value().stored();
	}

	/** As a browser sends it, with a point; else as people write it. */
	private static Object readNumber(String typed) throws UnreadableTextException {
		String text = typed.strip();
		Optional<BigDecimal> number = (text.length() <= 100 && text.matches(FieldText.NUMBER))
				? Optional.of(new BigDecimal(text)) : PlainNumber.read(text);
		BigDecimal read = number.orElseThrow(() -> new UnreadableTextException(IS_NUMBER));
		boolean whole = text.matches("[+-]?\\d+");
		try {
			if (whole && read.precision() <= 19) {
				long integer = read.longValueExact();
				return (integer == (int) integer) ? (Number) (int) integer : (Number) integer;
			}
		}
		catch (ArithmeticException ex) {
			// One with as many digits that is no 64-bit integer.
		}
		try {
			return new Decimal128(read);
		}
		catch (NumberFormatException ex) {
			throw new UnreadableTextException(IS_NUMBER);
		}
	}

	private static Object readTime(String typed) throws UnreadableTextException {
		try {
			return LocalTime.parse(typed).atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_TIME);
		}
		catch (DateTimeException ex) {
			throw new UnreadableTextException("must be a time of day such as 14:30");
		}
	}

	private Object readDateTime(String typed) throws UnreadableTextException {
		if (this.zone == null) {
			throw new UnreadableTextException("must be given in UTC, since your time zone is not known here");
		}
		try {
			LocalDateTime local = LocalDateTime.parse(typed);
			List<ZoneOffset> offsets = this.zone.getRules().getValidOffsets(local);
			if (offsets.isEmpty()) {
				throw new UnreadableTextException("must be a time that there is: the clocks of " + this.zone.getId()
						+ " are set forward over it");
			}
			OffsetDateTime time = local.atOffset(offsets.get(0));
			boolean minutes = time.getOffset().getTotalSeconds() % 60 == 0;
			return (minutes ? time : time.withOffsetSameInstant(ZoneOffset.UTC))
				.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
		}
		catch (DateTimeException ex) {
			throw new UnreadableTextException("must be a day and a time such as 2026-01-31T14:30");
		}
	}

	private @Nullable Object readAny(AskedField field, String typed) throws UnreadableTextException {
		Optional<JsonValue> json = this.json.read(field, typed);
		if (json.isPresent()) {
			return json.get().stored();
		}
		if (field.types().isEmpty() || field.types().contains("string")) {
			return typed;
		}
		throw new UnreadableTextException("must be " + FieldWords.types(field.types()));
	}

	/** What was written as JSON. */
	@Nullable Object readJson(String typed) throws UnreadableTextException {
		return this.json.read(typed)
			.orElseThrow(() -> new UnreadableTextException(
					"must be valid JSON, such as {\"name\": \"Ada\"} or [1, 2], without a name twice in one object"))
			.stored();
	}

	/** Whether nothing was typed. */
	static boolean isBlank(AskedField field, String typed) {
		return typed == null || typed.isEmpty() || typed.isBlank()
				&& !Set.of(FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ANY).contains(field.kind());
	}

}
