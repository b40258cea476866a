package io.parley.dispatch;

import java.io.IOException;
import java.util.List;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;

import org.springframework.stereotype.Component;

/**
 * The JetStream stream that holds every event of the service. A stream of that name that
 * is already there is left as is.
 */
@Component
class EventStream {

	static final String NAME = "PARLEY";

	private final NatsProperties properties;

	private volatile boolean exists;

	EventStream(NatsProperties properties) {
		this.properties = properties;
	}

	/** Whether the server that was last prepared has JetStream. */
	boolean exists() {
		return this.exists;
	}

	void prepare(Connection connection) throws IOException, JetStreamApiException {
		if (!connection.getServerInfo().isJetStreamAvailable()) {
			this.exists = false;
			return;
		}
		JetStreamManagement management = connection.jetStreamManagement();
		try {
			management.getStreamInfo(NAME);
		}
		catch (JetStreamApiException ex) {
			if (!StreamError.NO_STREAM.is(ex)) {
				throw ex;
			}
			management.addStream(configuration());
		}
		this.exists = true;
	}

	/**
	 * Removes a consumer, for every instance; not an error where it is not there.
	 * @throws IllegalStateException where NATS does not do it now
	 */
	void removeConsumer(Connection connection, String name) {
		try {
			connection.jetStreamManagement().deleteConsumer(NAME, name);
		}
		catch (IOException | JetStreamApiException ex) {
			if (!StreamError.NO_CONSUMER.is(ex) && !StreamError.NO_STREAM.is(ex)) {
				throw new IllegalStateException("The consumer " + name + " cannot be removed", ex);
			}
		}
	}

	/**
	 * The names of the consumers that begin so.
	 * @throws IllegalStateException where NATS does not say now
	 */
	List<String> consumerNames(Connection connection, String prefix) {
		try {
			return connection.jetStreamManagement()
				.getConsumerNames(NAME)
				.stream()
				.filter((name) -> name.startsWith(prefix))
				.toList();
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("The consumers of the stream cannot be listed", ex);
		}
	}

	private StreamConfiguration configuration() {
		return StreamConfiguration.builder()
			.name(NAME)
			.description("Every event of Parley")
			.subjects(Subjects.ROOT + ".>")
			.storageType(StorageType.File)
			.replicas(this.properties.streamReplicas())
			.maxAge(this.properties.streamMaxAge())
			.duplicateWindow(this.properties.duplicateWindow())
			.build();
	}

}
