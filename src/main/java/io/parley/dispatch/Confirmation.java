package io.parley.dispatch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells whether NATS has confirmed an event. */
public final class Confirmation {

	private final CompletableFuture<Boolean> outcome;

	private final Duration patience;

	Confirmation(CompletableFuture<Boolean> outcome, Duration patience) {
		this.outcome = outcome;
		this.patience = patience;
	}

	/**
	 * Waits until NATS has confirmed the event, for {@code parley.nats.confirm-timeout}
	 * altogether. Where it has not by then, the event goes out later.
	 * @return whether NATS has confirmed it
	 */
	public boolean await() {
		try {
			return this.outcome.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
	}

}
