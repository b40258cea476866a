package io.parley.dispatch;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

import io.parley.store.Sha256;

/**
 * The NATS subjects of this service. Every id becomes exactly one token: what would end a
 * token or match one ({@code .}, {@code *}, {@code >}, white space, control characters,
 * and {@code %} itself) is percent-encoded as UTF-8.
 */
public final class Subjects {

	/** What every JetStream subject of this service starts with. */
	public static final String ROOT = "parley";

	private static final int LONGEST_TOKEN = 1200;

	private static final String REPLY = "__human_intervention_results";

	private Subjects() {
	}

	/** {@code parley.{team}.…}: each word and id one token. */
	public static String of(String team, String... tokens) {
		return ROOT + "." + token(team) + "."
				+ Arrays.stream(tokens).map(Subjects::token).collect(Collectors.joining("."));
	}

	/** Where messages to a channel go: {@code parley.{team}.channels.{id}.outbound}. */
	public static String outbound(String team, String channelId) {
		return of(team, "channels", channelId, "outbound");
	}

	/**
	 * The team that a subject of {@link #of} begins with.
	 * @throws IllegalArgumentException where it begins with none
	 */
	public static String team(String subject) {
		String token = subject.split("\\.", 3)[1];
		return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	/**
	 * An id as one token of a subject. A token that would be longer than NATS takes in a
	 * subject of several ids becomes {@code %~} and the SHA-256 of the id in hexadecimal;
	 * that takes hundreds of characters that must be encoded.
	 */
	public static String token(String id) {
		String token = encode(id, (c) -> c == '.' || c == '*' || c == '>' || c == '%' || blank(c));
		return (token.length() <= LONGEST_TOKEN) ? token : "%~" + Sha256.hex(id);
	}

	/**
	 * The core subject on which a reply goes to the program that waits for it. The
	 * caller's {@code subject_id} stands in it as it is, where that makes a literal
	 * subject that is neither one of this service nor one of the server's; otherwise it
	 * is encoded to one token.
	 */
	public static String reply(String subjectId) {
		String subject = subjectId + REPLY;
		if (literal(subject) && !reserved(subject)) {
			return subject;
		}
		return encode(subjectId, (c) -> c == '.' || c == '*' || c == '>' || c == '%' || c == '$' || ends(c)) + REPLY;
	}

	private static boolean literal(String subject) {
		return subject.codePoints().noneMatch(Subjects::ends) && Arrays.stream(subject.split("\\.", -1))
			.noneMatch((token) -> token.isEmpty() || token.equals("*") || token.equals(">"));
	}

	private static boolean reserved(String subject) {
		String first = subject.substring(0, Math.max(subject.indexOf('.'), 0));
		return subject.startsWith("$") || first.equals(ROOT) || first.equals("_INBOX");
	}

	/** What ends a subject on the wire. */
	private static boolean ends(int c) {
		return c == ' ' || Character.isISOControl(c);
	}

	private static boolean blank(int c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
	}

	private static String encode(String id, IntPredicate special) {
		StringBuilder token = new StringBuilder(id.length());
		id.codePoints().forEach((c) -> {
			if (special.test(c)) {
				for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
					token.append('%').append(String.format(Locale.ROOT, "%02X", b));
				}
			}
			else {
				token.appendCodePoint(c);
			}
		});
		return token.toString();
	}

}
