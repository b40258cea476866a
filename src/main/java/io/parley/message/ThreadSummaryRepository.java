package io.parley.message;

import java.util.List;
import java.util.Optional;

import io.parley.store.TeamTemplate;

import org.springframework.dao.DuplicateKeyException;
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

	Optional<ThreadSummary> find(String thread) {
		return this.store.findOne(new Query(Criteria.where("thread").is(thread)), ThreadSummary.class);
	}

	/** The threads that a participant is in, by their newest messages. */
	Page.Of<ThreadSummary> of(Participant participant, Page page) {
		Query query = page.query(Criteria.where("participants").is(participant.token()), "newest");
		query.fields().include("thread", "count", "newest");
		return page.of(this.store.find(query, ThreadSummary.class), ThreadSummary::newest);
	}

	/** Puts one state of a thread in place of another; answers whether it was there. */
	boolean replace(ThreadSummary before, ThreadSummary after) {
		if (before.isNew()) {
			return insert(after);
		}
		Query unchanged = new Query(Criteria.where("thread").is(before.thread()).and("stamp").is(before.stamp()));
		Update update = new Update().set("participants", after.participants())
			.set("count", after.count())
			.set("newest", after.newest())
			.set("counted", after.counted())
			.set("stamp", after.stamp());
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
