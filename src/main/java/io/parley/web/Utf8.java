package io.parley.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Tells what is a JSON text in UTF-8 from other bytes, as strictly as RFC 3629 has it.
 */
public final class Utf8 {

	private static final int CHUNK = 8192;

	private Utf8() {
	}

	/**
	 * Whether the bytes are UTF-8, without overlong forms and halves of surrogate pairs,
	 * and no other encoding of Unicode: those have bytes of zero in every JSON text, and
	 * UTF-8 has none.
	 */
	public static boolean isText(byte[] bytes) {
		boolean ascii = true;
		for (byte each : bytes) {
			if (each == 0) {
				return false;
			}
			ascii &= each > 0;
		}
		return ascii || isDecoded(ByteBuffer.wrap(bytes));
	}

	private static boolean isDecoded(ByteBuffer bytes) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		CharBuffer chars = CharBuffer.allocate(Math.min(bytes.remaining(), CHUNK));
		CoderResult result = CoderResult.OVERFLOW;
		while (result.isOverflow()) {
			result = decoder.decode(bytes, chars.clear(), true);
		}
		return !result.isError();
	}

}
