package io.parley.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Any JSON value of a caller's own making, held as {@link JsonObject} holds its members.
 *
 * @param stored null, Boolean, String, Integer, Long, Decimal128, List or Document
 */
@JsonSerialize(using = FreeJson.ValueSerializer.class)
@JsonDeserialize(using = FreeJson.ValueDeserializer.class)
public record JsonValue(@Nullable Object stored) {
}
