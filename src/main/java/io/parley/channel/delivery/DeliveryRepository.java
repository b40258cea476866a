package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.channel.ChannelKind;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.EveryTeam;
import io.parley.store.GroupCommit;
import io.parley.store.KeyOrder;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The deliveries as they are stored: opens and finds them. */
@Repository
public class DeliveryRepository {

	private static final int MOST_OF_A_SESSION = 1000;

	private static final ObjectId FIRST = new ObjectId(new byte[12]);

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final GroupCommit writes;

	private final Clock clock;

	private final CountedPageReader<Delivery> pages;

	DeliveryRepository(TeamTemplate store, EveryTeam everyTeam, GroupCommit deliveryCommits, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.writes = deliveryCommits;
		this.clock = clock;
		this.pages = new CountedPageReader<>(store, Delivery.class, Delivery::id);
	}

	/**
	 * Takes note of a message that is to be delivered, once however often it is told.
	 * @throws org.springframework.dao.DataAccessException where it is not known whether
	 * it was taken note of; it is delivered all the same
	 */
	public void open(OutboundMessage message, ChannelKind kind) {
		this.writes.insert(message.team(), Delivery.stored(message, kind, this.clock.instant()));
	}

	/**
	 * Takes note of a message that is to be delivered over a channel that is gone, as a
	 * dead letter; nothing where it was taken note of before.
	 * @throws org.springframework.dao.DataAccessException where it is not known whether
	 * it was taken note of
	 */
	public void openGivenUp(OutboundMessage message) {
		this.writes.insert(message.team(), Delivery.givenUp(message, this.clock.instant()));
	}

	/** The delivery of a message, also outside a request. */
	public Optional<Delivery> find(String team, ObjectId messageId) {
		return this.store.of(team).findOne(new Query(Criteria.where("_id").is(messageId)), Delivery.class);
	}

	/**
	 * What the receiver called the first message of the same session that was delivered
	 * over the same channel.
	 */
	Optional<Document> firstReceipt(OutboundMessage message) {
		Query query = new Query(Criteria.where("session_id")
			.is(message.sessionId())
			.and("document_id")
			.is(message.documentId())
			.and("channel_id")
			.is(message.channelId())
			.and("channel_document_id")
			.is(message.channelDocumentId())
			.and("state")
			.is(DeliveryState.DELIVERED.text())
			.and("receipt")
			.exists(true)).with(Sort.by("_id")).limit(1);
		query.fields().include("receipt");
		return this.store.of(message.team())
			.on(Delivery.COLLECTION)
			.findOne(query, Document.class)
			.map((found) -> found.get("receipt", Document.class));
	}

	/** The delivery over a channel whose receipt has this {@code ts}. */
	public Optional<Delivery> findByReceipt(String team, String channelId, String ts) {
		Criteria receipt = Criteria.where("channel_id").is(channelId).and(Delivery.RECEIPT_KEY).is(ts);
		return this.store.of(team).findOne(new Query(receipt).limit(1), Delivery.class);
	}

	/**
	 * The deliveries of a session whose receipt has a {@code ts}, without what they say,
	 * in the order of that, at most so many; also outside a request.
	 */
	public List<Delivery> delivered(String team, String sessionId, int most) {
		Query query = new Query(Criteria.where("session_id")
			.is(sessionId)
			.and("state")
			.is(DeliveryState.DELIVERED.text())
			.and(Delivery.RECEIPT_KEY)
			.exists(true)).with(Sort.by(Delivery.RECEIPT_KEY)).limit(most);
		return this.store.of(team).find(withoutMessage(query), Delivery.class);
	}

	/**
	 * Whether an attempt to deliver a message of a session is being made; also outside a
	 * request.
	 */
	public boolean isUnderWay(String team, String sessionId) {
		Query query = new Query(
				Criteria.where("session_id").is(sessionId).and("state").is(DeliveryState.DELIVERING.text()))
			.limit(1);
		query.fields().include("_id");
		return this.store.of(team).on(Delivery.COLLECTION).findOne(query, Document.class).isPresent();
	}

	/** Messages' deliveries by id, without what they say; also outside a request. */
	Map<ObjectId, Delivery> find(String team, Collection<ObjectId> ids) {
		Query query = withoutMessage(new Query(Criteria.where("_id").in(ids)));
		Map<ObjectId, Delivery> found = new HashMap<>();
		this.store.of(team).find(query, Delivery.class).forEach((delivery) -> found.put(delivery.id(), delivery));
		return found;
	}

	/**
	 * The deliveries of a session of the team of the request, the oldest first; none of
	 * another that had the same {@code session_id} before.
	 */
	List<Delivery> of(AskedSession session) {
		Query query = withoutMessage(
				new Query(Criteria.where("session_id").is(session.sessionId()).and("document_id").is(session.id())));
		return this.store.page(query, KeyOrder.byId(false), MOST_OF_A_SESSION, Delivery.class).entries();
	}

	/**
	 * A page of the deliveries of the team of the request, the newest first.
	 * @param state only those in it, or null
	 * @param channelId only those over it, or null
	 */
	CountedPage<Delivery> list(@Nullable DeliveryState state, @Nullable String channelId, PageRequest request) {
		return this.pages.read(() -> {
			Criteria filter = Criteria.where("state");
			filter = (state != null) ? filter.is(state.text()) : filter.in(DeliveryState.all());
			Criteria whole = (channelId != null) ? filter.and("channel_id").is(channelId) : filter;
			return withoutMessage(new Query(whole));
		}, request);
	}

	/**
	 * Deliveries over the channel of a document that are still open and have not moved
	 * since; at most so many.
	 */
	List<Delivery> openSince(String team, ObjectId channel, Instant since, int most) {
		Query query = new Query(Criteria.where("channel_document_id")
			.is(channel)
			.and("state")
			.in(DeliveryState.OPEN)
			.and("moved_at")
			.lt(since)).limit(most);
		return this.store.of(team).find(withoutMessage(query), Delivery.class);
	}

	/**
	 * The documents of the channels of a team over which there are deliveries, also of
	 * those that are gone; one short query for each.
	 */
	List<ObjectId> channels(String team) {
		List<ObjectId> found = new ArrayList<>();
		Optional<ObjectId> next = channelAfter(team, FIRST);
		while (next.isPresent()) {
			found.add(next.get());
			next = channelAfter(team, next.get());
		}
		return found;
	}

	private Optional<ObjectId> channelAfter(String team, ObjectId channel) {
		Query query = new Query(Criteria.where("channel_document_id").gt(channel)).with(Sort.by("channel_document_id"))
			.limit(1);
		query.fields().include("channel_document_id");
		return this.store.of(team)
			.on(Delivery.COLLECTION)
			.findOne(query, Document.class)
			.map((document) -> document.getObjectId("channel_document_id"));
	}

	/**
	 * How many deliveries of all teams are in some states; at most so many are counted.
	 */
	long count(List<String> states, int most) {
		Query query = new Query(Criteria.where("state").in(states)).limit(most);
		return this.everyTeam.owned().count(query, Delivery.class);
	}

	/** Removes what ended before then, of whichever team. */
	void removeEndedBefore(Instant oldest) {
		this.everyTeam.anyTeam().remove(new Query(Criteria.where("ended_at").lt(oldest)), Delivery.class);
	}

	private static Query withoutMessage(Query query) {
		query.fields().exclude("message");
		return query;
	}

}
