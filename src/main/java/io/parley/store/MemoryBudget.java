package io.parley.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The memory that all requests together may use for what they read, decode and write:
 * {@code parley.store.memory}, by default a fifth of the heap. Who needs more than is
 * free waits in turn for a few seconds and is then refused, so that many large requests
 * at once are served one after another and never exhaust the heap.
 *
 * <p>
 * A request opens a {@link Reservation} with what its body needs and closes it once its
 * answer has been written. What it reads from the store in between is added to the
 * reservation of its thread. Work that opens none is not counted.
 */
@Component
public class MemoryBudget {

	/** The memory of a document as bytes, objects and text, for each byte stored. */
	static final int PER_STORED_BYTE = 8;

	/** Smaller documents are covered by what the heap has beside the budget. */
	private static final int SMALL_DOCUMENT = 64 << 10;

	private static final int FRACTION_OF_HEAP = 5;

	private static final long UNIT = 1 << 10;

	private final int total;

	private final Semaphore free;

	private final Duration patience;

	private final ThreadLocal<Reservation> current = new ThreadLocal<>();

	@Autowired
	MemoryBudget(StoreProperties properties) {
		this((properties.memory() != null) ? properties.memory().toBytes()
				: Runtime.getRuntime().maxMemory() / FRACTION_OF_HEAP, properties.memoryWait());
	}

	/**
	 * @param bytes of memory that may be in use at once
	 * @param patience how long one waits for a part of it
	 */
	public MemoryBudget(long bytes, Duration patience) {
		this.total = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
		this.free = new Semaphore(this.total, true);
		this.patience = patience;
	}

	/**
	 * Opens a reservation of this thread, inside the one that it may have already. What
	 * is more than the whole budget waits for all of it.
	 * @param bytes to begin with, of memory, not of text; may be 0
	 * @throws BusyException when there was no room in time
	 */
	public Reservation acquire(long bytes) {
		int units = take(bytes);
		Reservation reservation = new Reservation(this.current.get(), units);
		this.current.set(reservation);
		return reservation;
	}

	/** The innermost reservation that this thread has open. */
	public Optional<Reservation> current() {
		return Optional.ofNullable(this.current.get());
	}

	/**
	 * Has this thread's reservation, where it has one, cover a document that is to become
	 * objects; of several, the largest counts.
	 * @param stored its bytes in the store
	 * @throws BusyException when there was no room in time
	 */
	void coverDocument(int stored) {
		if (stored > SMALL_DOCUMENT) {
			current().ifPresent((own) -> own.cover((long) stored * PER_STORED_BYTE));
		}
	}

	/** A budget of its own that is so many times smaller than this one. */
	public MemoryBudget part(int divisor) {
		return new MemoryBudget(this.total * UNIT / divisor, this.patience);
	}

	/** The bytes that nobody has reserved. */
	public long free() {
		return this.free.availablePermits() * UNIT;
	}

	private int take(long bytes) {
		int units = units(bytes);
		try {
			if (units == 0 || this.free.tryAcquire(units, this.patience.toMillis(), TimeUnit.MILLISECONDS)) {
				return units;
			}
		}
		catch (InterruptedException ex) {
			throw BusyException.stopping();
		}
		throw new BusyException("Too many large requests are being served at once; try again shortly");
	}

	private int units(long bytes) {
		return (int) Math.min(this.total, (bytes + UNIT - 1) / UNIT);
	}

	/** A part of the budget; its own thread alone uses it. */
	public final class Reservation implements AutoCloseable {

		private final @Nullable Reservation outer;

		private int units;

		private long covered;

		private Reservation(Reservation outer, int units) {
			this.outer = outer;
			this.units = units;
		}

		/** The bytes that it holds. */
		public long bytes() {
			return this.units * UNIT;
		}

		/**
		 * Adds bytes, waiting for them.
		 * @throws BusyException when there was no room in time; what it held it holds
		 * still
		 */
		public void grow(long bytes) {
			int missing = Math.min(units(bytes), MemoryBudget.this.total - this.units);
			this.units += take(missing * UNIT);
		}

		/**
		 * Adds the most that is free now, but waits for the least.
		 * @return how many bytes were added
		 * @throws BusyException when there was no room for the least in time
		 */
		public long grow(long least, long most) {
			long before = bytes();
			grow(least);
			tryGrow(Math.min(units(most - least), MemoryBudget.this.free.availablePermits()) * UNIT);
			return bytes() - before;
		}

		/**
		 * Adds bytes where they are free now and nobody waits for them, and answers
		 * whether they were.
		 */
		public boolean tryGrow(long bytes) {
			int more = units(bytes);
			Semaphore all = MemoryBudget.this.free;
			boolean grown = more == 0 || (!all.hasQueuedThreads() && all.tryAcquire(more));
			this.units += grown ? more : 0;
			return grown;
		}

		/**
		 * Adds what is missing to cover one thing of this size; of several, one after the
		 * other, the largest counts.
		 * @throws BusyException when there was no room in time
		 */
		private void cover(long bytes) {
			if (bytes > this.covered) {
				grow(bytes - this.covered);
				this.covered = bytes;
			}
		}

		/** Gives back bytes that turned out not to be needed. */
		public void shrink(long bytes) {
			int less = (int) Math.min(this.units, bytes / UNIT);
			this.units -= less;
			MemoryBudget.this.free.release(less);
		}

		/** Gives all back; once. */
		@Override
		public void close() {
			shrink(bytes());
			if (MemoryBudget.this.current.get() == this) {
				if (this.outer != null) {
					MemoryBudget.this.current.set(this.outer);
				}
				else {
					MemoryBudget.this.current.remove();
				}
			}
		}

	}

}
