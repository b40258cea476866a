package io.parley.reply;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.sessionmessage.template.FieldKind;
import io.parley.sessionmessage.template.PlainNumber;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.bson.types.Decimal128;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The value of a field that is neither a list nor an object, as it is typed. */
final class FieldText {

	/** Past this a browser takes no number. */
	private static final int MOST_DIGITS = 300;

	private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?";

	private static final String IS_NUMBER = "must be a number such as 12 or 1.5, with at most 34 digits";

	private final JsonMapper mapper;

	private final JsonMapper pretty;

	private final ZoneId zone;

	/**
	 * @param mapper reads JSON within the service's bounds
	 * @param zone of the reader; null for one that is not known here
	 */
	FieldText(JsonMapper mapper, ZoneId zone) {
		this.mapper = mapper;
		this.pretty = mapper.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
		this.zone = zone;
	}

	/** A text that cannot be the value of its field; the message is a predicate. */
	static final class UnreadableTextException extends Exception {

		UnreadableTextException(String predicate) {
			super(predicate, null, false, false);
		}

	}

	/** A value as JSON. */
	String json(Object stored) {
		return this.pretty.writeValueAsString(new JsonValue(stored));
	}

	/**
	 * What has to be typed for a value; nothing where it is none of the field's kind.
	 */
	Optional<String> typed(AskedField field, Object stored) {
		return switch (field.kind()) {
			case CHOICE -> choice(field.choices(), stored);
			case YES_NO -> (stored instanceof Boolean flag) ? Optional.of(flag.toString()) : Optional.empty();
			case NUMBER, INTEGER -> (stored instanceof Number number) ? number(number) : Optional.empty();
			case TEXT, LONG_TEXT, EMAIL, URI -> text(stored).filter((text) -> text.indexOf('\r') < 0);
			case DATE -> text(stored).filter(FieldText::isDate);
			case TIME -> text(stored).flatMap(FieldText::time);
			case DATE_TIME -> text(stored).flatMap(this::dateTime);
			case ANY -> any(field, stored);
			case JSON -> Optional.of(json(stored));
			default -> Optional.empty();
		};
	}

	static Optional<String> choice(List<FieldChoice> choices, Object stored) {
		JsonValue value = new JsonValue(stored);
		for (int i = 0; i < choices.size(); i++) {
			if (choices.get(i).is(value)) {
				return Optional.of(String.valueOf(i));
			}
		}
		return Optional.empty();
	}

	private static Optional<String> number(Number number) {
		String text = number.toString();
		if (!text.matches(NUMBER)) {
			return Optional.empty();
		}
		BigDecimal exact = new BigDecimal(text);
		boolean fits = Math.abs((long) exact.precision() - exact.scale()) < MOST_DIGITS
				&& Math.abs(exact.scale()) < MOST_DIGITS;
		return fits ? Optional.of(text) : Optional.empty();
	}

	private static Optional<String> text(Object stored) {
		return (stored instanceof String text) ? Optional.of(text) : Optional.empty();
	}

	private static boolean isDate(String text) {
		try {
			return LocalDate.parse(text).toString().equals(text) && text.matches("\\d{4}-.*");
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	private static Optional<String> time(String text) {
		try {
			return Optional.of(OffsetTime.parse(text)
				.withOffsetSameInstant(ZoneOffset.UTC)
				.toLocalTime()
				.truncatedTo(ChronoUnit.MILLIS)
				.toString());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private Optional<String> dateTime(String text) {
		try {
			LocalDateTime local = OffsetDateTime.parse(text)
				.atZoneSameInstant((this.zone != null) ? this.zone : ZoneOffset.UTC)
				.toLocalDateTime()
				.truncatedTo(ChronoUnit.MILLIS);
			return Optional.of(local.toString()).filter((typed) -> typed.matches("\\d{4}-.*"));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private Optional<String> any(AskedField field, Object stored) {
		if (stored instanceof String text && isPlain(field, text)) {
			return Optional.of(text);
		}
		return Optional.of(json(stored));
	}

	/** Whether a text is read as itself, and not as JSON. */
	private boolean isPlain(AskedField field, String text) {
		return !text.isEmpty() && text.indexOf('\r') < 0 && asJson(text).filter((read) -> isOf(field, read)).isEmpty()
				&& (field.types().isEmpty() || field.types().contains("string"));
	}

	/** The value that was typed. */
	Object read(AskedField field, String typed) throws UnreadableTextException {
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

	static Object readChoice(List<FieldChoice> choices, String typed) throws UnreadableTextException {
		if (!typed.matches("\\d{1,6}") || Integer.parseInt(typed) >= choices.size()) {
			throw new UnreadableTextException("must be one of the choices");
		}
		return choices.get(Integer.parseInt(typed)).value().stored();
	}

	/** As a browser sends it, with a point; else as people write it. */
	private static Object readNumber(String typed) throws UnreadableTextException {
		String text = typed.strip();
		Optional<BigDecimal> number = (text.length() <= 100 && text.matches(NUMBER)) ? Optional.of(new BigDecimal(text))
				: PlainNumber.read(text);
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

	private Object readAny(AskedField field, String typed) throws UnreadableTextException {
		Optional<JsonValue> json = asJson(typed).filter((read) -> isOf(field, read));
		if (json.isPresent()) {
			return json.get().stored();
		}
		if (field.types().isEmpty() || field.types().contains("string")) {
			return typed;
		}
		throw new UnreadableTextException("must be " + FieldWords.types(field.types()));
	}

	private static boolean isOf(AskedField field, JsonValue value) {
		Set<String> types = field.types();
		Object stored = value.stored();
		if (types.isEmpty()) {
			return true;
		}
		if (stored instanceof Number) {
			return types.contains("number") || types.contains("integer");
		}
		return (stored == null) ? field.isNullable() : types.contains((stored instanceof String) ? "string"
				: (stored instanceof Boolean) ? "boolean" : (stored instanceof Document) ? "object" : "array");
	}

	private Optional<JsonValue> asJson(String typed) {
		try {
			JsonValue value = this.mapper.readValue(typed, JsonValue.class);
			return Optional.of((value != null) ? value : new JsonValue(null));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	/** What was written as JSON. */
	Object readJson(String typed) throws UnreadableTextException {
		return asJson(typed)
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
