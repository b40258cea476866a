package io.parley.store.embedded;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bytes of the heap that several threads share. Whoever wants more than is free waits for
 * its turn, and who asked first is served first. A demand for more than there is gets all
 * of it.
 */
final class ByteBudget {

	private static final int UNIT = 1024;

	private static final long PATIENCE_MILLIS = 30_000;

	private final Semaphore units;

	private final int total;

	ByteBudget(long bytes) {
		this.total = Math.max(1, units(bytes));
		this.units = new Semaphore(this.total, true);
	}

	/** A lease of nothing yet. */
	Lease lease() {
		return new Lease();
	}

	/**
	 * Waits until so many bytes are free.
	 * @throws IllegalStateException after half a minute
	 */
	Lease acquire(long bytes) {
		Lease lease = lease();
		if (!lease.acquire(bytes, PATIENCE_MILLIS)) {
			throw new IllegalStateException("No memory was free for half a minute");
		}
		return lease;
	}

	long free() {
		return (long) this.units.availablePermits() * UNIT;
	}

	private static int units(long bytes) {
		return (int) Math.min(Integer.MAX_VALUE / 2, (bytes + UNIT - 1) / UNIT);
	}

	/** What one holder has of the budget. For one thread. */
	final class Lease implements AutoCloseable {

		private int held;

		/**
		 * Takes bytes, waiting so long at most. Only for a lease that holds nothing yet,
		 * since two that hold some and wait for more would wait for ever.
		 */
		boolean acquire(long bytes, long millis) {
			int wanted = Math.min(ByteBudget.this.total, units(bytes));
			if (this.held > 0) {
				throw new IllegalStateException("A lease grows without waiting");
			}
			try {
				if (!ByteBudget.this.units.tryAcquire(wanted, millis, TimeUnit.MILLISECONDS)) {
					return false;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
			this.held = wanted;
			return true;
		}

		/** Takes more if it is free now. */
		boolean tryGrow(long bytes) {
			int more = units(bytes);
			if (!ByteBudget.this.units.tryAcquire(more)) {
				return false;
			}
			this.held += more;
			return true;
		}

		boolean isEmpty() {
			return this.held == 0;
		}

		@Override
		public void close() {
			ByteBudget.this.units.release(this.held);
			this.held = 0;
		}

	}

}
