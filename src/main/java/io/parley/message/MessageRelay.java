package io.parley.message;

import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;

import org.springframework.stereotype.Component;

/** Sets off what follows a change: events on their way, threads to count it. */
@Component
class MessageRelay {

	private final Relay relay;

	private final OutboxSource source;

	private final ThreadCountQueue counts;

	MessageRelay(Relay relay, OutboxSource messageOutbox, ThreadCountQueue counts) {
		this.relay = relay;
		this.source = messageOutbox;
		this.counts = counts;
	}

	/** What follows a new message. */
	Message later(Message message) {
		this.relay.publishLater(this.source, message);
		count(message);
		return message;
	}

	/** What follows a message that was deleted. */
	void count(Message message) {
		this.counts.countSoon(message.team(), message.thread());
	}

}
