package io.parley.sessionmessage;

import java.time.Clock;
import java.util.Optional;

import io.parley.store.Ids;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/**
 * Session messages for who brings them to a human and takes the answer back: those of the
 * team of the caller at hand. Outside a request, {@link io.parley.web.OnBehalf} says
 * whose that is.
 */
@Service
public class SessionMessages {

	private final SessionMessageRepository sessions;

	private final ReplyService replies;

	private final Ids ids;

	private final Clock clock;

	SessionMessages(SessionMessageRepository sessions, ReplyService replies, Ids ids, Clock clock) {
		this.sessions = sessions;
		this.replies = replies;
		this.ids = ids;
		this.clock = clock;
	}

	/** The session that has this id now, if there is one. */
	public Optional<AskedSession> find(String sessionId) {
		return this.sessions.find(sessionId).map((session) -> session.asked(this.clock.instant()));
	}

	/** The session of this document, if it has not been deleted. */
	public Optional<AskedSession> find(ObjectId documentId) {
		return this.sessions.find(documentId).map((session) -> session.asked(this.clock.instant()));
	}

	/**
	 * Takes a reply as {@code POST /channels/response} does: a reply with the
	 * {@code replyId} of one that was taken before is answered as that one was, and
	 * changes nothing.
	 * @throws ProblemException 404 when there is no such session, 409 when it has ended,
	 * 413 when it is too large, 503 when it cannot be taken now and may be handed in
	 * again
	 */
	public ReplyOutcome reply(HandedInReply reply) {
		return this.replies.reply(reply, new OperationId(this.ids.next()));
	}

}
