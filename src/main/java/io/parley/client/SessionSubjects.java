package io.parley.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The NATS subjects that the service publishes on, by the rules that it documents. */
final class SessionSubjects {

	private static final String REPLY_SUFFIX = "__human_intervention_results";

	private static final int LONGEST_TOKEN = 1_200;

	private static final Pattern TOKENS = Pattern.compile("\\.");

	private SessionSubjects() {
	}

	/**
	 * Where the replies for this subject id arrive. An id that would not make a valid
	 * literal subject, or that would reach into the subjects of the service or of NATS
	 * itself, is made one token by percent-encoding.
	 */
	static String reply(String subjectId) {
		String subject = subjectId + REPLY_SUFFIX;
		return literal(subject) && !reserved(subject) ? subject
				: encode(subjectId, (ch) -> ".*>%$".indexOf(ch) >= 0 || ends(ch)) + REPLY_SUFFIX;
	}

	/**
	 * Where everything that happens to the session is told, in whichever team; the last
	 * token says what happened.
	 */
	static String lifecycle(String sessionId) {
		return "parley.*.sessions." + token(sessionId) + ".*";
	}

	/**
	 * A name or id as one token; one that would be very long stands there as its hash.
	 */
	static String token(String id) {
		String token = encode(id, (ch) -> ".*>%".indexOf(ch) >= 0 || invisible(ch));
		return (token.length() <= LONGEST_TOKEN) ? token : "%~" + sha256(id);
	}

	static boolean isReply(String subject) {
		return subject.endsWith(REPLY_SUFFIX);
	}

	/**
	 * The team that a subject of the service's own names, as a token; null for another
	 * subject.
	 */
	static @Nullable String team(String subject) {
		String[] tokens = TOKENS.split(subject, 3);
		return (tokens.length == 3 && tokens[0].equals("parley")) ? tokens[1] : null;
	}

	/** The last token of a subject. */
	static String lastToken(String subject) {
		return subject.substring(subject.lastIndexOf('.') + 1);
	}

	private static boolean literal(String subject) {
		return subject.codePoints().noneMatch(SessionSubjects::ends) && TOKENS.splitAsStream(subject)
			.noneMatch((token) -> token.isEmpty() || token.equals("*") || token.equals(">"));
	}

	private static boolean reserved(String subject) {
		String first = TOKENS.split(subject, 2)[0];
		return first.equals("parley") || first.equals("_INBOX") || first.startsWith("$");
	}

	/** What ends a subject on the wire. */
	private static boolean ends(int ch) {
		return ch == ' ' || Character.isISOControl(ch);
	}

	private static boolean invisible(int ch) {
		return Character.isWhitespace(ch) || Character.isSpaceChar(ch) || Character.isISOControl(ch);
	}

	private static String sha256(String text) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	private static String encode(String text, IntPredicate unsafe) {
		StringBuilder encoded = new StringBuilder();
		text.codePoints().forEach((ch) -> {
			if (unsafe.test(ch)) {
				for (byte octet : Character.toString(ch).getBytes(StandardCharsets.UTF_8)) {
					encoded.append("%%%02X".formatted(octet));
				}
			}
			else {
				encoded.appendCodePoint(ch);
			}
		});
		return encoded.toString();
	}

}
