package io.parley.sessionmessage;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list of sessions. It has fewer than asked for where they are large.
 *
 * @param nextCursor where the page after it begins; null where this is the last
 */
public record SessionList(List<SessionSummary> sessions, @Nullable String nextCursor) {
}
