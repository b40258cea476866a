package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.store.JsonObject;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * The session messages as they are stored. Every change is one conditional write that
 * carries its events.
 */
@Repository
class SessionMessageRepository {

	/** Whose a deleted session was, for its events that are not complete yet. */
	static final String DELETED_TEAM = "deleted_team";

	static final String DELETED_ID = "deleted_session_id";

	private final TeamTemplate store;

	private final Outbox outbox;

	private final OutboxSource source;

	SessionMessageRepository(TeamTemplate store, Outbox outbox, OutboxSource sessionOutbox) {
		this.store = store;
		this.outbox = outbox;
		this.source = sessionOutbox;
	}

	/** The team of the request at hand. */
	String team() {
		return this.store.team();
	}

	/**
	 * @throws org.springframework.dao.DuplicateKeyException when the team has a session
	 * of that id
	 */
	SessionMessage insert(SessionMessage session, OutboxEvent event) {
		return this.outbox.insert(this.source, session, session.stored(), event);
	}

	Optional<SessionMessage> find(String sessionId) {
		return this.store.findOne(new Query(Criteria.where("session_id").is(sessionId)), SessionMessage.class);
	}

	/** The whole of a session by the id of its document. */
	Optional<SessionMessage> findWhole(ObjectId documentId) {
		return this.store.findOne(new Query(Criteria.where("_id").is(documentId)), SessionMessage.class);
	}

	/**
	 * A session by the id of its document, without what it holds and what came of its
	 * messages, which may be large.
	 */
	Optional<SessionMessage> find(ObjectId documentId) {
		Query query = new Query(Criteria.where("_id").is(documentId));
		query.fields()
			.exclude("message_data", "reply", "validation_errors", "attempts", "answers", "last_messages",
					OutboxEvent.OUTBOX, "operations");
		return this.store.findOne(query, SessionMessage.class);
	}

	/**
	 * Writes a change and its events, if the session is still as it was read.
	 * @return the session as it is now, or nothing where somebody else has changed it
	 * @throws ProblemException 413 when one document cannot hold it, 503 when too much of
	 * the session waits for NATS already
	 */
	Optional<SessionMessage> change(SessionMessage session, SessionMessageChange change, Instant now) {
		Outbox.requireRoom(large(session, change));
		Update update = change.update().set("updated_at", now);
		return this.outbox.change(this.source, session, unchanged(session), update, change.events());
	}

	/**
	 * Takes a session from its team, keeping only the events that are still to be
	 * published; the relay removes the rest with the last of them.
	 */
	Optional<SessionMessage> delete(SessionMessage session, OutboxEvent event) {
		Update update = new Update().set(TeamTemplate.TEAM, TeamTemplate.DELETED)
			.set("session_id", session.id().toHexString())
			.set(DELETED_TEAM, session.team())
			.set(DELETED_ID, session.sessionId())
			.set("ended", true);
		List.of("message_data", "message_data_template", "reply", "validation_errors", "attempts", "answers",
				"last_messages")
			.forEach(update::unset);
		return this.outbox.change(this.source, session, unchanged(session), update, List.of(event));
	}

	/** What can be large of a session with a change: its free JSON and its events. */
	private static Document large(SessionMessage session, SessionMessageChange change) {
		Document large = new Document();
		SessionMessageFields fields = session.fields();
		append(large, "message_data", fields.messageData(), change);
		append(large, "message_data_template", fields.messageDataTemplate(), change);
		append(large, "reply", session.reply(), change);
		append(large, "validation_errors", session.validationErrors(), change);
		SessionTrail trail = session.trail();
		large.append("attempts",
				large(change.after("attempts", trail.attempts()), ReplyAttempt.class, ReplyAttempt::large));
		large.append("answers", large(change.after("answers", trail.answers()), ReplyAnswer.class,
				(answer) -> answer.validationErrors().stored()));
		return large.append(OutboxEvent.OUTBOX,
				Stream.concat(Stream.ofNullable(session.outbox()).flatMap(List::stream), change.events().stream())
					.map(OutboxEvent::payload)
					.toList());
	}

	private static <T> List<Document> large(@Nullable Object list, Class<T> type, Function<T, Document> large) {
		return (list instanceof List<?> entries) ? entries.stream().map(type::cast).map(large).toList() : List.of();
	}

	private static void append(Document large, String field, @Nullable JsonObject present,
			SessionMessageChange change) {
		if (change.after(field, present) instanceof JsonObject object) {
			large.append(field, object.stored());
		}
	}

	private static Query unchanged(SessionMessage session) {
		return new Query(Criteria.where("version").is(session.version()));
	}

}
