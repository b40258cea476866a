package io.parley.dispatch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.parley.store.MemoryBudget;
import io.parley.store.MemoryBudget.Reservation;

/**
 * The memory of what the consumers of this process have in hand. Messages that are not
 * small wait as text in a part of their own, and are handled, where they become objects,
 * only as there is room for that in another: both are fractions of the
 * {@link MemoryBudget}, beside what requests use of it. No consumer has more than a
 * quarter of either, so that the large messages of one do not stop those of the others.
 * Small ones are bounded by how many a consumer has in hand.
 */
class StreamMemory {

	private static final int SMALL = 64 << 10;

	/** How much larger than its text a JSON tree is, where it has many small objects. */
	private static final int EXPANSION = 16;

	private static final int OBJECTS = 2;

	private static final int TEXT = 4;

	private static final int SHARE = 4;

	private final MemoryBudget budget;

	private final MemoryBudget objects;

	/** The most bytes of text that all consumers have in hand, small messages apart. */
	private final long most;

	private final AtomicLong text = new AtomicLong();

	StreamMemory(MemoryBudget budget) {
		this.budget = budget;
		this.objects = budget.part(OBJECTS);
		this.most = budget.part(TEXT).free();
	}

	/** The part of one more consumer. */
	Share share() {
		return new Share();
	}

	/** The part of a consumer. */
	final class Share {

		private final MemoryBudget own = StreamMemory.this.objects.part(SHARE);

		private final AtomicLong inHand = new AtomicLong();

		private Share() {
		}

		/**
		 * How many bytes may be asked for.
		 * @param largest message that the server may hand out
		 * @return 0 where there is no room for one of that size
		 */
		long room(long largest) {
			long room = Math.max(StreamMemory.this.most / SHARE, 2 * largest) - this.inHand.get();
			return (room >= largest) ? room : 0;
		}

		/**
		 * Takes a message in hand, however much is in hand where it is small or alone.
		 * @return whether there was room for it
		 */
		boolean take(int length) {
			AtomicLong all = StreamMemory.this.text;
			if (length > SMALL) {
				long together = all.addAndGet(length);
				if (together > StreamMemory.this.most && together > length) {
					all.addAndGet(-length);
					return false;
				}
			}
			this.inHand.addAndGet(length);
			return true;
		}

		/** One that was taken is in hand no more. */
		void leave(int length) {
			this.inHand.addAndGet(-length);
			if (length > SMALL) {
				StreamMemory.this.text.addAndGet(-length);
			}
		}

		/**
		 * Handles a message once there is room for what it becomes. What the handler
		 * reads from the store meanwhile is counted as that of a request is.
		 * @throws io.parley.store.BusyException where there was no room in time
		 */
		Verdict handle(StreamMessage message, Function<StreamMessage, Verdict> handler) {
			int length = message.data().length;
			long needed = (length > SMALL) ? (long) EXPANSION * length : 0;
			try (Reservation read = StreamMemory.this.budget.acquire(0);
					Reservation mine = this.own.acquire(needed);
					Reservation all = StreamMemory.this.objects.acquire(needed)) {
				return handler.apply(message);
			}
		}

	}

}
