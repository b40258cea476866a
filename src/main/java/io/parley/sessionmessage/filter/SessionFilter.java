package io.parley.sessionmessage.filter;

import java.util.List;
import java.util.stream.Stream;

import io.parley.store.JsonObject;
import org.bson.Document;

/**
 * A caller's filter on session messages, turned into a query that no server of the
 * MongoDB protocol refuses. The grammar is MongoDB's own, held to the fields of
 * {@link FilterField} and the operators of {@link FilterOperators}.
 */
public final class SessionFilter {

	private final List<Document> conditions;

	private SessionFilter(List<Document> conditions) {
		this.conditions = conditions;
	}

	/**
	 * Reads a filter; an empty one matches everything.
	 * @throws InvalidFilterException if the filter holds anything that is not allowed, or
	 * is past a limit
	 */
	public static SessionFilter parse(JsonObject body, FilterLimits limits) {
		return new SessionFilter(new FilterParser(limits).parse(body.stored()));
	}

	/** The query, without the team. */
	public Document query() {
		return FilterConditions.all(this.conditions);
	}

	/**
	 * The query for what comes after the cursor in the order of the cursor's sort,
	 * without the team.
	 */
	public Document query(SessionCursor cursor) {
		return FilterConditions.all(Stream.of(this.conditions, cursor.conditions()).flatMap(List::stream).toList());
	}

}
