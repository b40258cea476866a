package io.parley.message;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What is known of a thread without looking at its messages. One for all who take part in
 * it: who they are is the thread.
 *
 * @param thread see {@link Audience#thread}
 * @param participants their tokens; none while the thread is empty
 * @param count the messages in it
 * @param newest the newest of them, or null
 * @param counted the filings that were counted last, which may still stand in their
 * messages; all that were counted before stand in none
 * @param stamp another one after each change
 */
@Document(ThreadSummary.COLLECTION)
record ThreadSummary(@Id ObjectId id, String team, String thread, List<String> participants, long count,
		ObjectId newest, List<Counted> counted, ObjectId stamp) {

	static final String COLLECTION = "threads";

	/** A filing, by the message that it stands in and its cause. */
	record Counted(ObjectId message, String cause) {
	}

	/** A thread of which nothing has been counted yet. */
	static ThreadSummary empty(String thread) {
		return new ThreadSummary(null, null, thread, List.of(), 0, null, List.of(), null);
	}

	/** Whether nobody is known to be in it. */
	boolean isEmpty() {
		return this.participants.isEmpty();
	}

	boolean isNew() {
		return this.stamp == null;
	}

	/** The messages that what was counted last may still stand in, by its cause. */
	Map<String, List<ObjectId>> countedByCause() {
		return this.counted.stream()
			.collect(Collectors.groupingBy(Counted::cause, Collectors.mapping(Counted::message, Collectors.toList())));
	}

	/** This thread once it has counted these too. */
	ThreadSummary plus(int change, ObjectId newestNow, List<String> all, List<Counted> fresh) {
		long sum = this.count + change;
		return new ThreadSummary((this.id != null) ? this.id : new ObjectId(), this.team, this.thread,
				(sum > 0) ? all : List.of(), sum, (sum > 0) ? newestNow : null, fresh, new ObjectId());
	}

}
