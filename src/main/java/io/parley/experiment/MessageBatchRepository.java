package io.parley.experiment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.parley.store.StoredSize;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The messages of sessions as they are stored. */
@Component
class MessageBatchRepository {

	private static final Logger log = LoggerFactory.getLogger(MessageBatchRepository.class);

	/** Room in a document for everything but the messages. */
	private static final int FRAME = 64;

	/** MongoDB's limit for a document is 16 MiB. */
	private static final int MOST_BYTES = 15 << 20;

	static final String PENDING_SINCE = "pending_since";

	private final TeamTemplate store;

	private final MongoConverter converter;

	private final Clock clock;

	MessageBatchRepository(TeamTemplate store, MongoConverter converter, Clock clock) {
		this.store = store;
		this.converter = converter;
		this.clock = clock;
	}

	/**
	 * The batch with the size that it will have in the store.
	 * @throws ProblemException 413 for one that no document can hold
	 */
	MessageBatch measure(MessageBatch batch) {
		int bytes = FRAME + StoredSize.of(write(batch));
		if (bytes > MOST_BYTES) {
			throw ProblemException.tooLarge("The messages would take %d bytes in the store; one request can bring %d"
				.formatted(bytes, MOST_BYTES));
		}
		return batch.sized(bytes);
	}

	/**
	 * Stores a batch where nobody sees it yet, and answers whether its place was free and
	 * its operation new.
	 */
	private boolean insert(MessageBatch batch) {
		try {
			this.store.on(MessageBatch.COLLECTION).insert(write(batch));
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	/**
	 * Stores the first batch of a session that is being created, or finds the one of an
	 * earlier attempt, which from now on counts as new.
	 */
	MessageBatch insertFirst(MessageBatch batch) {
		MessageBatch first = batch.pendingSince(this.clock.instant());
		while (!insert(first)) {
			Update renewed = Update.update(PENDING_SINCE, first.pendingSince());
			Optional<MessageBatch> earlier = this.store.findAndModify(itself(batch), renewed, MessageBatch.class);
			if (earlier.isPresent()) {
				return earlier.get();
			}
		}
		return first;
	}

	/** Says that the session of a first batch is there. */
	void arrived(MessageBatch first) {
		try {
			this.store.of(first.team())
				.updateFirst(itself(first), new Update().unset(PENDING_SINCE), MessageBatch.class);
		}
		catch (DataAccessException ex) {
			log.debug("The sweep will find that the session is there", ex);
		}
	}

	/**
	 * Stores a batch at the end of a session, where nobody sees it yet, and answers the
	 * one that is there then: itself; what came there first; or, wherever it is, what the
	 * same operation has stored before. Nothing where it has gone again meanwhile.
	 */
	Optional<MessageBatch> place(MessageBatch batch) {
		if (insert(batch)) {
			return Optional.of(batch);
		}
		return at(batch.session(), batch.position()).or(() -> find(batch.id()));
	}

	Optional<MessageBatch> find(ObjectId operation) {
		return this.store.findOne(new Query(Criteria.where("_id").is(operation)), MessageBatch.class);
	}

	private Optional<MessageBatch> at(ObjectId session, long position) {
		Query place = new Query(Criteria.where("session").is(session).and("position").is(position));
		return this.store.findOne(place, MessageBatch.class);
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
		this.store.remove(new Query(Criteria.where("_id")
			.is(batch.id())
			.and("position")
			.is(batch.position())
			.and("if_version")
			.is(batch.ifVersion())), MessageBatch.class);
	}

	/**
	 * Removes a first batch whose session never came, unless a repetition of the request
	 * has taken it up.
	 */
	void abandon(MessageBatch first) {
		Query unchanged = itself(first).addCriteria(Criteria.where(PENDING_SINCE).is(first.pendingSince()));
		this.store.of(first.team()).remove(unchanged, MessageBatch.class);
	}

	private static Query itself(MessageBatch batch) {
		return new Query(Criteria.where("_id").is(batch.id()));
	}

	private Document write(MessageBatch batch) {
		Document document = new Document();
		this.converter.write(batch, document);
		return document;
	}

}
