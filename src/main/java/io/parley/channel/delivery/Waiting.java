package io.parley.channel.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * Which message of the stream waits for which message of the same session. Of too many
 * the oldest are forgotten: those look again by themselves.
 */
class Waiting {

	private static final int MOST = 10_000;

	private final Map<ObjectId, Long> sequences = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<ObjectId, Long> eldest) {
			return size() > MOST;
		}

	};

	synchronized void put(ObjectId previous, long sequence) {
		this.sequences.put(previous, sequence);
	}

	synchronized Optional<Long> take(ObjectId previous) {
		return Optional.ofNullable(this.sequences.remove(previous));
	}

}
