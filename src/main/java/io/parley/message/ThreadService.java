package io.parley.message;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/** Lists the threads of a participant: groups of messages, each by its newest. */
@Service
class ThreadService {

	private static final int ATTEMPTS = 3;

	private final MessageRepository messages;

	private final ThreadSummaryRepository summaries;

	private final ThreadCounter filer;

	private final MessageGroups groups;

	private final ParticipantNameRepository names;

	ThreadService(MessageRepository messages, ThreadSummaryRepository summaries, ThreadCounter filer,
			MessageGroups groups, ParticipantNameRepository names) {
		this.messages = messages;
		this.summaries = summaries;
		this.filer = filer;
		this.groups = groups;
		this.names = names;
	}

	/** A group of messages. */
	record Group(ObjectId newest, long count) {
	}

	/** A thread as it is shown. */
	record Entry(Message newest, long count) {
	}

	/**
	 * A page of threads, newest first. Grouped by participants it costs what the page
	 * holds; grouped otherwise, a look at all messages of the participant.
	 */
	Page.Of<ThreadResponse> threads(Participant participant, GroupBy groupBy, Page page) {
		Page.Of<Entry> entries = groupBy.isByParticipants() ? byParticipants(participant, page)
				: complete(this.groups.of(participant, groupBy, page));
		Map<String, ParticipantName> known = this.names.of(entries.entries()
			.stream()
			.flatMap((entry) -> entry.newest().audience().tokens().stream())
			.distinct()
			.toList());
		return entries.with(entries.entries().stream().map((entry) -> ThreadResponse.from(entry, known)).toList());
	}

	/**
	 * Begins again where a message went after its thread was read; what goes again and
	 * again is left out.
	 */
	private Page.Of<Entry> byParticipants(Participant participant, Page page) {
		Page.Of<Group> found;
		Page.Of<Entry> entries;
		int attempts = 0;
		do {
			this.filer.fileAll(participant);
			Page.Of<ThreadSummary> read = this.summaries.of(participant, page);
			found = read
				.with(read.entries().stream().map((summary) -> new Group(summary.newest(), summary.count())).toList());
			entries = complete(found);
			attempts++;
		}
		while (entries.entries().size() < found.entries().size() && attempts < ATTEMPTS);
		return entries;
	}

	private Page.Of<Entry> complete(Page.Of<Group> found) {
		Map<ObjectId, Message> newest = this.messages
			.find(found.entries().stream().map(Group::newest).filter(Objects::nonNull).toList());
		Stream<Entry> entries = found.entries()
			.stream()
			.filter((group) -> newest.containsKey(group.newest()))
			.map((group) -> new Entry(newest.get(group.newest()), group.count()));
		return found.with(entries.toList());
	}

}
