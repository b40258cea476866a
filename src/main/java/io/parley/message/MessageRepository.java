package io.parley.message;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The messages as they are stored. Every change is one write to one message that carries
 * what threads have to count and the events.
 */
@Component
class MessageRepository {

	private static final String[] SHOWN = { "sender_id", "sender_type", "user_ids", "bot_ids", "body", "context",
			"source_creator", "runnable_call_id", "attachments", "created_at", "version", "thread", "deleted_at" };

	private static final String[] CONTENT = { "body", "context", "source_creator", "runnable_call_id", "attachments",
			"user_ids", "bot_ids", "thread" };

	private final TeamTemplate store;

	MessageRepository(TeamTemplate store) {
		this.store = store;
	}

	/**
	 * @throws org.springframework.dao.DuplicateKeyException when there is a message of
	 * that id
	 */
	Message insert(Message message) {
		return this.store.insert(message);
	}

	/** A message whoever takes part in it, also where only its place is left. */
	Optional<Message> find(ObjectId id) {
		return this.store.findOne(new Query(Criteria.where("_id").is(id)), Message.class);
	}

	Optional<Message> find(Participant participant, ObjectId id) {
		return this.store.findOne(new Query(Criteria.where("_id").is(id).and("participants").is(participant.token())),
				Message.class);
	}

	/** What a participant sent or received. */
	Page.Of<Message> of(Participant participant, Page page) {
		return page(Criteria.where("participants").is(participant.token()), page);
	}

	/** What one of two participants sent and the other received. */
	Page.Of<Message> between(Participant one, Participant other, Page page) {
		return page(Criteria.where("pairs").is(Audience.pair(one, other)), page);
	}

	Optional<ObjectId> newestBetween(Participant one, Participant other) {
		return newest(Criteria.where("pairs").is(Audience.pair(one, other)));
	}

	/** The audiences of what two participants sent each other up to a message. */
	List<Message> audiencesBetween(Participant one, Participant other, ObjectId last, int most) {
		Query query = new Query(Criteria.where("pairs").is(Audience.pair(one, other)).and("_id").lte(last)).limit(most);
		query.fields().include("sender_id", "sender_type", "user_ids", "bot_ids", "version");
		return this.store.find(query, Message.class);
	}

	private Page.Of<Message> page(Criteria list, Page page) {
		Query query = page.query(list, "_id");
		query.fields().include(SHOWN);
		return page.of(this.store.find(query, Message.class), Message::id);
	}

	/** Those of the messages that are there, by their ids. */
	Map<ObjectId, Message> find(Collection<ObjectId> ids) {
		Map<ObjectId, Message> found = new LinkedHashMap<>();
		if (!ids.isEmpty()) {
			Query query = new Query(Criteria.where("_id").in(ids));
			query.fields().include(SHOWN);
			this.store.find(query, Message.class).forEach((message) -> found.put(message.id(), message));
		}
		found.values().removeIf(Message::isDeleted);
		return found;
	}

	/**
	 * Deletes a message unless it has changed; leaves its place and what is still to be
	 * counted and published.
	 */
	boolean delete(Message message, Instant now) {
		Update update = new Update().set("participants", List.of())
			.set("pairs", List.of())
			.set("deleted_at", now)
			.inc("version", 1);
		List.of(CONTENT).forEach(update::unset);
		update.addToSet("formerly").each(message.participants().toArray());
		update.push(ThreadCountChange.FILINGS, ThreadCountChange.deleted(message.audience()));
		Query unchanged = new Query(Criteria.where("_id").is(message.id()).and("version").is(message.version()));
		return this.store.updateFirst(unchanged, update, Message.class) == 1;
	}

	/**
	 * Takes a recipient out of messages that all have this audience, where they still
	 * have it, in one statement.
	 * @return how many were changed
	 */
	long remove(Participant removed, Audience audience, Collection<ObjectId> ids) {
		Audience rest = audience.without(removed);
		Update update = new Update().set("user_ids", rest.userIds())
			.set("bot_ids", rest.botIds())
			.set("participants", rest.tokens())
			.set("pairs", rest.pairs())
			.set("thread", rest.thread())
			.addToSet("formerly", removed.token())
			.inc("version", 1);
		update.push(ThreadCountChange.FILINGS).each(ThreadCountChange.moved(audience, rest).toArray());
		Query unchanged = new Query(Criteria.where("_id").in(ids).and("thread").is(audience.thread()));
		return this.store.updateMulti(unchanged, update, Message.class);
	}

	/** The newest message of a thread. */
	Optional<ObjectId> newestOf(String thread) {
		return newest(Criteria.where("thread").is(thread));
	}

	private Optional<ObjectId> newest(Criteria criteria) {
		Query query = new Query(criteria).with(Sort.by(Sort.Direction.DESC, "_id")).limit(1);
		query.fields().include("version");
		return this.store.findOne(query, Message.class).map(Message::id);
	}

	/**
	 * Messages with something that this thread has still to count; their filings do not
	 * say who is in the thread.
	 */
	List<Message> toFile(String thread, int most) {
		return toFile(Criteria.where("filings.thread").is(thread), most);
	}

	/** Messages with something that a thread of this participant has still to count. */
	List<Message> toFile(Participant participant, int most) {
		return toFile(Criteria.where("filings.participants").is(participant.token()), most);
	}

	/** Messages with something that any thread has still to count, of any team. */
	static List<Message> toFile(TeamTemplate everyTeam, int most) {
		return new MessageRepository(everyTeam).toFile(Criteria.where("filings.thread").gt(""), most);
	}

	private List<Message> toFile(Criteria criteria, int most) {
		Query query = new Query(criteria).limit(most);
		query.fields().include(TeamTemplate.TEAM, "filings.thread", "filings.change", "filings.cause", "version");
		return this.store.find(query, Message.class);
	}

	/** Who is in a thread that is to count something of this message. */
	Optional<List<String>> participants(ObjectId id, String thread) {
		Query query = new Query(Criteria.where("_id").is(id));
		query.fields().include(ThreadCountChange.FILINGS, "version");
		return this.store.findOne(query, Message.class)
			.flatMap((message) -> message.filings()
				.stream()
				.filter((filing) -> filing.thread().equals(thread))
				.map(ThreadCountChange::participants)
				.findFirst());
	}

	/** Takes away what a thread has counted. */
	void filed(String thread, String cause, Collection<ObjectId> ids) {
		org.bson.Document filing = new org.bson.Document("thread", thread).append("cause", cause);
		this.store.updateMulti(new Query(Criteria.where("_id").in(ids)),
				new Update().pull(ThreadCountChange.FILINGS, filing), Message.class);
	}

}
