package io.parley.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

import io.parley.store.DaemonThreads;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Publishes events without waiting for NATS to confirm them. */
@Component
class Publication implements DisposableBean {

	/**
	 * How long an acknowledgement may take. The event then counts as not confirmed and
	 * goes out again, under the same {@code Nats-Msg-Id}.
	 */
	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final int MESSAGE_TOO_LARGE = 10054;

	private final EventStream stream;

	private final ExecutorService flusher = Executors.newSingleThreadExecutor(DaemonThreads.named("nats-flush"));

	/** Completed by the next flush; guarded by this. */
	private @Nullable CompletableFuture<Void> nextFlush;

	Publication(EventStream stream) {
		this.stream = stream;
	}

	/** Why an event was not confirmed. */
	enum Failure {

		/** NATS never takes it: it is too large. */
		NEVER,
		/** The stream, or JetStream, has answered that it does not take it now. */
		NOT_NOW,
		/** It is not known whether NATS has it. */
		AWAY;

		static Failure of(Throwable thrown) {
			Throwable cause = cause(thrown);
			if (cause instanceof IllegalArgumentException
					|| (cause instanceof JetStreamApiException api && api.getApiErrorCode() == MESSAGE_TOO_LARGE)) {
				return NEVER;
			}
			return (cause instanceof JetStreamApiException || cause instanceof JetStreamStatusException) ? NOT_NOW
					: AWAY;
		}

		static Throwable cause(Throwable thrown) {
			return (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause() : thrown;
		}

	}

	/**
	 * Publishes an event to all its subjects in the stream.
	 * @param document whose event it is: part of the {@code Nats-Msg-Id}
	 * @return done when NATS has confirmed all; a server without JetStream confirms by
	 * answering a flush
	 */
	CompletableFuture<Void> publish(Connection nats, ObjectId document, OutboxEvent event) {
		try {
			byte[] payload = event.bytes();
			if (!this.stream.exists()) {
				long before = nats.getStatistics().getReconnects();
				event.targets().forEach((subject) -> nats.publish(subject, payload));
				return flushed(nats, before);
			}
			CompletableFuture<?>[] acknowledged = new CompletableFuture<?>[event.targets().size()];
			for (int i = 0; i < acknowledged.length; i++) {
				Headers headers = new Headers()
					.put("Nats-Msg-Id", document.toHexString() + "-" + event.eventId() + "-" + i)
					.put("Nats-Expected-Stream", EventStream.NAME);
				acknowledged[i] = nats.requestWithTimeout(event.targets().get(i), headers, payload, LONGEST)
					.thenAccept(Publication::check);
			}
			return CompletableFuture.allOf(acknowledged);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Publishes an event to its core subject.
	 * @return done when the server has it for sure
	 */
	CompletableFuture<Void> publishCore(Connection nats, OutboxEvent event) {
		try {
			long before = nats.getStatistics().getReconnects();
			nats.publish(event.coreSubject(), event.bytes());
			return flushed(nats, before);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static void check(Message answer) {
		try {
			new PublishAck(answer);
		}
		catch (IOException | JetStreamApiException ex) {
			throw new CompletionException(ex);
		}
	}

	/**
	 * One flush confirms all that was published before it on the same connection; one
	 * that a new connection answers says nothing of what went out on the old.
	 * @param before how often the connection had been made anew before the publication
	 */
	private synchronized CompletableFuture<Void> flushed(Connection nats, long before) {
		if (this.nextFlush == null) {
			this.nextFlush = new CompletableFuture<>();
			this.flusher.execute(() -> flush(nats));
		}
		return this.nextFlush.thenRun(() -> {
			if (nats.getStatus() != Connection.Status.CONNECTED || nats.getStatistics().getReconnects() != before) {
				throw new IllegalStateException("The connection was lost before the flush");
			}
		});
	}

	private void flush(Connection nats) {
		CompletableFuture<Void> done;
		synchronized (this) {
			done = Objects.requireNonNull(this.nextFlush);
			this.nextFlush = null;
		}
		try {
			nats.flush(LONGEST);
			done.complete(null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			done.completeExceptionally(ex);
		}
		catch (TimeoutException | RuntimeException | Error ex) {
			done.completeExceptionally(ex);
		}
	}

	@Override
	public void destroy() {
		this.flusher.shutdownNow();
	}

}
