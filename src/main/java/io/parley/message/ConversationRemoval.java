package io.parley.message;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/**
 * Removes two participants from what the other sent. Each statement changes many messages
 * and is short; between two of them nothing is out of order, and who repeats a removal
 * that was cut off finishes it.
 */
@Service
class ConversationRemoval {

	private static final int BATCH = 500;

	private final MessageRepository messages;

	private final ThreadCounter filer;

	ConversationRemoval(MessageRepository messages, ThreadCounter filer) {
		this.messages = messages;
		this.filer = filer;
	}

	/**
	 * Removes each from what the other has sent until now.
	 * @return how many messages this has changed
	 */
	long remove(Participant one, Participant other) {
		Optional<ObjectId> newest = this.messages.newestBetween(one, other);
		long changed = 0;
		List<Message> batch = List.of();
		do {
			batch = newest.map((last) -> this.messages.audiencesBetween(one, other, last, BATCH)).orElse(List.of());
			Map<Audience, Set<ObjectId>> byAudience = batch.stream()
				.collect(Collectors.groupingBy(Message::audience, Collectors.mapping(Message::id, Collectors.toSet())));
			for (Map.Entry<Audience, Set<ObjectId>> entry : byAudience.entrySet()) {
				Audience audience = entry.getKey();
				changed += remove(audience, audience.sender().equals(one) ? other : one, entry.getValue());
			}
		}
		while (!batch.isEmpty());
		return changed;
	}

	/** Threads count at once, so that little waits however much is changed. */
	private long remove(Audience audience, Participant removed, Collection<ObjectId> ids) {
		long changed = this.messages.remove(removed, audience, ids);
		if (changed > 0) {
			this.filer.file(audience.thread());
			this.filer.file(audience.without(removed).thread());
		}
		return changed;
	}

}
