package io.parley.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** Publishes one event and waits until NATS has confirmed it. */
@Component
class EventPublisher {

	private final NatsReadiness nats;

	private final EventStream stream;

	private final Duration patience;

	EventPublisher(NatsReadiness nats, EventStream stream, NatsProperties properties) {
		this.nats = nats;
		this.stream = stream;
		this.patience = properties.confirmTimeout();
	}

	/**
	 * Publishes an event to its core subject and all its others, and returns once NATS
	 * has confirmed all of them. A server without JetStream confirms by answering a
	 * flush.
	 * @param document whose event it is: part of the {@code Nats-Msg-Id}
	 * @param again whether it may have been published before. What is in the stream has
	 * been on its core subject, where nothing drops what comes twice: it does not go
	 * there again
	 * @throws NatsAwayException when it is not known whether NATS has it
	 * @throws IllegalArgumentException when NATS never takes it, being too large
	 */
	void publish(ObjectId document, OutboxEvent event, boolean again) throws NatsAwayException {
		Connection connection = this.nats.connection();
		byte[] payload = event.payload().getBytes(StandardCharsets.UTF_8);
		try {
			if (event.coreSubject() != null && !(again && isInStream(connection, document, event))) {
				connection.publish(event.coreSubject(), payload);
			}
			if (this.stream.exists()) {
				publishToStream(connection, document, event, payload);
			}
			else {
				event.subjects().forEach((subject) -> connection.publish(subject, payload));
				connection.flush(this.patience);
			}
			this.nats.confirmed();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NatsAwayException("Interrupted while NATS was to confirm", ex);
		}
		catch (ExecutionException ex) {
			// The stream, or JetStream itself, has answered no: it is not a slow network.
			this.nats.refused();
			throw new NatsAwayException("JetStream has refused the event", ex);
		}
		catch (TimeoutException | IOException | IllegalStateException ex) {
			throw new NatsAwayException("NATS has not confirmed the event", ex);
		}
	}

	private boolean isInStream(Connection connection, ObjectId document, OutboxEvent event) throws IOException {
		try {
			return this.stream.exists() && messageId(document, event, 0)
				.equals(this.stream.lastMessageId(connection, event.subjects().get(0)));
		}
		catch (JetStreamApiException ex) {
			return false;
		}
	}

	private void publishToStream(Connection connection, ObjectId document, OutboxEvent event, byte[] payload)
			throws IOException, InterruptedException, ExecutionException, TimeoutException {
		List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
		for (int i = 0; i < event.subjects().size(); i++) {
			PublishOptions options = PublishOptions.builder()
				.expectedStream(EventStream.NAME)
				.messageId(messageId(document, event, i))
				.build();
			acks.add(connection.jetStream().publishAsync(event.subjects().get(i), payload, options));
		}
		long deadline = System.nanoTime() + this.patience.toNanos();
		for (CompletableFuture<PublishAck> ack : acks) {
			ack.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
		}
	}

	private static String messageId(ObjectId document, OutboxEvent event, int place) {
		return document.toHexString() + "-" + event.eventId() + "-" + place;
	}

}
