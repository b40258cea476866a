package io.parley.sessionmessage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.dispatch.OutboxEvent;
import io.parley.store.JsonObject;
import io.parley.store.StoredSize;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The session messages as they are stored. Every change is one conditional write that
 * carries its events.
 */
@Component
class SessionMessageRepository {

	/** Whose a deleted session was, for events that are still to be made whole. */
	static final String DELETED_TEAM = "deleted_team";

	static final String DELETED_ID = "deleted_session_id";

	private final TeamTemplate store;

	private final MongoConverter converter;

	SessionMessageRepository(TeamTemplate store, MongoConverter converter) {
		this.store = store;
		this.converter = converter;
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
		refuseIfTooLarge(session, new SessionMessageChange().tell(event));
		Document stored = write(session);
		stored.put(OutboxEvent.OUTBOX, List.of(write(event)));
		return this.converter.read(SessionMessage.class, this.store.on(SessionMessage.COLLECTION).insert(stored));
	}

	Optional<SessionMessage> find(String sessionId) {
		return this.store.findOne(new Query(Criteria.where("session_id").is(sessionId)), SessionMessage.class);
	}

	/**
	 * Writes a change and its events, if the session is still as it was read.
	 * @return the session as it is now, or nothing where somebody else has changed it
	 */
	Optional<SessionMessage> change(SessionMessage session, SessionMessageChange change, Instant now) {
		refuseIfTooLarge(session, change);
		Update update = change.update().inc("version", 1).set("updated_at", now);
		if (!change.events().isEmpty()) {
			update.push(OutboxEvent.OUTBOX).each(change.events().stream().map(this::write).toArray());
		}
		return this.store.findAndModify(unchanged(session), update, SessionMessage.class);
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
			.set("ended", true)
			.inc("version", 1);
		List.of("message_data", "message_data_template", "reply", "validation_errors").forEach(update::unset);
		update.push(OutboxEvent.OUTBOX).each(write(event));
		return this.store.findAndModify(unchanged(session), update, SessionMessage.class);
	}

	/** Refuses what one document cannot hold, counting all that can be large. */
	private static void refuseIfTooLarge(SessionMessage session, SessionMessageChange change) {
		Stream<JsonObject> parts = Stream.of(change.after("message_data", session.fields().messageData()),
				change.after("message_data_template", session.fields().messageDataTemplate()),
				change.after("reply", session.reply()), change.after("validation_errors", session.validationErrors()))
			.map(JsonObject.class::cast);
		Stream<OutboxEvent> events = Stream.concat(Stream.ofNullable(session.outbox()).flatMap(List::stream),
				change.events().stream());
		long bytes = parts.filter(Objects::nonNull).mapToLong((part) -> StoredSize.of(part.stored())).sum()
				+ events.filter((event) -> event.payload() != null)
					.mapToLong((event) -> event.payload().getBytes(StandardCharsets.UTF_8).length)
					.sum();
		if (bytes > StoredSize.LIMIT) {
			throw ProblemException.tooLarge("The session would have more than " + StoredSize.LIMIT
					+ " bytes with this, the most that one can have with its data, template, reply and pending events");
		}
	}

	private static Query unchanged(SessionMessage session) {
		return new Query(Criteria.where("_id").is(session.id()).and("version").is(session.version()));
	}

	private Document write(Object object) {
		Document document = new Document();
		this.converter.write(object, document);
		return document;
	}

}
