package io.parley.message;

import java.util.List;
import java.util.Set;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a thread without looking at its messages. One for all who take part in
 * it: who they are is the thread.
 *
 * @param thread see {@link Audience#thread}
 * @param participants their tokens; none while the thread is empty; null where they are
 * as they were
 * @param count the messages in it
 * @param newest the newest of them, or null
 * @param counted the changes that were counted last, which may still wait in their
 * messages; all that were counted before wait in none
 * @param stamp another one after each change
 */
@Document(ThreadSummary.COLLECTION)
record ThreadSummary(@Id @Nullable ObjectId id, @Nullable String team, String thread,
		@Nullable List<String> participants, long count, @Nullable ObjectId newest, Set<Counted> counted,
		@Nullable ObjectId stamp) {

	static final String COLLECTION = "threads";

	/** A change that was counted, by its message and its cause. */
	record Counted(ObjectId message, String cause) {

		org.bson.Document stored() {
			return new org.bson.Document("message", this.message).append("cause", this.cause);
		}

	}

	/** A thread of which nothing has been counted yet. */
	static ThreadSummary empty(String thread) {
		return new ThreadSummary(null, null, thread, List.of(), 0, null, Set.of(), null);
	}

	/** Whether it has no messages, so that it says of nobody that they are in it. */
	boolean isEmpty() {
		return this.count <= 0;
	}

	boolean isNew() {
		return this.stamp == null;
	}

	/** This thread once it has counted these too; it has to learn who is in it if not. */
	ThreadSummary plus(int change, @Nullable ObjectId newestNow, @Nullable List<String> all, Set<Counted> fresh) {
		long sum = this.count + change;
		return new ThreadSummary((this.id != null) ? this.id : new ObjectId(), this.team, this.thread,
				(sum > 0) ? all : List.of(), sum, (sum > 0) ? newestNow : null, fresh, new ObjectId());
	}

	/** A new thread as it is stored, but for its team. */
	org.bson.Document stored() {
		org.bson.Document stored = new org.bson.Document("_id", this.id).append("thread", this.thread);
		stored.putAll(changes());
		return stored;
	}

	/** What counting changes of a thread, as it is stored. */
	org.bson.Document changes() {
		org.bson.Document changes = new org.bson.Document("count", this.count).append("newest", this.newest)
			.append("counted", this.counted.stream().map(Counted::stored).toList())
			.append("stamp", this.stamp);
		return (this.participants != null) ? changes.append("participants", this.participants) : changes;
	}

}
