package io.parley.store;

import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Any JSON value of a caller's own making, held as {@link JsonObject} holds its members.
 *
 * @param stored null, Boolean, String, Integer, Long, Decimal128, List or Document
 */
@JsonSerialize(using = FreeJson.ValueSerializer.class)
@JsonDeserialize(using = FreeJson.ValueDeserializer.class)
public record JsonValue(Object stored) {
}
