package io.parley.web;

import io.parley.store.UnstorableJsonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Reads a string from a string alone, and refuses half of a surrogate pair, which no
 * UTF-8 can hold.
 */
class StrictText extends StringDeserializer {

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() != JsonToken.VALUE_STRING) {
			throw MismatchedInputException.from(parser, String.class, "not a string");
		}
		String text = parser.getString();
		if (text.codePoints().anyMatch((c) -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
			throw new UnstorableJsonException(parser, "must not hold half of a surrogate pair");
		}
		return text;
	}

}
