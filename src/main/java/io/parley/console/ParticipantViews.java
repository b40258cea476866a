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
import io.parley.message.ParticipantMessages;
import io.parley.message.ParticipantMessages.Party;
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

	ParticipantView of(Party party) {
		return view(party, this.messages.names(List.of(party)));
	}

	/** Messages that come newest first, in the order in which people read them. */
	List<MessageView> messages(List<MessageResponse> newestFirst, Party own) {
		Map<Party, ParticipantResponse> names = this.messages.names(newestFirst.stream()
			.flatMap((message) -> Stream.concat(Stream.of(sender(message)),
					recipients(message).stream().limit(MOST_NAMES)))
			.distinct()
			.toList());
		List<MessageView> views = new ArrayList<>();
		for (MessageResponse message : newestFirst) {
			Party sender = sender(message);
			Collection<Party> recipients = recipients(message);
			views.add(new MessageView(message, view(sender, names), sender.equals(own), views(recipients, names),
					Math.max(0, recipients.size() - MOST_NAMES)));
		}
		Collections.reverse(views);
		return views;
	}

	private static Party sender(MessageResponse message) {
		return Party.sender(message.senderType(), message.senderId());
	}

	private static Collection<Party> recipients(MessageResponse message) {
		return others(message.userIds(), message.botIds(), sender(message));
	}

	/**
	 * Threads of a participant.
	 * @param field by which field of the context they are grouped, or null where that is
	 * by something else
	 * @param together whether each has all messages of those who take part
	 */
	static List<ThreadView> threads(List<ThreadResponse> threads, Party own, @Nullable ContextField field,
			boolean together) {
		return threads.stream().map((thread) -> {
			Map<Party, ParticipantResponse> names = names(thread);
			Party sender = Party.sender(thread.senderType(), thread.senderId());
			Collection<Party> others = others(thread.userIds(), thread.botIds(), own);
			return new ThreadView(views(others, names), Math.max(0, others.size() - MOST_NAMES), view(sender, names),
					excerpt(thread.body()), thread.createdAt(), thread.count(),
					(field != null) ? field.of(thread.context()) : null,
					path(thread, own, together ? others : List.of()));
		}).toList();
	}

	private static Map<Party, ParticipantResponse> names(ThreadResponse thread) {
		Map<Party, ParticipantResponse> names = new HashMap<>();
		names.put(Party.sender(thread.senderType(), thread.senderId()), thread.sender());
		thread.users().forEach((user) -> names.put(Party.user(user.id()), user));
		thread.bots().forEach((bot) -> names.put(Party.bot(bot.id()), bot));
		return names;
	}

	private static Collection<Party> others(List<String> users, List<String> bots, Party without) {
		Set<Party> all = new LinkedHashSet<>();
		users.forEach((id) -> all.add(Party.user(id)));
		bots.forEach((id) -> all.add(Party.bot(id)));
		all.remove(without);
		return all;
	}

	/**
	 * What two wrote each other has a page of its own; anything else is among all
	 * messages of the participant.
	 */
	private static String path(ThreadResponse thread, Party own, Collection<Party> others) {
		if (others.size() == 1) {
			return ParticipantView.path(own, others.iterator().next()) + "#newest";
		}
		return ParticipantPage.around(own, thread.id());
	}

	private static ParticipantView view(Party party, Map<Party, ParticipantResponse> names) {
		return ParticipantView.of(party, Objects.requireNonNull(names.get(party)));
	}

	private static List<ParticipantView> views(Collection<Party> parties, Map<Party, ParticipantResponse> names) {
		return parties.stream().limit(MOST_NAMES).map((party) -> view(party, names)).toList();
	}

	private static @Nullable String excerpt(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : Excerpt.of(text.strip(), EXCERPT);
	}

}
