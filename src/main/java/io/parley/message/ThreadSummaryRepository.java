package io.parley.message;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.message.ThreadService.Group;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The summaries of threads as they are stored. */
@Component
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

	/** Puts one state of a thread in place of another; answers whether it was there. */
	boolean replace(ThreadSummary before, ThreadSummary after) {
		if (before.isNew()) {
			return insert(after);
		}
		Query unchanged = new Query(Criteria.where("thread").is(before.thread()).and("stamp").is(before.stamp()));
		Update update = new Update().set("count", after.count())
			.set("newest", after.newest())
			.set("counted", after.counted())
			.set("stamp", after.stamp());
		if (after.participants() != null) {
			update.set("participants", after.participants());
		}
		return this.store.updateFirst(unchanged, update, ThreadSummary.class) == 1;
	}

	private boolean insert(ThreadSummary summary) {
		try {
			this.store.insert(summary);
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

}
