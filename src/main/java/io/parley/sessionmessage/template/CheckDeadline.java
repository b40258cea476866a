package io.parley.sessionmessage.template;

import java.time.Duration;
import java.util.function.Supplier;

import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;

/**
 * When the work on one template or reply must have ended. What works looks at it in every
 * loop, since no thread can be stopped from outside. It is kept with the thread because
 * the library hands a pattern nothing but the text to match.
 */
final class CheckDeadline {

	private static final ThreadLocal<Long> END = new ThreadLocal<>();

	private CheckDeadline() {
	}

	/**
	 * Does work that looks at the deadline.
	 * @throws TemplateTimeoutException if it took more time, or more of the stack, than
	 * there is
	 */
	static <T> T within(Duration time, String sentence, Supplier<T> work) {
		END.set(System.nanoTime() + time.toNanos());
		try {
			return work.get();
		}
		catch (PassedException | ValidationLimitExceededException | StackOverflowError ex) {
			throw new TemplateTimeoutException(sentence);
		}
		finally {
			END.remove();
		}
	}

	/** Fails once the deadline of this thread is passed. */
	static void check() {
		Long end = END.get();
		if (end != null && System.nanoTime() - end > 0) {
			throw new PassedException();
		}
	}

	/**
	 * The deadline was passed. It is of the library's kind because the library writes
	 * anything else that a pattern throws to the log, with the pattern.
	 */
	static final class PassedException extends SchemaException {

		PassedException() {
			super("Out of time");
		}

	}

	/** A text that looks at the deadline while it is matched. */
	record Watched(String text) implements CharSequence {

		private static final int MASK = 0x3FF;

		@Override
		public char charAt(int index) {
			if ((index & MASK) == 0) {
				check();
			}
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

	}

}
