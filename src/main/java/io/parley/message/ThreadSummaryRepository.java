package io.parley.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.message.ThreadService.Group;
import io.parley.store.BulkChange;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The summaries of threads as they are stored. */
@Repository
class ThreadSummaryRepository {

	private final TeamTemplate store;

	ThreadSummaryRepository(TeamTemplate store) {
		this.store = store;
	}

	/** Those of these threads that have counted anything, without who is in them. */
	Map<String, ThreadSummary> find(Collection<String> threads) {
		Query query = new Query(Criteria.where("thread").in(threads));
		query.fields().exclude("participants");
		return this.store.find(query, ThreadSummary.class)
			.stream()
			.collect(Collectors.toMap(ThreadSummary::thread, Function.identity(), (one, other) -> one, HashMap::new));
	}

	/** The threads that a participant is in, by their newest messages. */
	KeyPage<Group> of(Participant participant, Page page) {
		Query query = new Query(page.of(Criteria.where("participants").is(participant.token()), "newest"));
		query.with(Sort.by(page.isUpwards() ? Sort.Direction.ASC : Sort.Direction.DESC, "newest"))
			.limit(page.limit() + 1);
		query.fields().include("thread", "count", "newest");
		return Group.page(this.store.find(query, ThreadSummary.class)
			.stream()
			.map((summary) -> new Group(summary.newest(), summary.count()))
			.toList(), page);
	}

	/**
	 * Puts new states of threads in place of those that were read, all with one command
	 * and all new threads with another.
	 * @param before the states that were read, by thread
	 * @param after other states of some of these threads
	 * @return those that are there now: not where somebody had replaced what was read,
	 * and perhaps not where somebody has done so since
	 */
	List<ThreadSummary> replace(Map<String, ThreadSummary> before, List<ThreadSummary> after) {
		List<ThreadSummary> fresh = after.stream().filter((summary) -> state(before, summary).isNew()).toList();
		List<ThreadSummary> changed = after.stream().filter((summary) -> !state(before, summary).isNew()).toList();
		List<ThreadSummary> done = new ArrayList<>();
		if (!fresh.isEmpty()) {
			List<Boolean> inserted = this.store.insertEach(fresh.stream().map(ThreadSummary::stored).toList(),
					ThreadSummary.class);
			IntStream.range(0, fresh.size()).filter(inserted::get).mapToObj(fresh::get).forEach(done::add);
		}
		if (!changed.isEmpty()) {
			List<BulkChange.Stamped> changes = changed.stream()
				.map((summary) -> change(state(before, summary), summary))
				.toList();
			Set<ObjectId> made = this.store.changeStamped(changes, "stamp", ThreadSummary.class);
			changed.stream().filter((summary) -> made.contains(summary.id())).forEach(done::add);
		}
		return done;
	}

	private static ThreadSummary state(Map<String, ThreadSummary> before, ThreadSummary summary) {
		return Objects.requireNonNull(before.get(summary.thread()));
	}

	private static BulkChange.Stamped change(ThreadSummary before, ThreadSummary after) {
		return new BulkChange.Stamped(Objects.requireNonNull(before.id()), Objects.requireNonNull(after.stamp()),
				new Document("stamp", before.stamp()), new Document("$set", after.changes()));
	}

}
