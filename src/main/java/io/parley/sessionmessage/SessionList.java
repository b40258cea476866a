package io.parley.sessionmessage;

import java.util.List;

/**
 * One page of a list of sessions. It has fewer than asked for where they are large.
 *
 * @param nextCursor where the page after it begins; null where this is the last
 */
public record SessionList(List<SessionSummary> sessions, String nextCursor) {
}
