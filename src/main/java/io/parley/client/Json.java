package io.parley.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON objects as maps. Numbers are kept exactly: whole ones as Integer, Long or
 * BigInteger, others as BigDecimal.
 */
final class Json {

	private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
	};

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private Json() {
	}

	static byte[] write(Map<String, ?> object) {
		return MAPPER.writeValueAsBytes(object);
	}

	/**
	 * Reads an object; nothing at all is an empty one.
	 * @throws JacksonException if the text is anything else
	 */
	static Map<String, Object> read(byte[] text) {
		Map<String, Object> object = (text.length != 0) ? MAPPER.readValue(text, OBJECT) : Map.of();
		return (object != null) ? object : Map.of();
	}

	/**
	 * A value as another type.
	 * @throws JacksonException if it does not fit
	 */
	static <T> T convert(@Nullable Object value, Class<T> type) {
		return MAPPER.convertValue(value, type);
	}

}
