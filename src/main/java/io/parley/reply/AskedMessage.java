package io.parley.reply;

import io.parley.store.JsonValue;

/**
 * A message in which a human was sent a link.
 *
 * @param channelId the channel that it went out over
 * @param message a string or a JSON object
 */
public record AskedMessage(String channelId, JsonValue message) {
}
