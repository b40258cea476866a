package io.parley.dispatch;

import java.util.List;
import java.util.Optional;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether events go out at once, and why not. Without NATS the service is degraded,
 * not down: it serves, and events wait.
 */
@Component("natsHealthIndicator")
class NatsHealthIndicator implements HealthIndicator {

	private final EventStream stream;

	private final Relay relay;

	private final OutboxFigures figures;

	NatsHealthIndicator(EventStream stream, Relay relay, OutboxFigures figures) {
		this.stream = stream;
		this.relay = relay;
		this.figures = figures;
	}

	@Override
	public Health health() {
		Optional<String> trouble = this.relay.trouble();
		Health.Builder health = trouble
			.map((reason) -> Health.status("DEGRADED")
				.withDetail("events", "waiting in their outboxes")
				.withDetail("reason", reason))
			.orElseGet(() -> Health.up().withDetail("jetstream", this.stream.exists()));
		List<ParkedEvent> parked = this.figures.parked();
		if (!parked.isEmpty()) {
			health.withDetail("parked",
					parked.size() + " events that NATS never takes, one because: " + parked.get(0).reason());
		}
		return health.build();
	}

}
