package io.parley.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an instance answers for the messages of a consumer that it has put off, by their
 * place in the stream. Of too many the oldest are forgotten: those come when their time
 * is over.
 */
class Postponed {

	private static final int MOST = 10_000;

	private final Map<Long, String> replies = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
			return size() > MOST;
		}

	};

	synchronized void put(long sequence, String reply) {
		this.replies.put(sequence, reply);
	}

	synchronized Optional<String> take(long sequence) {
		return Optional.ofNullable(this.replies.remove(sequence));
	}

}
