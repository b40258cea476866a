package io.parley.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

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

	/**
	 * @param putOff tells the stream; nobody calls for the message before it was told
	 */
	synchronized void put(long sequence, String reply, Consumer<String> putOff) {
		putOff.accept(reply);
		this.replies.put(sequence, reply);
	}

	synchronized void take(long sequence, Consumer<String> call) {
		String reply = this.replies.remove(sequence);
		if (reply != null) {
			call.accept(reply);
		}
	}

	synchronized void forget(long sequence) {
		this.replies.remove(sequence);
	}

}
