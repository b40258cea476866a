package io.parley.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a future failed with, as a caller should see it. */
final class Failures {

	private Failures() {
	}

	/** The failure itself, without what the stages of a future put around it. */
	static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? unwrap(failure.getCause())
				: failure;
	}

	/** Waits for the answer; an interrupt cancels the call. */
	static <T> T await(CompletableFuture<T> call) {
		try {
			return call.get();
		}
		catch (InterruptedException ex) {
			call.cancel(true);
			Thread.currentThread().interrupt();
			throw new SessionClientException("Interrupted while waiting for the service", ex);
		}
		catch (ExecutionException ex) {
			throw rethrown(ex.getCause());
		}
	}

	private static RuntimeException rethrown(Throwable failure) {
		if (failure instanceof SessionClientException known) {
			// Its trace leads through the client's own threads; the caller needs to see
			// where the call was made.
			known.fillInStackTrace();
			return known;
		}
		if (failure instanceof Error error) {
			throw error;
		}
		return new SessionClientException("The call failed: " + failure, failure);
	}

}
