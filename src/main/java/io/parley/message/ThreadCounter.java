package io.parley.message;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.message.ThreadSummary.Counted;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * Has threads count what came into them and what went. Each filing is counted exactly
 * once, whoever counts at the same time and whatever is killed when; ADR 0005 says why.
 *
 * <p>
 * The order of the steps is what makes it right: read the summary, then the filings, then
 * take from the messages what the summary has counted already, then replace the summary
 * if it is still the one that was read.
 */
@Component
class ThreadCounter {

	private static final int BATCH = 500;

	private static final int ATTEMPTS = 1000;

	private final TeamTemplate store;

	private final MessageRepository messages;

	private final ThreadSummaryRepository summaries;

	ThreadCounter(TeamTemplate store) {
		this.store = store;
		this.messages = new MessageRepository(store);
		this.summaries = new ThreadSummaryRepository(store);
	}

	/** A filing and the message that it stands in. */
	private record Waiting(ObjectId message, ThreadCountChange filing) {

		Counted counted() {
			return new Counted(this.message, this.filing.cause());
		}

	}

	/** The same for one named team, outside a request. */
	ThreadCounter of(String team) {
		return new ThreadCounter(this.store.of(team));
	}

	/** Counts in a thread at least all that stood in messages when this was called. */
	void file(String thread) {
		int attempts = 0;
		while (!attempt(thread) && attempts < ATTEMPTS) {
			attempts++;
		}
	}

	/**
	 * Counts in all threads of a participant at least what stood in messages when this
	 * was called.
	 */
	void fileAll(Participant participant) {
		List<Message> found;
		int attempts = 0;
		do {
			found = this.messages.toFile(participant, BATCH);
			threads(found).forEach(this::file);
			attempts++;
		}
		while (found.size() == BATCH && attempts < ATTEMPTS);
	}

	/** The threads that have something of these messages to count. */
	static Stream<String> threads(List<Message> messages) {
		return messages.stream()
			.flatMap((message) -> message.filings().stream())
			.map(ThreadCountChange::thread)
			.distinct();
	}

	/** Whether there is nothing left to do. */
	private boolean attempt(String thread) {
		ThreadSummary before = this.summaries.find(thread).orElseGet(() -> ThreadSummary.empty(thread));
		List<Message> found = this.messages.toFile(thread, BATCH);
		boolean all = found.size() < BATCH;
		List<Waiting> waiting = waiting(found, thread);
		Set<Counted> counted = new HashSet<>(before.counted());
		List<Waiting> fresh = waiting.stream().filter((filing) -> !counted.contains(filing.counted())).toList();
		if (!all || fresh.size() < waiting.size()) {
			takeAway(before);
		}
		return fresh.isEmpty() ? all : count(before, fresh) && all;
	}

	/** Whether these were counted, and nobody else was faster. */
	private boolean count(ThreadSummary before, List<Waiting> fresh) {
		Optional<List<String>> participants = before.isEmpty()
				? this.messages.participants(fresh.get(0).message(), before.thread())
				: Optional.of(before.participants());
		if (participants.isEmpty()) {
			return false;
		}
		int change = fresh.stream().mapToInt((waiting) -> waiting.filing().change()).sum();
		ThreadSummary after = before.plus(change, newest(before, fresh), participants.get(),
				fresh.stream().map(Waiting::counted).toList());
		if (!this.summaries.replace(before, after)) {
			return false;
		}
		takeAway(after);
		return true;
	}

	private ObjectId newest(ThreadSummary before, List<Waiting> fresh) {
		if (fresh.stream().anyMatch((waiting) -> waiting.filing().change() < 0)) {
			return this.messages.newestOf(before.thread()).orElse(before.newest());
		}
		return Stream.concat(Stream.ofNullable(before.newest()), fresh.stream().map(Waiting::message))
			.max(ObjectId::compareTo)
			.orElseThrow();
	}

	private void takeAway(ThreadSummary summary) {
		summary.countedByCause().forEach((cause, ids) -> this.messages.filed(summary.thread(), cause, ids));
	}

	private static List<Waiting> waiting(List<Message> found, String thread) {
		return found.stream()
			.flatMap((message) -> message.filings()
				.stream()
				.filter((filing) -> filing.thread().equals(thread))
				.map((filing) -> new Waiting(message.id(), filing)))
			.toList();
	}

}
