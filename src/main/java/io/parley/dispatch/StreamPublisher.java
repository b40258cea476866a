package io.parley.dispatch;

import java.io.IOException;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;

import org.springframework.stereotype.Component;

/**
 * Publishes to the stream what tells of no change in the store, and so is in nobody's
 * outbox: such as what became of a message of the stream itself. Its caller repeats it
 * until it was taken.
 */
@Component
public class StreamPublisher {

	private final NatsReadiness nats;

	StreamPublisher(NatsReadiness nats) {
		this.nats = nats;
	}

	/**
	 * Publishes a message; one with the same id that the stream has is not taken again.
	 * @throws IllegalStateException where the stream does not take it now
	 */
	public void publish(String subject, String messageId, byte[] data) {
		Connection connection = this.nats.streamConnection()
			.orElseThrow(() -> new IllegalStateException("NATS, or its stream, is away"));
		try {
			connection.jetStream().publish(subject, data, PublishOptions.builder().messageId(messageId).build());
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("The stream did not take a message", ex);
		}
	}

}
