package io.parley.message;

import java.util.List;
import java.util.stream.Stream;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Subjects;

import org.springframework.stereotype.Component;

/** What messages say on NATS. */
@Component
class MessageEvents {

	private final Outbox outbox;

	private final OutboxSource source;

	MessageEvents(Outbox outbox, OutboxSource messageOutbox) {
		this.outbox = outbox;
		this.source = messageOutbox;
	}

	/**
	 * Stores a new message with its events: one for the sender and one for each
	 * recipient, all with the message.
	 * @throws org.springframework.dao.DuplicateKeyException when there is a message of
	 * that id
	 * @throws io.parley.web.ProblemException 413 when NATS would not take the message, or
	 * not for so many recipients
	 */
	void insert(Message message) {
		this.outbox.insert(this.source, message, message.stored(), sent(message));
	}

	private OutboxEvent sent(Message message) {
		Audience audience = message.audience();
		Stream<String> incoming = audience.recipients()
			.stream()
			.map((recipient) -> subject(message.team(), recipient, "incoming"));
		List<String> subjects = Stream.concat(Stream.of(subject(message.team(), audience.sender(), "sent")), incoming)
			.toList();
		return this.outbox.event(message.id().toHexString(), message.createdAt(), subjects, null,
				MessageResponse.from(message));
	}

	private static String subject(String team, Participant participant, String event) {
		return Subjects.of(team, participant.kind().plural(), participant.id(), "messages", event);
	}

}
