package io.parley.dispatch;

import java.io.IOException;

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

	private static final int NO_SUCH_STREAM = 10059;

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
			if (ex.getApiErrorCode() != NO_SUCH_STREAM) {
				throw ex;
			}
			management.addStream(configuration());
		}
		this.exists = true;
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
