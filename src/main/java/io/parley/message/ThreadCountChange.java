package io.parley.message;

import java.util.List;

import org.bson.types.ObjectId;

/**
 * Something that a thread has still to count: a message that came into it or went out of
 * it. It is written in the same single-document write as the change of the message that
 * it comes from, and taken away once the thread has counted it; it never comes again.
 *
 * @param thread the thread that is to count it
 * @param participants the tokens of all who are in that thread
 * @param change 1 where the message came into the thread, -1 where it went
 * @param cause unique among all filings of the message for that thread, ever
 */
record ThreadCountChange(String thread, List<String> participants, int change, String cause) {

	/** The field of a message that holds what is still to be counted. */
	static final String FILINGS = "filings";

	static ThreadCountChange sent(Audience audience) {
		return new ThreadCountChange(audience.thread(), audience.tokens(), 1, "sent");
	}

	static ThreadCountChange deleted(Audience audience) {
		return new ThreadCountChange(audience.thread(), audience.tokens(), -1, "deleted");
	}

	/** Out of one thread and into another, because somebody was removed. */
	static List<ThreadCountChange> moved(Audience from, Audience to) {
		String cause = "removed-" + new ObjectId().toHexString();
		return List.of(new ThreadCountChange(from.thread(), from.tokens(), -1, cause),
				new ThreadCountChange(to.thread(), to.tokens(), 1, cause));
	}

}
