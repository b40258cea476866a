package io.parley.store.embedded;

import java.util.regex.Matcher;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * A regular expression that ends with its command. Some patterns backtrack for longer
 * than anybody waits, and the only thing that such a match still asks for is the next
 * character: that is where the time is looked at.
 */
final class TimedPattern extends BsonRegularExpression {

	private static final long serialVersionUID = 1L;

	private TimedPattern(String pattern, String options) {
		super(pattern, options);
	}

	static TimedPattern of(BsonRegularExpression expression) {
		String options = (expression.getOptions() != null) ? expression.getOptions() : "";
		TimedPattern pattern = new TimedPattern(expression.getPattern(), options);
		try {
			pattern.matcher("");
		}
		catch (IllegalArgumentException ex) {
			throw new MongoServerError(51091, "Regular expression is invalid: " + ex.getMessage());
		}
		return pattern;
	}

	@Override
	public Matcher matcher(String text) {
		return super.matcher("").reset(new TimedText(text));
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
