package io.parley.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Documents whose next event found no room among those under way, in that order. */
final class LanesWithoutRoom {

	private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();

	private final AtomicInteger rounds = new AtomicInteger();

	private final Predicate<Lane> goOn;

	/**
	 * @param goOn publishes the next event of a document, and answers whether there was
	 * room; where there was none it has added the document again
	 */
	LanesWithoutRoom(Predicate<Lane> goOn) {
		this.goOn = goOn;
	}

	void add(Lane lane) {
		this.lanes.add(lane);
	}

	/**
	 * Goes on with them until there is no room again. One thread at a time does it,
	 * holding no lock; who comes meanwhile has it go round once more.
	 */
	void advance() {
		if (this.rounds.getAndIncrement() > 0) {
			return;
		}
		int seen;
		do {
			seen = this.rounds.get();
			try {
				Lane lane = this.lanes.poll();
				while (lane != null && this.goOn.test(lane)) {
					lane = this.lanes.poll();
				}
			}
			catch (RuntimeException | Error ex) {
				this.rounds.set(0);
				throw ex;
			}
		}
		while (this.rounds.addAndGet(-seen) > 0);
	}

}
