package io.parley.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.message.MessageRepository.Waiting;
import io.parley.message.ThreadSummary.Counted;
import io.parley.store.CompareAndSet;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Has threads count the changes that wait in messages, many threads in one round. Each
 * change is counted exactly once, whoever counts at the same time and whatever is killed
 * when; ADR 0005 says why.
 *
 * <p>
 * The order of the steps of a round is what makes it right: read the summaries, then the
 * changes, then remove from the messages what the summaries have counted already, then
 * replace each summary that is still the one that was read.
 */
@Component
class ThreadCounter {

	/** The most messages that one round reads. */
	static final int ROUND = 500;

	private final TeamTemplate store;

	private final MessageRepository messages;

	private final ThreadSummaryRepository summaries;

	ThreadCounter(TeamTemplate store) {
		this.store = store;
		this.messages = new MessageRepository(store);
		this.summaries = new ThreadSummaryRepository(store);
	}

	/** A change and the message in which it waits. */
	private record Counting(ObjectId message, ThreadCountChange change) {

		Counted counted() {
			return new Counted(this.message, this.change.cause());
		}

		boolean isCountedBy(ThreadSummary summary) {
			return summary.counted().contains(counted());
		}

		boolean isCountedBy(Map<String, ThreadSummary> summaries) {
			return isCountedBy(Objects.requireNonNull(summaries.get(this.change.thread())));
		}

	}

	/** The same for one named team, outside a request. */
	ThreadCounter of(String team) {
		return new ThreadCounter(this.store.of(team));
	}

	/**
	 * Counts in these threads at least all that waited when this was called.
	 * @throws io.parley.store.BusyException when that is not done within seconds; what is
	 * done is done
	 */
	void count(Collection<String> threads) {
		Set<String> left = new HashSet<>(threads);
		CompareAndSet.repeat("A thread", () -> {
			left.retainAll(round(left));
			return left.isEmpty() ? Optional.of(true) : Optional.empty();
		});
	}

	/**
	 * Counts in all threads of a participant at least what waited when this was called.
	 * @throws io.parley.store.BusyException when that is not done within seconds; what is
	 * done is done
	 */
	void count(Participant participant) {
		CompareAndSet.repeat("A thread of " + participant.inWords(), () -> {
			List<Waiting> waiting = this.messages.waiting(participant, ROUND);
			boolean all = round(threads(waiting)).isEmpty() && waiting.size() < ROUND;
			return all ? Optional.of(true) : Optional.empty();
		});
	}

	/** The threads for which something waits in these messages. */
	static Set<String> threads(List<Waiting> messages) {
		return messages.stream()
			.flatMap((message) -> message.changes().stream())
			.map(ThreadCountChange::thread)
			.collect(Collectors.toSet());
	}

	/**
	 * Counts once what waits for these threads, of up to {@link #ROUND} messages.
	 * @return the threads for which something may wait still
	 */
	Set<String> round(Set<String> threads) {
		if (threads.isEmpty()) {
			return Set.of();
		}
		Map<String, ThreadSummary> before = this.summaries.find(threads);
		threads.forEach((thread) -> before.putIfAbsent(thread, ThreadSummary.empty(thread)));
		List<Waiting> found = this.messages.waiting(threads, ROUND);
		boolean all = found.size() < ROUND;
		Map<String, List<Counting>> waiting = waiting(found, before);
		this.messages.removeCounted(before.values()
			.stream()
			.filter((summary) -> !all || waiting.getOrDefault(summary.thread(), List.of())
				.stream()
				.anyMatch((change) -> change.isCountedBy(summary)))
			.toList());
		waiting.values().forEach((changes) -> changes.removeIf((change) -> change.isCountedBy(before)));
		waiting.values().removeIf(List::isEmpty);
		List<ThreadSummary> after = replace(before, waiting);
		this.messages.removeCounted(after);
		if (!all) {
			return threads;
		}
		after.forEach((summary) -> waiting.remove(summary.thread()));
		return waiting.keySet();
	}

	/** The summaries that have counted these changes too, where nobody was faster. */
	private List<ThreadSummary> replace(Map<String, ThreadSummary> before, Map<String, List<Counting>> changes) {
		Map<String, List<String>> participants = participants(before, changes);
		List<ThreadSummary> after = new ArrayList<>();
		changes.forEach((thread, fresh) -> {
			ThreadSummary summary = Objects.requireNonNull(before.get(thread));
			if (!summary.isEmpty() || participants.containsKey(thread)) {
				int change = fresh.stream().mapToInt((counting) -> counting.change().change()).sum();
				ThreadSummary counted = summary.plus(change, newest(summary, fresh), participants.get(thread),
						fresh.stream().map(Counting::counted).collect(Collectors.toSet()));
				after.add(counted);
			}
		});
		return this.summaries.replace(before, after);
	}

	/** Who is in those threads that do not say so themselves. */
	private Map<String, List<String>> participants(Map<String, ThreadSummary> before,
			Map<String, List<Counting>> changes) {
		Map<String, ObjectId> unknown = new HashMap<>();
		changes.forEach((thread, fresh) -> {
			if (Objects.requireNonNull(before.get(thread)).isEmpty()) {
				unknown.put(thread, fresh.get(0).message());
			}
		});
		return unknown.isEmpty() ? Map.of() : this.messages.participants(unknown);
	}

	private @Nullable ObjectId newest(ThreadSummary before, List<Counting> fresh) {
		if (fresh.stream().anyMatch((counting) -> counting.change().change() < 0)) {
			return this.messages.newestOf(before.thread()).orElse(before.newest());
		}
		return Stream.concat(Stream.ofNullable(before.newest()), fresh.stream().map(Counting::message))
			.max(ObjectId::compareTo)
			.orElseThrow();
	}

	private static Map<String, List<Counting>> waiting(List<Waiting> found, Map<String, ThreadSummary> threads) {
		return found.stream()
			.flatMap((message) -> message.changes().stream().map((change) -> new Counting(message.message(), change)))
			.filter((counting) -> threads.containsKey(counting.change().thread()))
			.collect(Collectors.groupingBy((counting) -> counting.change().thread(), HashMap::new,
					Collectors.toCollection(ArrayList::new)));
	}

}
