package io.parley.channel.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.parley.channel.Attempt;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamMessage;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt over a channel may be made now: so many at once as there are
 * permits, as the circuit lets through, and while there is time. Has no more asked for
 * than that.
 */
class AttemptGate {

	/** What an attempt takes besides the time of the receiver. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	/** How many messages wait for a permit at least. */
	private static final int FEWEST_NEXT = 4;

	/** Of many permits, one message waits for each so many of them. */
	private static final int PERMITS_FOR_NEXT = 4;

	private final Circuit circuit = new Circuit(System::nanoTime);

	private final DeliveryTools tools;

	private final Semaphore permits;

	private volatile @Nullable StreamConsumer consumer;

	AttemptGate(DeliveryTools tools) {
		this.tools = tools;
		this.permits = new Semaphore(tools.properties().concurrency(), true);
	}

	/**
	 * How long after it was handed out the attempt of a message may begin.
	 * @param timeout of the receiver
	 */
	static Duration latestBegin(Duration timeout) {
		return timeout.plus(MARGIN);
	}

	/**
	 * So many messages are in hand: those that are delivered, and those that are next.
	 */
	static int inHand(int concurrency) {
		return concurrency + Math.max(FEWEST_NEXT, concurrency / PERMITS_FOR_NEXT);
	}

	void consume(StreamConsumer current) {
		this.consumer = current;
	}

	boolean isCircuitOpen() {
		return this.circuit.isOpen();
	}

	/** The receiver may be there now. */
	void closeCircuit() {
		this.circuit.answered();
		adjust();
	}

	/** Waits for a permit for as long as the attempt of a message may begin. */
	boolean awaitPermit(StreamMessage taken) {
		Duration left = latestBegin().minus(taken.age());
		try {
			if (!this.permits.tryAcquire(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
				return false;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		if (isTooLate(taken)) {
			releasePermit();
			return false;
		}
		return true;
	}

	void releasePermit() {
		this.permits.release();
	}

	/** Whether the stream may give it to another instance before an attempt is over. */
	boolean isTooLate(StreamMessage taken) {
		return this.tools.isStopping() || taken.age().compareTo(latestBegin()) > 0;
	}

	private Duration latestBegin() {
		return latestBegin(this.tools.properties().timeout());
	}

	/**
	 * Begins an attempt.
	 * @return nothing where the circuit lets it through, else how long not
	 */
	Optional<Duration> begin() {
		Optional<Duration> shut = this.circuit.begin();
		if (shut.isPresent()) {
			adjust();
		}
		return shut;
	}

	/** The attempt that was begun was not made. */
	void notMade() {
		this.circuit.notMade();
	}

	/**
	 * The attempt that was begun was made.
	 * @param pause how long the message waits for its next attempt
	 */
	void made(Attempt attempt, Duration pause) {
		switch (attempt.result()) {
			case DELIVERED, REFUSED -> this.circuit.answered();
			case FAILED -> this.circuit.failed(pause,
					(attempt.retryAfter() != null) ? this.tools.schedule().bounded(attempt.retryAfter()) : null);
		}
		adjust();
	}

	/** Has as much asked for as the circuit lets through. */
	private void adjust() {
		StreamConsumer current = this.consumer;
		if (current != null) {
			Duration pause = this.circuit.pause();
			current.pause((pause != null) ? pause : Duration.ZERO);
			current.limit(this.circuit.isOpen() ? 1 : inHand(this.tools.properties().concurrency()));
		}
	}

}
