package io.parley.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.message.MessageResponse;
import io.parley.message.Participant;
import io.parley.message.ParticipantMessages;
import io.parley.message.ParticipantResponse;
import io.parley.message.ThreadResponse;
import io.parley.web.Excerpt;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Shows messages and threads with the names of those who take part. */
@Component
class ParticipantViews {

	/** The most names of recipients that are shown with one message or thread. */
	private static final int MOST_NAMES = 5;

	private static final int EXCERPT = 200;

	private final ParticipantMessages messages;

	ParticipantViews(ParticipantMessages messages) {
		this.messages = messages;
	}

	ParticipantView of(Participant participant) {
		return view(participant, this.messages.names(List.of(participant)));
	}

	/** Messages that come newest first, in the order in which people read them. */
	List<MessageView> messages(List<MessageResponse> newestFirst, Participant own) {
		Map<Participant, ParticipantResponse> names = this.messages.names(newestFirst.stream()
			.flatMap((message) -> Stream.concat(Stream.of(sender(message)),
					recipients(message).stream().limit(MOST_NAMES)))
			.distinct()
			.toList());
		List<MessageView> views = new ArrayList<>();
		for (MessageResponse message : newestFirst) {
			Participant sender = sender(message);
			Collection<Participant> recipients = recipients(message);
			views.add(new MessageView(message, view(sender, names), sender.equals(own), views(recipients, names),
					Math.max(0, recipients.size() - MOST_NAMES)));
		}
		Collections.reverse(views);
		return views;
	}

	private static Participant sender(MessageResponse message) {
		return Participant.sender(message.senderType(), message.senderId());
	}

	private static Collection<Participant> recipients(MessageResponse message) {
		return others(message.userIds(), message.botIds(), sender(message));
	}

	/**
	 * Threads of a participant.
	 * @param field by which field of the context they are grouped, or null where that is
	 * by something else
	 * @param together whether each has all messages of those who take part
	 */
	static List<ThreadView> threads(List<ThreadResponse> threads, Participant own, @Nullable ContextField field,
			boolean together) {
		return threads.stream().map((thread) -> {
			Map<Participant, ParticipantResponse> names = names(thread);
			Participant sender = Participant.sender(thread.senderType(), thread.senderId());
			Collection<Participant> others = others(thread.userIds(), thread.botIds(), own);
			return new ThreadView(views(others, names), Math.max(0, others.size() - MOST_NAMES), view(sender, names),
					excerpt(thread.body()), thread.createdAt(), thread.count(),
					(field != null) ? field.of(thread.context()) : null,
					path(thread, own, together ? others : List.of()));
		}).toList();
	}

	private static Map<Participant, ParticipantResponse> names(ThreadResponse thread) {
		Map<Participant, ParticipantResponse> names = new HashMap<>();
		names.put(Participant.sender(thread.senderType(), thread.senderId()), thread.sender());
		thread.users().forEach((user) -> names.put(Participant.user(user.id()), user));
		thread.bots().forEach((bot) -> names.put(Participant.bot(bot.id()), bot));
		return names;
	}

	private static Collection<Participant> others(List<String> users, List<String> bots, Participant without) {
		Set<Participant> all = new LinkedHashSet<>();
		users.forEach((id) -> all.add(Participant.user(id)));
		bots.forEach((id) -> all.add(Participant.bot(id)));
		all.remove(without);
		return all;
	}

	/**
	 * What two wrote each other has a page of its own; anything else is among all
	 * messages of the participant.
	 */
	private static String path(ThreadResponse thread, Participant own, Collection<Participant> others) {
		if (others.size() == 1) {
			return ParticipantView.path(own, others.iterator().next()) + "#newest";
		}
		return ParticipantPage.around(own, thread.id());
	}

	private static ParticipantView view(Participant participant, Map<Participant, ParticipantResponse> names) {
		return ParticipantView.of(participant, Objects.requireNonNull(names.get(participant)));
	}

	private static List<ParticipantView> views(Collection<Participant> participants,
			Map<Participant, ParticipantResponse> names) {
		return participants.stream().limit(MOST_NAMES).map((participant) -> view(participant, names)).toList();
	}

	private static @Nullable String excerpt(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : Excerpt.of(text.strip(), EXCERPT);
	}

}
