package io.parley.message;

import java.util.Collection;
import java.util.List;

import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;

import org.springframework.stereotype.Component;

/** Sets off what follows a change: events on their way, threads to count it. */
@Component
class MessageRelay {

	private final Relay relay;

	private final OutboxSource source;

	private final ThreadCountQueue filings;

	MessageRelay(Relay relay, OutboxSource messageOutbox, ThreadCountQueue filings) {
		this.relay = relay;
		this.source = messageOutbox;
		this.filings = filings;
	}

	/** What follows a new message. */
	Message later(Message message) {
		this.relay.publishLater(this.source, message);
		count(message.team(), List.of(message.thread()));
		return message;
	}

	void count(String team, Collection<String> threads) {
		this.filings.later(team, threads);
	}

}
