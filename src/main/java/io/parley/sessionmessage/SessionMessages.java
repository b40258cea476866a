package io.parley.sessionmessage;

import java.util.Optional;

import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/**
 * Session messages for who brings them to a human and takes the answer back, and for who
 * looks after them: those of the team of the caller at hand. Outside a request,
 * {@link io.parley.web.OnBehalf} says whose that is.
 */
@Service
public class SessionMessages {

	private final SessionMessageService sessions;

	private final SessionListService lists;

	private final ReplyService replies;

	private final Ids ids;

	SessionMessages(SessionMessageService sessions, SessionListService lists, ReplyService replies, Ids ids) {
		this.sessions = sessions;
		this.lists = lists;
		this.replies = replies;
		this.ids = ids;
	}

	/** The session that has this id now, if there is one. */
	public Optional<AskedSession> find(String sessionId) {
		return this.sessions.findAsked(sessionId);
	}

	/** The session of this document, if it has not been deleted. */
	public Optional<AskedSession> find(ObjectId documentId) {
		return this.sessions.findAsked(documentId);
	}

	/** The session of this document with what it holds, if it has not been deleted. */
	public Optional<SessionQuestion> findQuestion(ObjectId documentId) {
		return this.sessions.findQuestion(documentId);
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

	/**
	 * What of a reply would not meet the template: a predicate for each field, as
	 * {@code POST /webhook/validate_response} answers. Changes nothing.
	 * @throws ProblemException 404 when there is no such session, 503 when it takes too
	 * long
	 */
	public JsonObject validate(HandedInReply reply) {
		return this.replies.validate(reply);
	}

	/**
	 * A session as {@code GET /session/{session_id}} answers it.
	 * @throws ProblemException 404 when there is none
	 */
	public SessionMessageResponse get(String sessionId) {
		return SessionMessageResponse.from(this.sessions.get(sessionId));
	}

	/**
	 * One page of the sessions that are selected.
	 * @throws ProblemException 400 for a cursor of another order
	 */
	public SessionList list(SessionSelection selection) {
		return this.lists.list(selection);
	}

	/**
	 * Rejects an open session: it has failed without a reply.
	 * @throws ProblemException 404 when there is none, 409 when it has ended
	 */
	public void reject(String sessionId) {
		this.sessions.end(sessionId, "FAILED");
	}

	/**
	 * Expires an open session before its time.
	 * @throws ProblemException 404 when there is none, 409 when it has ended
	 */
	public void expire(String sessionId) {
		this.sessions.end(sessionId, SessionMessage.EXPIRED);
	}

}
