package io.parley.experiment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.parley.store.CompareAndSet;
import io.parley.store.MemoryBudget;
import io.parley.store.StoredSize;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The messages of sessions as they are stored. */
@Repository
class MessageBatchRepository {

	static final String PENDING_SINCE = "pending_since";

	private final TeamTemplate store;

	private final MongoConverter converter;

	private final MemoryBudget memory;

	MessageBatchRepository(TeamTemplate store, MongoConverter converter, MemoryBudget memory) {
		this.memory = memory;
		this.store = store;
		this.converter = converter;
	}

	/**
	 * Stores the first batch of a session that is being created, or finds the one of an
	 * earlier attempt, which from now on counts as new.
	 * @return the batch with its size
	 * @throws ProblemException 413 for one that no document can hold
	 */
	MessageBatch insertFirst(MessageBatch first) {
		Update renewed = Update.update(PENDING_SINCE, first.pendingSince());
		return CompareAndSet.repeat("The messages of this request",
				() -> insert(first).or(() -> this.store.findAndModify(byId(first.id()), renewed, MessageBatch.class)));
	}

	/**
	 * Stores a batch at the end of a session, where nobody sees it yet.
	 * @return what is there then: the batch, with its size; what came there first; or,
	 * wherever it is, what the same operation has stored before. Nothing where that has
	 * gone again meanwhile
	 * @throws ProblemException 413 for one that no document can hold
	 */
	Optional<MessageBatch> place(MessageBatch batch) {
		return insert(batch).or(() -> at(batch.session(), batch.position())).or(() -> find(batch.id()));
	}

	/** Stores a batch if its place is free and its operation new. */
	private Optional<MessageBatch> insert(MessageBatch batch) {
		Document stored = new Document();
		this.converter.write(batch, stored);
		long bytes = StoredSize.of(stored);
		if (bytes > StoredSize.LIMIT) {
			throw ProblemException.tooLarge("The messages would take %d bytes in the store; one request can bring %d"
				.formatted(bytes, StoredSize.LIMIT));
		}
		try {
			this.store.on(MessageBatch.COLLECTION).insertStored(stored.append("size", bytes));
			return Optional.of(batch.sized(bytes));
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	Optional<MessageBatch> find(ObjectId operation) {
		return this.store.findOne(byId(operation), MessageBatch.class);
	}

	private Optional<MessageBatch> at(ObjectId session, long position) {
		Query place = new Query(Criteria.where("session").is(session).and("position").is(position));
		return this.store.findOne(place, MessageBatch.class);
	}

	/** The messages of a session as it was read. */
	Transcript transcript(ExperimentSession session) {
		return new Transcript(this, session, this.memory);
	}

	/**
	 * The batches of a session that begin in a range of positions, in order.
	 */
	List<MessageBatch> between(ObjectId session, long from, long to) {
		Query range = new Query(Criteria.where("session").is(session).and("position").gte(from).lt(to));
		return this.store.find(range.with(Sort.by("position")), MessageBatch.class);
	}

	/** Removes a batch that {@link MessageBatch#isRefusedBy can never be seen}. */
	void withdraw(MessageBatch batch) {
		this.store.remove(
				byId(batch.id()).addCriteria(
						Criteria.where("position").is(batch.position()).and("if_version").is(batch.ifVersion())),
				MessageBatch.class);
	}

	/** Says of first batches that their sessions are there. */
	void settle(String team, Collection<ObjectId> first) {
		this.store.of(team).updateMulti(byIds(first), new Update().unset(PENDING_SINCE), MessageBatch.class);
	}

	/**
	 * Removes first batches whose sessions never came, but none that a repetition of its
	 * request has taken up since that time.
	 */
	void abandon(String team, Collection<ObjectId> first, Instant since) {
		this.store.of(team)
			.remove(byIds(first).addCriteria(Criteria.where(PENDING_SINCE).lt(since)), MessageBatch.class);
	}

	private static Query byId(ObjectId id) {
		return new Query(Criteria.where("_id").is(id));
	}

	private static Query byIds(Collection<ObjectId> ids) {
		return new Query(Criteria.where("_id").in(ids));
	}

}
