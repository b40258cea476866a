package io.parley.channel.slack;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Text on its way to and from Slack, which gives a meaning to {@code &}, {@code <} and
 * {@code >} and nothing else in plain text.
 */
final class SlackText {

	/** {@code <target>} or {@code <target|label>}, as Slack spells what it recognised. */
	private static final Pattern TOKEN = Pattern.compile("<([^<>|]*)(?:\\|([^<>]*))?>");

	private static final String CUT = "…";

	private SlackText() {
	}

	/** As Slack shows it literally. */
	static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}

	/**
	 * The text, escaped, where that has at most so many characters; else as much of its
	 * beginning as has, with a sign that it was cut.
	 */
	static String escape(String text, int most) {
		String escaped = escape(text);
		if (escaped.length() <= most) {
			return escaped;
		}
		int end = end(text, 0, most - CUT.length());
		return escape(text.substring(0, end)) + CUT;
	}

	/**
	 * Where a piece of the text that begins somewhere ends, so that it has at most so
	 * many characters escaped, and no character of two halves is parted.
	 */
	static int end(String text, int begin, int most) {
		int length = 0;
		int end = begin;
		while (end < text.length()) {
			int c = text.codePointAt(end);
			length += switch (c) {
				case '&' -> 5;
				case '<', '>' -> 4;
				default -> Character.charCount(c);
			};
			if (length > most) {
				break;
			}
			end += Character.charCount(c);
		}
		return end;
	}

	/**
	 * What a human wrote, as it looks in Slack: without the mention of one of these users
	 * at its beginning, which only says whom it is for.
	 * @param text as Slack sends it
	 */
	static String read(String text, List<String> mentioned) {
		String rest = text.strip();
		for (String user : mentioned) {
			rest = rest.replaceFirst("^<@" + Pattern.quote(user) + "(\\|[^<>]*)?>[\\s:,]*", "");
		}
		return unescape(TOKEN.matcher(rest)
			.replaceAll((token) -> Matcher.quoteReplacement(shown(token.group(1), token.group(2))))).strip();
	}

	private static String shown(String target, @Nullable String label) {
		if (label == null || label.isBlank()) {
			return target.startsWith("!") ? target.replaceFirst("^!", "@") : target;
		}
		if (target.startsWith("@") || target.startsWith("#")) {
			return target.charAt(0) + label.replaceFirst("^[@#]", "");
		}
		if (target.startsWith("!")) {
			return label;
		}
		// Slack makes a link of what looks like one; the label is then what was written.
		return target.endsWith(label) ? label : label + " (" + target + ")";
	}

	private static String unescape(String text) {
		return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
	}

}
