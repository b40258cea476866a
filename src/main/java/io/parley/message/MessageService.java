package io.parley.message;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.store.CompareAndSet;
import io.parley.store.Ids;
import io.parley.store.Teams;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Sends, reads and deletes messages. */
@Service
class MessageService {

	private final MessageRepository messages;

	private final MessageEvents events;

	private final ThreadCountQueue counts;

	private final Teams teams;

	private final Clock clock;

	MessageService(MessageRepository messages, MessageEvents events, ThreadCountQueue counts, Teams teams,
			Clock clock) {
		this.messages = messages;
		this.events = events;
		this.counts = counts;
		this.teams = teams;
		this.clock = clock;
	}

	/**
	 * Stores a message; its events follow.
	 * @throws ProblemException 413 when NATS would not take it
	 */
	Message send(Participant sender, MessageRequest request, OperationId operation) {
		Audience audience = new Audience(sender, Objects.requireNonNullElse(request.userIds(), List.of()),
				Objects.requireNonNullElse(request.botIds(), List.of()));
		Message message = Message.send(request, audience, operation.id(), this.teams.current());
		try {
			this.events.insert(message);
			this.counts.countSoon(message);
			return message;
		}
		catch (DuplicateKeyException ex) {
			return this.messages.find(operation.id()).filter((existing) -> !existing.isDeleted()).orElse(message);
		}
	}

	/**
	 * @throws ProblemException 404 when this participant neither sent nor received it
	 */
	Message get(Participant participant, String messageId) {
		return Ids.read(messageId)
			.flatMap((id) -> this.messages.find(participant, id))
			.orElseThrow(() -> ProblemException
				.notFound("There is no message with message_id " + messageId + " of " + participant.inWords()));
	}

	/**
	 * A page of something of this participant's.
	 * @param before the id of a message, or null
	 * @param after the id of a message, or null
	 * @throws ProblemException 400 for an id that is not of a message that the
	 * participant sent or received; where it was deleted or the participant was removed
	 * from it, its place still holds
	 */
	Page page(Participant participant, int limit, @Nullable String before, @Nullable String after) {
		return new Page(limit, place(participant, "before", before), place(participant, "after", after));
	}

	private @Nullable ObjectId place(Participant participant, String parameter, @Nullable String text) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		return Ids.read(text)
			.filter((id) -> this.messages.isPlace(participant, id))
			.orElseThrow(() -> ProblemException.invalid(parameter,
					parameter + " must be the _id of a message of " + participant.inWords()));
	}

	Page.Of<Message> list(Participant participant, Page page) {
		return this.messages.of(participant, page);
	}

	Page.Of<Message> list(Conversation conversation, Page page) {
		return this.messages.of(conversation, page);
	}

	/**
	 * A message and those next to it. Where they are large, a side has fewer than asked
	 * for: each has at most the bytes of one page.
	 * @param radius the most on each side
	 * @throws ProblemException 404 when this participant neither sent nor received it
	 */
	Around around(Participant participant, String messageId, int radius) {
		Message middle = get(participant, messageId);
		return new Around(this.messages.of(participant, new Page(radius, null, middle.id())), middle,
				this.messages.of(participant, new Page(radius, middle.id(), null)));
	}

	/** A message between pages of what is newer and what is older. */
	record Around(Page.Of<Message> newer, Message middle, Page.Of<Message> older) {

		List<Message> messages() {
			return Stream.of(this.newer.entries(), List.of(this.middle), this.older.entries())
				.flatMap(List::stream)
				.toList();
		}

	}

	/**
	 * Deletes a message for all who take part in it.
	 * @throws ProblemException 404 when this participant neither sent nor received it,
	 * 412
	 * @throws io.parley.store.BusyException when it changes faster than this can follow
	 */
	void delete(Participant participant, String messageId, Precondition precondition) {
		this.counts.countSoon(CompareAndSet.repeat("Message " + messageId, () -> {
			Message message = get(participant, messageId);
			precondition.check(message.tag());
			return Optional.of(message).filter((unchanged) -> this.messages.delete(unchanged, this.clock.instant()));
		}));
	}

}
