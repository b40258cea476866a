package io.parley.reply;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldChoice;
import io.parley.store.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What has to be typed for the value of a field that is neither a list nor an object;
 * {@link FieldValue} reads it.
 */
final class FieldText {

	/** Past this a browser takes no number. */
	private static final int MOST_DIGITS = 300;

	/** A number as browsers send it. */
	static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?";

	private final FieldJson json;

	private final @Nullable ZoneId zone;

	/**
	 * @param zone of the reader; null for one that is not known here
	 */
	FieldText(FieldJson json, @Nullable ZoneId zone) {
		this.json = json;
		this.zone = zone;
	}

	/** A value as JSON. */
	String json(@Nullable Object stored) {
		return this.json.write(stored);
	}

	/**
	 * What has to be typed for a value; nothing where it is none of the field's kind.
	 */
	Optional<String> typed(AskedField field, @Nullable Object stored) {
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

	static Optional<String> choice(List<FieldChoice> choices, @Nullable Object stored) {
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

	private static Optional<String> text(@Nullable Object stored) {
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

	private Optional<String> any(AskedField field, @Nullable Object stored) {
		if (stored instanceof String text && isPlain(field, text)) {
			return Optional.of(text);
		}
		return Optional.of(json(stored));
	}

	/** Whether a text is read as itself, and not as JSON. */
	private boolean isPlain(AskedField field, String text) {
		return !text.isEmpty() && text.indexOf('\r') < 0 && this.json.read(field, text).isEmpty()
				&& (field.types().isEmpty() || field.types().contains("string"));
	}

}
