package io.parley.message;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.parley.store.Sha256;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of a group have in common, in 32 bytes however large it is. Values
 * are the same where JSON says the same: numbers by their value, lists in their order,
 * objects in any order of their keys; null is the same as nothing.
 */
record GroupKey(ByteBuffer hash) {

	static GroupKey of(List<?> values) {
		MessageDigest digest = Sha256.digest();
		add(digest, values);
		return new GroupKey(ByteBuffer.wrap(digest.digest()));
	}

	private static void add(MessageDigest digest, @Nullable Object value) {
		if (value instanceof Map<?, ?> members) {
			begin(digest, 'o', members.size());
			new TreeMap<>(members).forEach((key, member) -> {
				add(digest, key);
				add(digest, member);
			});
		}
		else if (value instanceof Collection<?> elements) {
			begin(digest, 'l', elements.size());
			elements.forEach((element) -> add(digest, element));
		}
		else if (value instanceof Decimal128 || value instanceof Number) {
			text(digest, 'n', new BigDecimal(value.toString()).stripTrailingZeros().toString());
		}
		else if (value == null) {
			begin(digest, 'x', 0);
		}
		else {
			text(digest, (value instanceof String) ? 's' : 'b', value.toString());
		}
	}

	private static void text(MessageDigest digest, char kind, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		begin(digest, kind, bytes.length);
		digest.update(bytes);
	}

	private static void begin(MessageDigest digest, char kind, int size) {
		digest.update(ByteBuffer.allocate(6).putChar(kind).putInt(size).flip());
	}

}
