package io.parley.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.nats.client.Message;

/**
 * The messages of a consumer that this instance handles now, the memory of them, and when
 * the stream last heard of each.
 */
class MessagesInHand {

	private final Map<Message, Long> heard = new ConcurrentHashMap<>();

	private final StreamMemory.Share memory;

	private final long third;

	/**
	 * @param ackWait after this without a word of a message the stream hands it to
	 * another instance
	 */
	MessagesInHand(StreamMemory.Share memory, Duration ackWait) {
		this.memory = memory;
		this.third = ackWait.toNanos() / 3;
	}

	int count() {
		return this.heard.size();
	}

	boolean isEmpty() {
		return this.heard.isEmpty();
	}

	/**
	 * How many bytes more may be asked for.
	 * @param largest message that the server may hand out
	 * @return 0 where there is no room for one of that size
	 */
	long room(long largest) {
		return this.memory.room(largest);
	}

	/**
	 * Takes a message in hand.
	 * @return whether there is memory for it
	 */
	boolean take(Message message) {
		boolean room = this.memory.take(message.getData().length);
		if (room) {
			this.heard.put(message, System.nanoTime());
		}
		return room;
	}

	/** One that was taken is in hand no more. */
	void leave(Message message) {
		this.heard.remove(message);
		this.memory.leave(message.getData().length);
	}

	/**
	 * Handles one that was taken, once there is room for what it becomes.
	 * @throws io.parley.store.BusyException where there was no room in time
	 */
	Verdict handle(StreamMessage taken, Function<StreamMessage, Verdict> handler) {
		return this.memory.handle(taken, handler);
	}

	/**
	 * Renews what the stream has not heard of for a third of the ack wait.
	 * @param renewal tells the stream of a message
	 */
	void renew(Consumer<Message> renewal) {
		long now = System.nanoTime();
		this.heard.forEach((message, before) -> {
			if (now - before > this.third && this.heard.replace(message, before, now)) {
				renewal.accept(message);
			}
		});
	}

}
