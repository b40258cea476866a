package io.parley.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.store.JsonObject;
import io.parley.web.BodyReader;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * What users and bots wrote each other, for pages that show it: does what the operations
 * below {@code /users} and {@code /bots} do, for the team of the caller at hand, and
 * refuses what they refuse.
 */
@Service
public class ParticipantMessages {

	private final MessageService messages;

	private final ThreadService threads;

	private final ParticipantNameRepository names;

	private final BodyReader bodies;

	ParticipantMessages(MessageService messages, ThreadService threads, ParticipantNameRepository names,
			BodyReader bodies) {
		this.messages = messages;
		this.threads = threads;
		this.names = names;
		this.bodies = bodies;
	}

	/**
	 * Which part of a list is asked for.
	 *
	 * @param limit the most entries
	 * @param before the id of a message: only what is older; null or empty for none
	 * @param after the id of a message: only what is newer, beginning next to it; null or
	 * empty for none
	 */
	public record Range(int limit, @Nullable String before, @Nullable String after) {
	}

	/**
	 * A part of a list, newest first.
	 *
	 * @param older the {@code before} of the part with what is older, or null where there
	 * is none
	 * @param newer the {@code after} of the part with what is newer, or null where there
	 * is none or it is not known
	 */
	public record Part<T>(List<T> entries, @Nullable String older, @Nullable String newer) {

		private static <S, T> Part<T> of(Page asked, Page.Of<S> found, Function<S, T> shown, Function<T, String> id) {
			List<T> entries = found.entries().stream().map(shown).toList();
			if (asked.isUpwards()) {
				return new Part<>(entries, entries.isEmpty() ? null : id.apply(entries.get(entries.size() - 1)),
						found.next());
			}
			boolean newest = asked.before() == null || entries.isEmpty();
			return new Part<>(entries, found.next(), newest ? null : id.apply(entries.get(0)));
		}

	}

	/**
	 * What is known of the names of participants; of those of whom nothing is known, the
	 * ids.
	 */
	public Map<Participant, ParticipantResponse> names(Collection<Participant> participants) {
		List<Participant> all = participants.stream().distinct().toList();
		Map<String, ParticipantName> known = this.names.of(all.stream().map(Participant::token).toList());
		return all.stream()
			.collect(Collectors.toMap(Function.identity(),
					(participant) -> ParticipantResponse.of(participant, known.get(participant.token()))));
	}

	/**
	 * The threads of a participant, each by its newest message.
	 * @param groupBy as in {@code group_by}
	 * @throws ProblemException 400
	 */
	public Part<ThreadResponse> threads(Participant participant, List<String> groupBy, Range range) {
		GroupBy grouping = GroupBy.of(groupBy);
		Page page = page(participant, range);
		return Part.of(page, this.threads.threads(participant, grouping, page), Function.identity(),
				ThreadResponse::id);
	}

	/**
	 * What a participant sent or received.
	 * @throws ProblemException 400
	 */
	public Part<MessageResponse> messages(Participant participant, Range range) {
		Page page = page(participant, range);
		return Part.of(page, this.messages.list(participant, page), MessageResponse::from, MessageResponse::id);
	}

	/**
	 * A message of a participant and up to so many on each side of it.
	 * @throws ProblemException 404 when this participant neither sent nor received it
	 */
	public Part<MessageResponse> around(Participant participant, String messageId, int radius) {
		MessageService.Around around = this.messages.around(participant, messageId, radius);
		return new Part<>(around.messages().stream().map(MessageResponse::from).toList(), around.older().next(),
				around.newer().next());
	}

	/**
	 * What one of two participants sent and the other received.
	 * @throws ProblemException 400
	 */
	public Part<MessageResponse> conversation(Participant one, Participant other, Range range) {
		Conversation conversation = new Conversation(one, other);
		Page page = page(conversation.one(), range);
		return Part.of(page, this.messages.list(conversation, page), MessageResponse::from, MessageResponse::id);
	}

	/**
	 * Sends a text from one participant to another, once for each operation.
	 * @throws ProblemException 400 for a text that is blank or too long, 413 when NATS
	 * would not take it
	 */
	public MessageResponse send(Participant sender, Participant recipient, String text, OperationId operation) {
		String ids = (recipient.kind() == ParticipantKind.USER) ? "user_ids" : "bot_ids";
		MessageRequest request = this.bodies.read(JsonObject.of(Map.of(ids, List.of(recipient.id()), "body", text)),
				MessageRequest.class);
		return MessageResponse.from(this.messages.send(sender, request, operation));
	}

	private Page page(Participant participant, Range range) {
		return this.messages.page(participant, range.limit(), range.before(), range.after());
	}

}
