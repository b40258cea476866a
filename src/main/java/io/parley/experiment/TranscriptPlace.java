package io.parley.experiment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A place between two messages of a session, from which a page of its transcript goes on.
 *
 * @param position of the batch that the message behind the place is in, or the end of the
 * session
 * @param index of that message in the batch
 * @param number how many messages are before the place
 * @param back whether the page is what comes before the place, not after it
 */
record TranscriptPlace(long position, int index, long number, boolean back) {

	/** The end of a transcript, whatever it has. */
	static final String LATEST = "latest";

	private static final Pattern TEXT = Pattern.compile("([ab])([0-9]{1,15})\\.([0-9]{1,6})\\.([0-9]{1,15})");

	/**
	 * Reads what {@link #encode} wrote, or {@link #LATEST}; nothing is the beginning.
	 * @throws ProblemException 400 for anything else
	 */
	static TranscriptPlace of(@Nullable String text, ExperimentSession session) {
		if (text == null || text.isEmpty()) {
			return new TranscriptPlace(0, 0, 0, false);
		}
		if (text.equals(LATEST)) {
			return new TranscriptPlace(session.nextPosition(), 0, session.messageCount(), true);
		}
		Matcher parts = TEXT.matcher(text);
		if (!parts.matches()) {
			throw invalid();
		}
		return new TranscriptPlace(Long.parseLong(parts.group(2)), Integer.parseInt(parts.group(3)),
				Math.min(Long.parseLong(parts.group(4)), session.messageCount()), parts.group(1).equals("b"));
	}

	static ProblemException invalid() {
		return ProblemException.invalid("cursor", "cursor must be taken unchanged from a page of this transcript");
	}

	String encode() {
		return (this.back ? "b" : "a") + this.position + "." + this.index + "." + this.number;
	}

	boolean isStart() {
		return this.position == 0 && this.index == 0;
	}

	/** The page on the other side of the same place. */
	TranscriptPlace turned() {
		return new TranscriptPlace(this.position, this.index, this.number, !this.back);
	}

}
