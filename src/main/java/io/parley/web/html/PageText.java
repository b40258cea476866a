package io.parley.web.html;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes times and data for people. */
public final class PageText {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private static final long DAYS_AS_HOURS = 48;

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Clock clock;

	public PageText(Clock clock) {
		this.clock = clock;
	}

	/** A time in UTC, such as {@code 26 Nov 2026, 08:15:00 UTC}; empty for null. */
	public String time(@Nullable Instant time) {
		return (time != null) ? TIME.format(time) : "";
	}

	/** A time as programs read it, to the second; null for null. */
	public @Nullable String iso(@Nullable Instant time) {
		return (time != null) ? time.truncatedTo(ChronoUnit.SECONDS).toString() : null;
	}

	/** A time in seconds since 1970; null for 0, which stands for never. */
	public @Nullable Instant ofSeconds(long seconds) {
		return (seconds != 0) ? Instant.ofEpochSecond(seconds) : null;
	}

	/**
	 * How long ago or ahead a time is, such as {@code 5 min ago} or {@code in 2 h}; empty
	 * for null.
	 */
	public String age(@Nullable Instant time) {
		if (time == null) {
			return "";
		}
		Duration between = Duration.between(time, this.clock.instant());
		return between.isNegative() ? "in " + length(between.negated()) : length(between) + " ago";
	}

	/** A length of time in its largest unit. */
	public String length(Duration length) {
		if (length.toMinutes() < 1) {
			return length.toSeconds() + " s";
		}
		if (length.toHours() < 1) {
			return length.toMinutes() + " min";
		}
		return (length.toHours() < DAYS_AS_HOURS) ? length.toHours() + " h" : length.toDays() + " d";
	}

	/** JSON that is indented; empty for null. */
	public String json(@Nullable Object value) {
		return (value != null) ? JSON.writeValueAsString(value) : "";
	}

}
