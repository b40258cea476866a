package io.parley.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.store.Ids;
import io.parley.store.MemoryBudget;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;

/** What one instance of the service does with messages and threads, over a store. */
final class Instance {

	private static final GroupBy BY_PARTICIPANTS = GroupBy.of(List.of("user_ids,bot_ids"));

	private static final MessageProperties PROPERTIES = new MessageProperties(Duration.ofSeconds(5),
			Duration.ofMinutes(1), 100, Duration.ofHours(48));

	private static final MemoryBudget BUDGET = new MemoryBudget(64 << 20, Duration.ofSeconds(5));

	private final TeamTemplate store;

	private final Ids ids;

	private final MessageRepository messages;

	private final ThreadCounter counter;

	private final ConversationRemoval removal;

	private final ThreadService threads;

	Instance(TeamTemplate store, Ids ids) {
		this.store = store;
		this.ids = ids;
		this.messages = new MessageRepository(store);
		this.counter = new ThreadCounter(store);
		this.removal = new ConversationRemoval(this.messages, this.counter, BUDGET, PROPERTIES);
		this.threads = new ThreadService(this.messages, new ThreadSummaryRepository(store), this.counter,
				new MessageGroups(store, BUDGET, PROPERTIES), new ParticipantNameRepository(store));
	}

	Message send(Participant sender, List<String> users, List<String> bots) {
		MessageRequest request = new MessageRequest(users, bots, "x", null, null, null, null);
		Message message = this.store
			.insert(Message.send(request, new Audience(sender, users, bots), this.ids.next(), null));
		this.counter.count(List.of(message.thread()));
		return message;
	}

	/** Deletes it unless somebody was faster. */
	void delete(ObjectId id) {
		this.messages.find(id).filter((message) -> !message.isDeleted()).ifPresent((message) -> {
			if (this.messages.delete(message, Instant.now())) {
				this.counter.count(List.of(message.thread()));
			}
		});
	}

	long remove(Participant one, Participant other) {
		return this.removal.remove(new Conversation(one, other));
	}

	List<Message> list(Participant participant) {
		return this.messages.of(participant, new Page(500, null, null)).entries();
	}

	/** Each thread as its newest message and its count, as callers get it. */
	List<String> threads(Participant participant) {
		return this.threads.threads(participant, BY_PARTICIPANTS, new Page(500, null, null))
			.entries()
			.stream()
			.map((thread) -> thread.id() + " " + thread.count())
			.toList();
	}

	/** The same, from the list of all messages. */
	List<String> threadsOfList(Participant participant) {
		Map<String, List<Message>> groups = new LinkedHashMap<>();
		list(participant).forEach((message) -> groups
			.computeIfAbsent(message.userIds() + " / " + message.botIds(), (key) -> new ArrayList<>())
			.add(message));
		return groups.values().stream().map((group) -> group.get(0).id() + " " + group.size()).toList();
	}

}
