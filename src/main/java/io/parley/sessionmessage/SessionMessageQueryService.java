package io.parley.sessionmessage;

import java.util.List;

import io.parley.sessionmessage.filter.InvalidFilterException;
import io.parley.sessionmessage.filter.SessionCursor;
import io.parley.sessionmessage.filter.SessionFilter;
import io.parley.sessionmessage.filter.SessionSort;
import io.parley.store.JsonObject;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.stereotype.Service;

/** Lists the session messages that a filter matches, page by page. */
@Service
class SessionMessageQueryService {

	/** All but what no caller sees, which may be large. */
	private static final Document NEEDED = new Document("outbox", 0).append("operations", 0)
		.append("answers", 0)
		.append("last_messages", 0);

	private final TeamTemplate store;

	private final SessionMessageProperties properties;

	SessionMessageQueryService(TeamTemplate store, SessionMessageProperties properties) {
		this.store = store;
		this.properties = properties;
	}

	/**
	 * Sessions in the order asked for, and the cursor of the page after them, or null
	 * where there is none.
	 */
	record Page(List<SessionMessage> sessions, @Nullable String nextCursor) {
	}

	/**
	 * One page. It has fewer sessions than asked for where they are large.
	 * @param limit sessions on the page; null is the default
	 * @param sort as a caller writes it; null is oldest first
	 * @param cursor of the page before, or null for the first
	 * @throws ProblemException 400 saying what is allowed
	 */
	Page query(JsonObject filter, @Nullable Integer limit, @Nullable String sort, @Nullable String cursor) {
		int size = (limit != null) ? limit : this.properties.pageSize();
		if (size < 1 || size > this.properties.maxPageSize()) {
			throw ProblemException.invalid("limit", "limit must be from 1 to " + this.properties.maxPageSize());
		}
		try {
			SessionSort order = SessionSort.parse(sort);
			SessionFilter matching = SessionFilter.parse(filter, this.properties.filter());
			Document query = (cursor != null) ? matching.query(SessionCursor.decode(cursor, order)) : matching.query();
			return page(query, order, size);
		}
		catch (InvalidFilterException ex) {
			throw ProblemException.invalid(ex.field(), String.valueOf(ex.getMessage()));
		}
	}

	private Page page(Document filter, SessionSort sort, int limit) {
		KeyPage<SessionMessage> page = this.store.page(new BasicQuery(filter, NEEDED), sort.order(), limit,
				SessionMessage.class);
		return new Page(page.entries(), page.more() ? after(sort, page.entries()).encode() : null);
	}

	private static SessionCursor after(SessionSort sort, List<SessionMessage> sessions) {
		SessionMessage last = sessions.get(sessions.size() - 1);
		long value = switch (sort) {
			case CREATED_AT, CREATED_AT_DESCENDING -> last.createdAt().toEpochMilli();
			case UPDATED_AT, UPDATED_AT_DESCENDING -> last.updatedAt().toEpochMilli();
			case EXPIRY_DATE, EXPIRY_DATE_DESCENDING -> last.fields().expiryDate();
		};
		return new SessionCursor(sort, value, last.id());
	}

}
