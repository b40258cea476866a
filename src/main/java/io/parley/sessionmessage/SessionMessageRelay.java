package io.parley.sessionmessage;

import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;

import org.springframework.stereotype.Component;

/** Sends the events of session messages on their way. */
@Component
class SessionMessageRelay {

	private final Relay relay;

	private final OutboxSource source;

	SessionMessageRelay(Relay relay, OutboxSource sessionOutbox) {
		this.relay = relay;
		this.source = sessionOutbox;
	}

	/** Soon, in the background. */
	SessionMessage later(SessionMessage session) {
		this.relay.publishLater(this.source, session);
		return session;
	}

	/** Now; answers whether NATS has confirmed all. */
	boolean now(SessionMessage session) {
		return this.relay.publish(this.source, session);
	}

	/** What a bulk statement left in the outboxes, soon. */
	void pending() {
		this.relay.publishPending(this.source);
	}

}
