package io.parley.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.store.StoredSize;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Writes documents together with their events, each in one write: the feature's way to
 * NATS. What was written is on its way when the write returns; who has to know whether
 * NATS has it asks {@link Relay#confirmation}.
 */
@Component
public class Outbox {

	private final JsonMapper mapper;

	private final NatsProperties properties;

	private final NatsConnection nats;

	private final TeamTemplate store;

	private final MongoConverter converter;

	private final Relay relay;

	Outbox(JsonMapper mapper, NatsProperties properties, NatsConnection nats, TeamTemplate store,
			MongoConverter converter, Relay relay) {
		this.nats = nats;
		this.mapper = mapper;
		this.properties = properties;
		this.store = store;
		this.converter = converter;
		this.relay = relay;
	}

	/**
	 * Inserts a document with its first event, converting it once.
	 * @param document a document of the team of the request at hand; what its own
	 * {@code outbox()} says is not looked at
	 * @return the document that was given
	 * @throws org.springframework.dao.DuplicateKeyException when a unique index has its
	 * key
	 * @throws ProblemException 413 when one document cannot hold it
	 */
	public <T extends OutboxOwner> T insert(OutboxSource source, T document, OutboxEvent event) {
		Document stored = new Document();
		this.converter.write(document, stored);
		return insert(source, document, stored, event);
	}

	/**
	 * The same for a document that says itself how it is stored.
	 * @param stored the document as it is stored, but for its team and outbox
	 */
	public <T extends OutboxOwner> T insert(OutboxSource source, T document, Document stored, OutboxEvent event) {
		stored.put(OutboxEvent.OUTBOX, List.of(event.stored()));
		TeamTemplate collection = this.store.on(source.collection());
		RawBsonDocument encoded = collection.encoded(stored);
		requireRoom(encoded.getByteBuffer().remaining());
		collection.insertEncoded(encoded);
		this.relay.publishSoon(source, document, List.of(event));
		return document;
	}

	/**
	 * Changes a document and adds events to its outbox in one write, if it is still there
	 * and meets the condition. Counts the change in the document's {@code version}.
	 * @param document as it was read; its {@code outbox()} says what is pending
	 * @param condition what must be true of the document besides its {@code _id}
	 * @return the document as it is then, or nothing where the condition was not met
	 * @throws ProblemException 503 when too much of the document waits for NATS already
	 */
	@SuppressWarnings("unchecked")
	public <T extends OutboxOwner> Optional<T> change(OutboxSource source, T document, Query condition, Update update,
			List<OutboxEvent> events) {
		admit(document, events);
		Query itself = condition.addCriteria(Criteria.where("_id").is(document.id()));
		update.inc("version", 1);
		if (!events.isEmpty()) {
			update.push(OutboxEvent.OUTBOX).each(events.stream().map(OutboxEvent::stored).toArray());
		}
		Optional<T> changed = (Optional<T>) this.store.on(source.collection())
			.findAndModify(itself, update, document.getClass());
		changed.ifPresent((current) -> this.relay.publishSoon(source, current, current.outbox()));
		return changed;
	}

	/**
	 * Makes sure that one document can hold this, its outbox included.
	 * @param stored a document in its stored form
	 * @throws ProblemException 413 when it cannot
	 */
	public static void requireRoom(Document stored) {
		requireRoom(StoredSize.of(stored));
	}

	private static void requireRoom(int bytes) {
		if (bytes > StoredSize.LIMIT) {
			throw ProblemException
				.tooLarge("With this the document would take %d bytes in the store, its events included; it can take %d"
					.formatted(bytes, StoredSize.LIMIT));
		}
	}

	/**
	 * An event with this payload.
	 * @param eventId unique among all events of the document
	 * @param coreSubject a core subject that it goes to as well, or null
	 * @throws ProblemException 413 when NATS would not take the payload, or it has so
	 * many subjects that it would be too much altogether
	 */
	public OutboxEvent event(String eventId, Instant at, List<String> subjects, @Nullable String coreSubject,
			Object payload) {
		String json = this.mapper.writeValueAsString(payload);
		int bytes = bytes(json);
		int limit = Math.min(this.properties.maxEventBytes(), this.nats.maxPayload());
		if (bytes > limit) {
			throw ProblemException
				.tooLarge("The event of this request would have %d bytes; NATS takes %d".formatted(bytes, limit));
		}
		if ((long) bytes * subjects.size() > this.properties.maxFanOutBytes()) {
			throw ProblemException.tooLarge(("The event of this request would have %d bytes and go to %d subjects;"
					+ " that can be %d bytes altogether")
				.formatted(bytes, subjects.size(), this.properties.maxFanOutBytes()));
		}
		return new OutboxEvent(eventId, at, subjects, coreSubject, json,
				(coreSubject != null) ? this.relay.writer() : null);
	}

	/**
	 * Makes sure that a document has room for more events.
	 * @throws ProblemException 503 when too much of it waits for NATS already
	 */
	public void admit(OutboxOwner document, List<OutboxEvent> events) {
		Collection<OutboxEvent> pending = (document.outbox() != null) ? document.outbox() : List.of();
		long bytes = Stream.concat(pending.stream(), events.stream())
			.filter((event) -> event.payload() != null)
			.mapToLong((event) -> bytes(event.payload()))
			.sum();
		if (!pending.isEmpty() && bytes > this.properties.maxPendingBytes()) {
			throw ProblemException.unavailable("NATS is away and too much waits for it here already; try again later");
		}
	}

	private static int bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8).length;
	}

}
