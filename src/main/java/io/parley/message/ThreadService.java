package io.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.parley.store.BusyException;
import io.parley.store.KeyPage;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Lists the threads of a participant: groups of messages, each by its newest. */
@Service
class ThreadService {

	private static final int ATTEMPTS = 3;

	/** The most participants that the threads of a page show, each with its names. */
	private static final int MOST_PARTICIPANTS = 5000;

	private final MessageRepository messages;

	private final ThreadSummaryRepository summaries;

	private final ThreadCounter counter;

	private final MessageGroups groups;

	private final ParticipantNameRepository names;

	ThreadService(MessageRepository messages, ThreadSummaryRepository summaries, ThreadCounter counter,
			MessageGroups groups, ParticipantNameRepository names) {
		this.messages = messages;
		this.summaries = summaries;
		this.counter = counter;
		this.groups = groups;
		this.names = names;
	}

	/** A group of messages. */
	record Group(@Nullable ObjectId newest, long count) {

		/** The groups of a page, of which one more was read than it has. */
		static KeyPage<Group> page(List<Group> read, Page page) {
			boolean more = read.size() > page.limit();
			return new KeyPage<>(more ? read.subList(0, page.limit()) : read, more);
		}

	}

	/** A thread as it is shown. */
	record Entry(Message newest, long count) {

		List<String> participants() {
			return this.newest.audience().tokens();
		}

	}

	/**
	 * A page of threads, newest first; it ends early where its messages are large or its
	 * participants many. Grouped by participants it costs what the page holds and what
	 * waits to be counted; grouped otherwise, a look at all messages of the participant.
	 * @throws BusyException when more waits to be counted than can be within seconds
	 */
	Page.Of<ThreadResponse> threads(Participant participant, GroupBy groupBy, Page page) {
		KeyPage<Entry> found = groupBy.isByParticipants() ? byParticipants(participant, page)
				: complete(this.groups.of(participant, groupBy, page), page);
		Page.Of<Entry> entries = page.of(bounded(found), (entry) -> entry.newest().id());
		Map<String, ParticipantName> known = this.names
			.of(entries.entries().stream().flatMap((entry) -> entry.participants().stream()).distinct().toList());
		return new Page.Of<>(entries.entries().stream().map((entry) -> ThreadResponse.from(entry, known)).toList(),
				entries.parameter(), entries.next());
	}

	/**
	 * Begins again where a message went after its thread was read; what goes again and
	 * again is left out.
	 */
	private KeyPage<Entry> byParticipants(Participant participant, Page page) {
		KeyPage<Group> found;
		KeyPage<Entry> entries;
		int attempts = 0;
		do {
			this.counter.count(participant);
			found = this.summaries.of(participant, page);
			entries = complete(found, page);
			attempts++;
		}
		while (!entries.more() && entries.entries().size() < found.entries().size() && attempts < ATTEMPTS);
		return entries;
	}

	/** With their newest messages, as many as a page can have of these. */
	private KeyPage<Entry> complete(KeyPage<Group> found, Page page) {
		Map<ObjectId, Long> counts = found.entries()
			.stream()
			.filter((group) -> group.newest() != null)
			.collect(Collectors.toMap(Group::newest, Group::count, Math::max));
		KeyPage<Entry> entries = this.messages.find(counts.keySet(), page)
			.map((message) -> new Entry(message, Objects.requireNonNull(counts.get(message.id()))));
		if (entries.entries().isEmpty() && found.more()) {
			throw new BusyException("These threads are being deleted while they are read; try again shortly");
		}
		return new KeyPage<>(entries.entries(), entries.more() || found.more());
	}

	private static KeyPage<Entry> bounded(KeyPage<Entry> page) {
		List<Entry> entries = new ArrayList<>();
		int participants = 0;
		for (Entry entry : page.entries()) {
			participants += entry.participants().size();
			if (!entries.isEmpty() && participants > MOST_PARTICIPANTS) {
				return new KeyPage<>(entries, true);
			}
			entries.add(entry);
		}
		return page;
	}

}
