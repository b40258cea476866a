package io.parley.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a time as ISO-8601 in UTC with milliseconds, also where they are zero. */
class InstantText extends StdSerializer<Instant> {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter
		.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	InstantText() {
		super(Instant.class);
	}

	@Override
	public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
		json.writeString(FORMAT.format(instant));
	}

}
