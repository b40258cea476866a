package io.parley.message;

import java.util.List;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A change of a message that a thread has still to count: the message came into the
 * thread or went out of it. It is written in the same single-document write as the change
 * itself, and removed once the thread has counted it; it never comes again.
 *
 * @param thread the thread that is to count it
 * @param participants the tokens of all who are in that thread; null where they were not
 * read
 * @param change 1 where the message came into the thread, -1 where it went
 * @param cause unique among all changes of the message for that thread, ever
 */
record ThreadCountChange(String thread, @Nullable List<String> participants, int change, String cause) {

	/** The field of a message that holds what is still to be counted. */
	static final String FILINGS = "filings";

	private static final String SENT = "sent";

	private static final String DELETED = "deleted";

	static ThreadCountChange sent(Audience audience) {
		return new ThreadCountChange(audience.thread(), audience.tokens(), 1, SENT);
	}

	static ThreadCountChange deleted(Audience audience) {
		return new ThreadCountChange(audience.thread(), audience.tokens(), -1, DELETED);
	}

	/**
	 * The fields by which a change is found in its message as it is stored. A message is
	 * sent once and deleted once; a removal counts in two threads.
	 */
	static Document stored(String cause, String thread) {
		Document change = new Document("cause", cause);
		return (cause.equals(SENT) || cause.equals(DELETED)) ? change : change.append("thread", thread);
	}

	/** This change as it stands in its message. */
	Document stored() {
		return new Document("thread", this.thread).append("participants", this.participants)
			.append("change", this.change)
			.append("cause", this.cause);
	}

	/** A change as it stands in its message. */
	static ThreadCountChange read(Document stored) {
		return new ThreadCountChange(stored.getString("thread"), stored.getList("participants", String.class),
				stored.getInteger("change"), stored.getString("cause"));
	}

	/** Out of one thread and into another, because somebody was removed. */
	static List<ThreadCountChange> moved(Audience from, Audience to) {
		String cause = "removed-" + new ObjectId().toHexString();
		return List.of(new ThreadCountChange(from.thread(), from.tokens(), -1, cause),
				new ThreadCountChange(to.thread(), to.tokens(), 1, cause));
	}

}
