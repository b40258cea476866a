package io.parley.message;

import java.util.List;
import java.util.stream.Stream;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.Subjects;

import org.springframework.stereotype.Component;

/** What messages say on NATS. */
@Component
class MessageEvents {

	private final Outbox outbox;

	MessageEvents(Outbox outbox) {
		this.outbox = outbox;
	}

	/**
	 * One event for the sender and one for each recipient, all with the message.
	 * @throws io.parley.web.ProblemException 413 when NATS would not take the message
	 */
	OutboxEvent sent(Message message) {
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
