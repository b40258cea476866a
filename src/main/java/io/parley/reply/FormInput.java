package io.parley.reply;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.web.ProblemException;

/**
 * What was typed into a form, or stands in it: texts by the names of controls. A form is
 * read here and not by the container, whose bounds on the number of fields are for
 * everything else.
 */
public final class FormInput {

	private static final int MOST = 20_000;

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	/**
	 * Reads the body of a form, {@code application/x-www-form-urlencoded} in UTF-8. Line
	 * breaks become single line feeds, as they are typed.
	 * @throws ProblemException 400 where it is no such form, or has more than 20,000
	 * fields
	 */
	public static FormInput parse(byte[] body) {
		FormInput input = new FormInput();
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
			input.add(decode(text.substring(start, sign)), decode(text.substring(Math.min(sign + 1, end), end)));
			start = end + 1;
		}
		return input;
	}

	private static String decode(String encoded) {
		try {
			byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1)
				.getBytes(StandardCharsets.ISO_8859_1);
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().replace("\r\n", "\n");
		}
		catch (CharacterCodingException | IllegalArgumentException ex) {
			throw ProblemException.invalid("form", "The form must be percent-encoded UTF-8");
		}
	}

	/** Adds one value of a control. */
	void add(String name, String value) {
		this.values.computeIfAbsent(name, (any) -> new ArrayList<>(1)).add(value);
	}

	/** Takes one value of a control away. */
	void remove(String name, String value) {
		this.values.getOrDefault(name, new ArrayList<>()).remove(value);
	}

	/** All values of a control, none where it is not there. */
	List<String> all(String name) {
		return this.values.getOrDefault(name, List.of());
	}

	/** The first value of a control, or null. */
	public String first(String name) {
		List<String> all = all(name);
		return all.isEmpty() ? null : all.get(0);
	}

	boolean has(String name) {
		return this.values.containsKey(name);
	}

}
