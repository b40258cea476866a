package io.parley.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.store.BulkChange;
import io.parley.store.KeyOrder;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * The messages as they are stored. What changes who takes part in a message, or deletes
 * it, is one write to it that carries what threads have to count. New ones come by
 * {@link MessageEvents}, in one write with their events; no later change has any.
 */
@Repository
class MessageRepository {

	private static final String[] SHOWN = { "sender_id", "sender_type", "user_ids", "bot_ids", "body", "context",
			"source_creator", "runnable_call_id", "attachments", "created_at", "version", "thread", "deleted_at" };

	private static final String[] CONTENT = { "body", "context", "source_creator", "runnable_call_id", "attachments",
			"user_ids", "bot_ids", "thread" };

	private final TeamTemplate store;

	MessageRepository(TeamTemplate store) {
		this.store = store;
	}

	/** A message whoever takes part in it, also where only its place is left. */
	Optional<Message> find(ObjectId id) {
		return one(Criteria.where("_id").is(id));
	}

	Optional<Message> find(Participant participant, ObjectId id) {
		return one(Criteria.where("_id").is(id).and("participants").is(participant.token()));
	}

	/** Whether a participant takes or took part in the message of that id. */
	boolean isPlace(Participant participant, ObjectId id) {
		Criteria took = new Criteria().orOperator(Criteria.where("participants").is(participant.token()),
				Criteria.where("formerly").is(participant.token()));
		Query query = new Query(Criteria.where("_id").is(id)).addCriteria(took);
		query.fields().include("version");
		return this.store.findOne(query, Message.class).isPresent();
	}

	private Optional<Message> one(Criteria criteria) {
		Query query = new Query(criteria);
		query.fields().include(SHOWN).include(TeamTemplate.TEAM, "participants");
		return this.store.findOne(query, Message.class);
	}

	/** What a participant sent or received. */
	Page.Of<Message> of(Participant participant, Page page) {
		return page(Criteria.where("participants").is(participant.token()), page);
	}

	/** What one of two participants sent and the other received. */
	Page.Of<Message> of(Conversation conversation, Page page) {
		return page(Criteria.where("pairs").is(conversation.key()), page);
	}

	Optional<ObjectId> newestOf(Conversation conversation) {
		return newest(Criteria.where("pairs").is(conversation.key()));
	}

	/** The audiences of what two participants sent each other up to a message. */
	KeyPage<Message> audiences(Conversation conversation, ObjectId last, int most) {
		Query query = new Query(Criteria.where("pairs").is(conversation.key()).and("_id").lte(last));
		query.fields().include("sender_id", "sender_type", "user_ids", "bot_ids", "version");
		return this.store.page(query, KeyOrder.byId(true), most, Message.class);
	}

	/**
	 * Those of these messages that were not deleted, as many as a page takes, in the
	 * order of that page.
	 */
	KeyPage<Message> find(Collection<ObjectId> ids, Page page) {
		if (ids.isEmpty()) {
			return new KeyPage<>(List.of(), false);
		}
		return read(Criteria.where("_id").in(ids).and("deleted_at").is(null), page);
	}

	private Page.Of<Message> page(Criteria list, Page page) {
		return page.of(read(page.of(list, "_id"), page), Message::id);
	}

	private KeyPage<Message> read(Criteria list, Page page) {
		Query query = new Query(list);
		query.fields().include(SHOWN);
		return this.store.page(query, page.order(), page.limit(), Message.class);
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
	 * What waits to be counted in a message.
	 *
	 * @param message its id
	 * @param changes at least one
	 */
	record Waiting(ObjectId message, String team, List<ThreadCountChange> changes) {

		static Waiting read(Document stored) {
			return new Waiting(stored.getObjectId("_id"), stored.getString(TeamTemplate.TEAM),
					stored.getList(ThreadCountChange.FILINGS, Document.class)
						.stream()
						.map(ThreadCountChange::read)
						.toList());
		}

	}

	/**
	 * Messages in which changes wait for one of these threads; the changes do not say who
	 * is in the thread.
	 */
	List<Waiting> waiting(Collection<String> threads, int most) {
		return waiting(Criteria.where("filings.thread").in(threads), most);
	}

	/** Messages in which changes wait for a thread of this participant. */
	List<Waiting> waiting(Participant participant, int most) {
		return waiting(Criteria.where("filings.participants").is(participant.token()), most);
	}

	/**
	 * Messages of any team, sent before that time, in which changes wait for any thread.
	 */
	static List<Waiting> waiting(TeamTemplate everyTeam, Instant before, int most) {
		ObjectId first = new ObjectId((int) before.getEpochSecond(), 0);
		return new MessageRepository(everyTeam).waiting(Criteria.where("filings.thread").gt("").and("_id").lt(first),
				most);
	}

	private List<Waiting> waiting(Criteria criteria, int most) {
		Query query = new Query(criteria).limit(most);
		query.fields().include(TeamTemplate.TEAM, "filings.thread", "filings.change", "filings.cause");
		return stored().find(query, Document.class).stream().map(Waiting::read).toList();
	}

	/**
	 * Who is in threads, as many as can be read at once.
	 * @param messages for each thread a message in which a change for it waits
	 */
	Map<String, List<String>> participants(Map<String, ObjectId> messages) {
		Query query = new Query(Criteria.where("_id").in(messages.values()));
		query.fields().include(ThreadCountChange.FILINGS);
		Map<String, List<String>> participants = new HashMap<>();
		stored().page(query, KeyOrder.byId(true), messages.size(), Document.class)
			.entries()
			.stream()
			.flatMap((message) -> Waiting.read(message).changes().stream())
			.forEach((change) -> participants.put(change.thread(), change.participants()));
		return participants;
	}

	/** The messages in their stored form. */
	private TeamTemplate stored() {
		return this.store.on(Message.COLLECTION);
	}

	/**
	 * Removes the changes that these threads have counted from their messages, all with
	 * one command: those of one cause in one statement, where a message has at most one
	 * of that cause.
	 */
	void removeCounted(Collection<ThreadSummary> summaries) {
		Map<Document, List<ObjectId>> counted = new HashMap<>();
		summaries.forEach((summary) -> summary.counted()
			.forEach((change) -> counted
				.computeIfAbsent(ThreadCountChange.stored(change.cause(), summary.thread()), (key) -> new ArrayList<>())
				.add(change.message())));
		List<BulkChange> changes = new ArrayList<>();
		counted.forEach((change, ids) -> changes
			.add(BulkChange.ofMany(ids, new Document("$pull", new Document(ThreadCountChange.FILINGS, change)))));
		if (!changes.isEmpty()) {
			this.store.changeEach(changes, Message.class);
		}
	}

}
