package io.parley.console;

import java.time.Instant;

import io.parley.sessionmessage.SessionSummary;
import org.jspecify.annotations.Nullable;

/**
 * One session in the inbox.
 *
 * @param anchor the id of its link, by which the focus stays where it is when the list is
 * loaded again
 * @param asked a line of what was asked
 * @param expiresAt null for never
 * @param endedAt null while it is open
 */
record InboxEntry(String anchor, String sessionId, String url, String asked, String subjectId, String channelId,
		String status, Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant endedAt) {

	static InboxEntry of(SessionSummary session) {
		return new InboxEntry("s-" + session.id().toHexString(), session.sessionId(),
				SessionUrl.of(session.sessionId()), AskedText.line(session.messageData(), null), session.subjectId(),
				session.receptionChannelId(), session.status(), session.createdAt(),
				(session.expiryDate() > 0) ? Instant.ofEpochSecond(session.expiryDate()) : null, session.endedAt());
	}

}
