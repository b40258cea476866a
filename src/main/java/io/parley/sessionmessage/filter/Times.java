package io.parley.sessionmessage.filter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;

/** Times in a filter: ISO-8601, in UTC where no offset is given, to the millisecond. */
final class Times {

	static final String EXPECTED = "an ISO-8601 time such as \"2026-01-31T09:30:00.000Z\", or null";

	private static final int LAST_YEAR = 9999;

	private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.optionalStart()
		.appendLiteral('T')
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[xxx][xx][X]")
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private Times() {
	}

	static Date read(String text, String where) {
		try {
			TemporalAccessor parsed = FORMAT.parse(text);
			LocalDate date = LocalDate.from(parsed);
			if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
				throw new DateTimeException("The year has more than four digits");
			}
			LocalTime time = parsed.query(TemporalQueries.localTime());
			ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed)
					: ZoneOffset.UTC;
			return Date.from(date.atTime((time != null) ? time : LocalTime.MIDNIGHT).toInstant(offset));
		}
		catch (DateTimeException ex) {
			throw new InvalidFilterException(where, "must be " + EXPECTED);
		}
	}

}
