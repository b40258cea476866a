package io.parley.reply;

/**
 * A member of a message that is an object.
 *
 * @param value a string as it is, all else as JSON
 */
public record MessageFact(String name, String value) {
}
