package io.parley.reply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says a pattern of RE2 as the {@code pattern} of an input has it: an expression of
 * ECMAScript with the flag {@code v} that the whole text must match. Only what means the
 * same in both is said; of all else the browser checks nothing and the service does. So
 * is a repetition inside a repetition, which could keep a browser busy for ever.
 */
final class BrowserPattern {

	private static final int LONGEST = 500;

	private static final String ANYTHING = "[^]*";

	/** One part of a pattern, of those that are known. */
	private static final Pattern PART = Pattern.compile("(?<repeat>(?:[*+?]|\\{\\d{1,3}(?:,\\d{0,3})?})\\??)"
			+ "|(?<open>\\((?:\\?:)?(?!\\?))|(?<close>\\))|(?<keep>[|^$])|(?<class>\\\\[dDwW])|\\\\(?<escaped>[^a-zA-Z0-9])"
			+ "|(?<set>\\[(?<negated>\\^?+)(?<members>(?:\\\\[dwDW]|\\\\[^a-zA-Z0-9]|[^\\]\\[\\\\])+)])"
			+ "|(?<literal>[^\\\\\\[\\]{}()*+?|^$.])", Pattern.DOTALL);

	private static final Pattern MEMBER = Pattern
		.compile("(?<class>\\\\[dwDW])|\\\\(?<escaped>[^a-zA-Z0-9])|(?<range>-)|(?<literal>[^\\\\])", Pattern.DOTALL);

	private final StringBuilder out = new StringBuilder();

	/** For each open parenthesis, whether there is a repetition in it so far. */
	private final Deque<Boolean> open = new ArrayDeque<>();

	/** Whether what stands before has a repetition in it. */
	private boolean repeated;

	private boolean inside;

	/** Whether what stands before can be repeated. */
	private boolean repeatable;

	private BrowserPattern() {
	}

	/**
	 * The value of the attribute.
	 * @param fromStart whether the pattern must match from the start of the text, and not
	 * somewhere in it
	 */
	static Optional<String> of(String pattern, boolean fromStart) {
		if (pattern.length() > LONGEST) {
			return Optional.empty();
		}
		BrowserPattern translated = new BrowserPattern();
		Matcher part = PART.matcher(pattern);
		int end = 0;
		while (end < pattern.length()) {
			if (!part.find(end) || part.start() != end || !translated.take(part)) {
				return Optional.empty();
			}
			end = part.end();
		}
		return translated.open.isEmpty()
				? Optional.of((fromStart ? "" : ANYTHING) + "(?:" + translated.out + ")" + ANYTHING) : Optional.empty();
	}

	private boolean take(Matcher part) {
		if (part.group("repeat") != null) {
			boolean once = part.group("repeat").matches("\\?\\??");
			if (!this.repeatable || this.repeated && !once) {
				return false;
			}
			this.repeatable = false;
			this.out.append(part.group("repeat"));
			this.inside |= !once;
			return true;
		}
		this.repeated = false;
		this.repeatable = part.group("open") == null && part.group("keep") == null;
		if (part.group("open") != null) {
			this.open.push(this.inside);
			this.inside = false;
			this.out.append("(?:");
			return true;
		}
		if (part.group("close") != null) {
			return close();
		}
		if (part.group("set") != null) {
			return set(part.group("negated"), part.group("members"));
		}
		if (part.group("escaped") != null) {
			literal(part.group("escaped"));
		}
		else if (part.group("literal") != null) {
			literal(part.group("literal"));
		}
		else {
			this.out.append((part.group("keep") != null) ? part.group("keep") : part.group("class"));
		}
		return true;
	}

	private boolean close() {
		if (this.open.isEmpty()) {
			return false;
		}
		this.repeated = this.inside;
		this.inside = this.open.pop() || this.inside;
		this.out.append(')');
		return true;
	}

	private boolean set(String negated, String members) {
		this.out.append('[').append(negated);
		Matcher member = MEMBER.matcher(members);
		int end = 0;
		while (end < members.length()) {
			if (!member.find(end) || member.start() != end) {
				return false;
			}
			end = member.end();
			boolean last = end == members.length() || member.start() == 0;
			if (member.group("range") != null && !last) {
				this.out.append('-');
			}
			else if (member.group("class") != null) {
				this.out.append(member.group("class"));
			}
			else {
				literal((member.group("escaped") != null) ? member.group("escaped") : member.group());
			}
		}
		this.out.append(']');
		return !isOddRange(members);
	}

	/** Ranges at a class, such as {@code \d-x}, mean different things. */
	private static boolean isOddRange(String members) {
		return members.matches("(?s).*\\\\[dwDW]-.+|(?s).+-\\\\[dwDW].*|(?s).+-.-.+");
	}

	/** A character that means itself, in the one spelling that is right everywhere. */
	private void literal(String character) {
		int code = character.codePointAt(0);
		boolean plain = code < 128 && Character.isLetterOrDigit(code);
		this.out.append(plain ? character : "\\u{" + Integer.toHexString(code) + "}");
	}

}
