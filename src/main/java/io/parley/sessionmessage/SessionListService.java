package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.parley.sessionmessage.SessionSelection.Order;
import io.parley.sessionmessage.SessionSelection.State;
import io.parley.sessionmessage.filter.InvalidFilterException;
import io.parley.sessionmessage.filter.SessionCursor;
import io.parley.sessionmessage.filter.SessionSort;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.stereotype.Service;

/**
 * Lists sessions for people who look after them. Each selection begins with fields that
 * an index begins with and goes on in its order, so that a page of what is open costs the
 * same however many sessions have ended.
 */
@Service
class SessionListService {

	/** What a list shows, without what may be large besides. */
	private static final Document SHOWN = Stream
		.of("session_id", "subject_id", "reception_channel_id", "status", "expiry_date", "message_data", "created_at",
				"ended_at")
		.collect(Document::new, (fields, field) -> fields.append(field, 1), Document::putAll);

	private final TeamTemplate store;

	SessionListService(TeamTemplate store) {
		this.store = store.on(SessionMessage.COLLECTION);
	}

	/**
	 * @throws ProblemException 400 for a cursor of another order
	 */
	SessionList list(SessionSelection selection) {
		if (isContradiction(selection)) {
			return new SessionList(List.of(), null);
		}
		SessionSort sort = sort(selection.order());
		List<Document> conditions = selected(selection);
		if (selection.cursor() != null) {
			conditions.addAll(after(selection.cursor(), sort));
		}
		Document filter = conditions.isEmpty() ? new Document() : new Document("$and", conditions);
		KeyPage<SessionSummary> page = this.store.page(new BasicQuery(filter, SHOWN), sort.order(), selection.limit(),
				SessionSummary.class);
		return new SessionList(page.entries(), page.more() ? cursor(page, sort) : null);
	}

	/** Whether a session has ended follows from its status. */
	private static boolean isContradiction(SessionSelection selection) {
		return selection.status() != null && selection.state() != State.ANY
				&& SessionMessage.isEnd(selection.status()) != (selection.state() == State.ENDED);
	}

	/**
	 * Where the status alone narrows the list down, its index is the one to read; in all
	 * other lists the status is tried on what is found.
	 */
	private static List<Document> selected(SessionSelection selection) {
		List<Document> conditions = new ArrayList<>();
		is(conditions, "status", selection.status());
		is(conditions, "subject_id", selection.subjectId());
		is(conditions, "reception_channel_id", selection.receptionChannelId());
		boolean byStatus = conditions.size() == 1 && selection.status() != null;
		if (selection.order() == Order.EXPIRING) {
			is(conditions, "ended", false);
			conditions.add(new Document("expiry_date", new Document("$gt", 0)));
		}
		else if (!byStatus) {
			is(conditions, "ended", ended(selection));
		}
		return conditions;
	}

	/** Null where both are asked for. */
	private static @Nullable Boolean ended(SessionSelection selection) {
		if (selection.status() != null) {
			return SessionMessage.isEnd(selection.status());
		}
		return (selection.state() != State.ANY) ? selection.state() == State.ENDED : null;
	}

	private static void is(List<Document> conditions, String field, @Nullable Object value) {
		if (value != null) {
			conditions.add(new Document(field, value));
		}
	}

	private static SessionSort sort(Order order) {
		return switch (order) {
			case NEWEST -> SessionSort.CREATED_AT_DESCENDING;
			case OLDEST -> SessionSort.CREATED_AT;
			case EXPIRING -> SessionSort.EXPIRY_DATE;
		};
	}

	private static List<Document> after(String cursor, SessionSort sort) {
		try {
			return SessionCursor.decode(cursor, sort).conditions();
		}
		catch (InvalidFilterException ex) {
			throw ProblemException.invalid("cursor",
					"cursor must be taken unchanged from a page of a list in the same order");
		}
	}

	private static String cursor(KeyPage<SessionSummary> page, SessionSort sort) {
		SessionSummary last = page.entries().get(page.entries().size() - 1);
		long value = (sort == SessionSort.EXPIRY_DATE) ? last.expiryDate() : last.createdAt().toEpochMilli();
		return new SessionCursor(sort, value, last.id()).encode();
	}

}
