package io.parley.sessionmessage;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a list shows, in which order, and from where on.
 *
 * @param state whether only those that are open or those that have ended
 * @param status only those of exactly this status; null for any
 * @param subjectId only those of this subject; null for any
 * @param receptionChannelId only those that are meant for this channel; null for any
 * @param order what comes first
 * @param limit the most on one page, 1 to 200
 * @param cursor what the page before it gave; null for the first page
 */
public record SessionSelection(State state, @Nullable String status, @Nullable String subjectId,
		@Nullable String receptionChannelId, Order order, int limit, @Nullable String cursor) {

	private static final int MAX_LIMIT = 200;

	/** How far sessions are. */
	public enum State {

		/** They take messages and replies. */
		OPEN,

		/** They take none any more. */
		ENDED,

		/** Whether they do or not. */
		ANY

	}

	/** What comes first. */
	public enum Order {

		/** Who was asked last. */
		NEWEST,

		/** Who has waited longest. */
		OLDEST,

		/** What expires next; only of open sessions, and none that never expires. */
		EXPIRING

	}

	/**
	 * @throws ProblemException 400 for a limit or an order that there is not
	 */
	public SessionSelection {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw ProblemException.invalid("limit", "limit must be from 1 to " + MAX_LIMIT);
		}
		if (order == Order.EXPIRING && state != State.OPEN) {
			throw ProblemException.invalid("order",
					"order can only be expiring where state is open: what has ended does not expire");
		}
	}

}
