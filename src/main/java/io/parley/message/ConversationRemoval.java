package io.parley.message;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.store.BusyException;
import io.parley.store.MemoryBudget;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/**
 * Removes two participants from what the other sent. Each statement changes many messages
 * and is short; between two of them nothing is out of order, and who repeats a removal
 * that was cut off finishes it.
 */
@Service
class ConversationRemoval {

	private static final int ROUND = 500;

	private final MessageRepository messages;

	private final ThreadCounter counter;

	private final MemoryBudget budget;

	private final MessageProperties properties;

	ConversationRemoval(MessageRepository messages, ThreadCounter counter, MemoryBudget budget,
			MessageProperties properties) {
		this.messages = messages;
		this.counter = counter;
		this.budget = budget;
		this.properties = properties;
	}

	/**
	 * Removes each from what the other has sent until now.
	 * @return how many messages this has changed
	 * @throws BusyException when {@code parley.messages.request-time} was not enough for
	 * all; some were changed, and a repetition goes on with the others
	 */
	long remove(Conversation conversation) {
		long end = System.nanoTime() + this.properties.requestTime().toNanos();
		Optional<ObjectId> newest = this.messages.newestOf(conversation);
		long changed = 0;
		for (int rounds = 0; newest.isPresent(); rounds++) {
			try (MemoryBudget.Reservation memory = this.budget.acquire(0)) {
				List<Message> round = this.messages.audiences(conversation, newest.get(), ROUND).entries();
				if (round.isEmpty()) {
					return changed;
				}
				if (rounds > 0 && System.nanoTime() > end) {
					throw new BusyException(changed + " messages were changed and more are left;"
							+ " repeat the request to change them too");
				}
				changed += remove(conversation, round);
			}
		}
		return changed;
	}

	private long remove(Conversation conversation, List<Message> round) {
		Map<Audience, List<ObjectId>> byAudience = round.stream()
			.collect(Collectors.groupingBy(Message::audience, Collectors.mapping(Message::id, Collectors.toList())));
		Set<String> threads = new HashSet<>();
		long changed = 0;
		for (Map.Entry<Audience, List<ObjectId>> entry : byAudience.entrySet()) {
			Audience audience = entry.getKey();
			Participant removed = conversation.without(audience.sender());
			changed += this.messages.remove(removed, audience, entry.getValue());
			threads.addAll(List.of(audience.thread(), audience.without(removed).thread()));
		}
		countNow(threads);
		return changed;
	}

	/** So that little waits to be counted, however much is removed. */
	private void countNow(Set<String> threads) {
		try {
			this.counter.count(threads);
		}
		catch (BusyException ex) {
			// They count later what they could not count now; what was removed is
			// removed.
		}
	}

}
