package io.parley.store.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that ends with its command. Some patterns backtrack for longer
 * than anybody waits, and the only thing that such a match still asks for is the next
 * character: that is where the time is looked at. Lines end with {@code \n} only, as in
 * MongoDB.
 */
final class TimedPattern extends BsonRegularExpression {

	private static final long serialVersionUID = 1L;

	private final transient Pattern compiled;

	private TimedPattern(String pattern, String options) {
		super(pattern, options);
		try {
			this.compiled = Pattern.compile(pattern, flags(options));
		}
		catch (IllegalArgumentException ex) {
			throw new MongoServerError(51091, "Regular expression is invalid: " + ex.getMessage());
		}
	}

	static TimedPattern of(BsonRegularExpression expression) {
		return (expression instanceof TimedPattern timed) ? timed : new TimedPattern(expression.getPattern(),
				(expression.getOptions() != null) ? expression.getOptions() : "");
	}

	/**
	 * The pattern of a {@code $regex} operator and its {@code $options}, which can be
	 * null.
	 */
	static TimedPattern of(Object regex, @Nullable Object options) {
		if (options != null && !(options instanceof String)) {
			throw FieldTests.badValue("$options has to be a string");
		}
		if (regex instanceof BsonRegularExpression expression) {
			if (options != null && expression.getOptions() != null && !expression.getOptions().isEmpty()) {
				throw new MongoServerError(51075, "options set in both $regex and $options");
			}
			return (options != null) ? new TimedPattern(expression.getPattern(), (String) options) : of(expression);
		}
		if (!(regex instanceof String pattern)) {
			throw FieldTests.badValue("$regex has to be a string");
		}
		return new TimedPattern(pattern, (options != null) ? (String) options : "");
	}

	/** Whether it is found in a text, or is itself the value. */
	boolean matchesValue(Object value) {
		try {
			return (value instanceof String text) ? matcher(text).find()
					: value instanceof BsonRegularExpression && ValueOrder.isEqual(this, value);
		}
		catch (StackOverflowError ex) {
			// Too deep for this thread's stack: MongoDB's engine has a limit here too.
			throw RunningCommand.expired();
		}
	}

	@Override
	public Matcher matcher(String text) {
		return this.compiled.matcher(new TimedText(text));
	}

	private static int flags(String options) {
		int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
		for (char option : options.toCharArray()) {
			flags |= switch (option) {
				case 'i' -> Pattern.CASE_INSENSITIVE;
				case 'm' -> Pattern.MULTILINE;
				case 's' -> Pattern.DOTALL;
				case 'x' -> Pattern.COMMENTS;
				case 'u' -> 0;
				default -> throw new MongoServerError(51108, "invalid flag in regex options: " + option);
			};
		}
		return flags;
	}

	private static final class TimedText implements CharSequence {

		private static final int READS_PER_CHECK = 4096;

		private final String text;

		private int reads;

		private TimedText(String text) {
			this.text = text;
		}

		@Override
		public char charAt(int index) {
			if (++this.reads % READS_PER_CHECK == 0) {
				RunningCommand.checkTime();
			}
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.substring(start, end);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
