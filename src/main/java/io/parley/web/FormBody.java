package io.parley.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Reads the body of a form, {@code application/x-www-form-urlencoded} in UTF-8, where the
 * container's bounds on the size and the number of fields are too narrow.
 */
public final class FormBody {

	private static final int MOST = 20_000;

	private FormBody() {
	}

	/**
	 * Hands on each field in order: its name and its value.
	 * @throws ProblemException 400 where it is no such form, or has more than 20,000
	 * fields
	 */
	public static void read(byte[] body, BiConsumer<String, String> field) {
		String text = new String(body, StandardCharsets.ISO_8859_1);
		int fields = 0;
		for (int start = 0; start < text.length();) {
			int end = text.indexOf('&', start);
			end = (end < 0) ? text.length() : end;
			if (++fields > MOST) {
				throw ProblemException.invalid("form", "The form must have at most " + MOST + " fields");
			}
			int sign = text.indexOf('=', start);
			sign = (sign < 0 || sign > end) ? end : sign;
			field.accept(decode(text.substring(start, sign)), decode(text.substring(Math.min(sign + 1, end), end)));
			start = end + 1;
		}
	}

	private static String decode(String encoded) {
		try {
			byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1)
				.getBytes(StandardCharsets.ISO_8859_1);
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException | IllegalArgumentException ex) {
			throw ProblemException.invalid("form", "The form must be percent-encoded UTF-8");
		}
	}

}
