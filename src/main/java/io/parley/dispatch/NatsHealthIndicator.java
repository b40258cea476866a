package io.parley.dispatch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether events go out at once. Without NATS the service is degraded, not down: it
 * serves, and events wait.
 */
@Component("natsHealthIndicator")
class NatsHealthIndicator implements HealthIndicator {

	private final NatsReadiness nats;

	private final EventStream stream;

	NatsHealthIndicator(NatsReadiness nats, EventStream stream) {
		this.nats = nats;
		this.stream = stream;
	}

	@Override
	public Health health() {
		if (!this.nats.isReady()) {
			return Health.status("DEGRADED").withDetail("events", "waiting in their outboxes").build();
		}
		return Health.up().withDetail("jetstream", this.stream.exists()).build();
	}

}
