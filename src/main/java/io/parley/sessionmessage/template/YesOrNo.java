package io.parley.sessionmessage.template;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what people write when they are asked yes or no. It is read only where every word
 * is known and all of them say the same: "yes but", "not sure", "ok, no" and a question
 * are neither.
 */
final class YesOrNo {

	private static final int LONGEST = 100;

	/** Words that say yes, also behind a "not", which makes them a no. */
	private static final Set<String> GRANTS = Set.of("approve", "approved", "approving", "accept", "accepted", "agree",
			"agreed", "allow", "allowed", "confirm", "confirmed", "correct", "grant", "granted", "ok", "okay", "okey",
			"true");

	private static final Set<String> YES = Set.of("y", "yes", "yea", "yeah", "yep", "yup", "yess", "aye", "sure",
			"certainly", "affirmative", "lgtm", "+1", "👍", "✅", "✔", "👌");

	private static final Set<String> NO = Set.of("n", "no", "nope", "nah", "nay", "negative", "false", "reject",
			"rejected", "rejecting", "deny", "denied", "decline", "declined", "refuse", "refused", "disapprove",
			"disapproved", "disagree", "disagreed", "forbid", "veto", "incorrect", "-1", "👎", "❌", "✖", "🚫");

	private static final Set<String> NOT = Set.of("not", "don't", "dont", "can't", "cannot", "won't", "isn't", "never");

	/** Words that change nothing. */
	private static final Set<String> FILLERS = Set.of("i", "i'm", "we", "it", "its", "it's", "this", "that", "that's",
			"is", "do", "am", "are", "the", "a", "please", "pls", "thanks", "very", "much", "definitely", "absolutely",
			"totally", "of", "course", "by", "from", "me", "my", "side", "hereby", "request", "now");

	/** What a question begins with, also where it has no mark. */
	private static final Pattern QUESTION = Pattern.compile("(?:is|are|am|do|does) (?:i|we|it|this|that|the|you)\\b.*");

	private static final Set<String> PHRASES_OF_YES = Set.of("of course", "absolutely", "definitely", "do it",
			"yes do it", "please do", "please do it", "i do", "it is");

	private static final Set<String> PHRASES_OF_NO = Set.of("no way", "absolutely not", "definitely not",
			"certainly not", "of course not", "please don't", "do not", "don't", "i do not", "i don't", "never");

	private static final Pattern THANKS = Pattern.compile("\\bthank you\\b");

	private static final Pattern GOOD = Pattern
		.compile("\\b(?:go ahead|go for it|ship it|sounds good|looks good(?: to me)?)(?= |$)");

	/** What Slack and others write for a picture. */
	private static final List<String[]> PICTURES = List.of(new String[] { ":+1:", "👍" },
			new String[] { ":thumbsup:", "👍" }, new String[] { ":ok_hand:", "👌" },
			new String[] { ":white_check_mark:", "✅" }, new String[] { ":heavy_check_mark:", "✔" },
			new String[] { ":-1:", "👎" }, new String[] { ":thumbsdown:", "👎" }, new String[] { ":x:", "❌" });

	/** The colour of a hand, and how a picture is drawn. */
	private static final Pattern SHADES = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}\\x{FE0E}\\x{FE0F}]");

	private static final Pattern PICTURE = Pattern.compile("([👍👎👌✅✔❌✖🚫])");

	/** What stands between words; a question mark does not, it makes a question. */
	private static final Pattern GAP = Pattern.compile("[\\s.,;:!…\"“”()*_~`-]+(?!\\d)|[\\s]+");

	private YesOrNo() {
	}

	/** True for yes, false for no, nothing for what is neither or both. */
	static Optional<Boolean> read(String text) {
		if (text.length() > LONGEST) {
			return Optional.empty();
		}
		String phrase = GOOD.matcher(THANKS.matcher(phrase(text)).replaceAll("thanks")).replaceAll("ok");
		if (PHRASES_OF_YES.contains(phrase)) {
			return Optional.of(true);
		}
		if (PHRASES_OF_NO.contains(phrase)) {
			return Optional.of(false);
		}
		return QUESTION.matcher(phrase).matches() ? Optional.empty() : weigh(List.of(phrase.split(" ")));
	}

	private static Optional<Boolean> weigh(List<String> words) {
		List<String> telling = words.stream().filter((word) -> !FILLERS.contains(word)).toList();
		if (telling.isEmpty()) {
			return Optional.empty();
		}
		if (telling.stream().allMatch((word) -> YES.contains(word) || GRANTS.contains(word))) {
			return Optional.of(true);
		}
		List<String> denied = telling.stream().dropWhile(NO::contains).toList();
		boolean negated = denied.size() == 2 && NOT.contains(denied.get(0)) && GRANTS.contains(denied.get(1));
		return (denied.isEmpty() || negated) ? Optional.of(false) : Optional.empty();
	}

	/** The words, with a space between two. */
	private static String phrase(String text) {
		String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace('’', '\'');
		for (String[] picture : PICTURES) {
			plain = plain.replace(picture[0], " " + picture[1] + " ");
		}
		plain = PICTURE.matcher(SHADES.matcher(plain).replaceAll("")).replaceAll(" $1 ");
		List<String> words = new ArrayList<>(Arrays.asList(GAP.split(plain)));
		words.removeIf(String::isEmpty);
		return String.join(" ", words);
	}

}
