package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.parley.dispatch.OutboxEvent;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Creates, reads, changes and deletes session messages. */
@Service
class SessionMessageService {

	private final SessionMessageRepository sessions;

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final Templates templates;

	private final Clock clock;

	SessionMessageService(SessionMessageRepository sessions, SessionMessageChanges changes, SessionMessageEvents events,
			Templates templates, Clock clock) {
		this.sessions = sessions;
		this.changes = changes;
		this.events = events;
		this.templates = templates;
		this.clock = clock;
	}

	/**
	 * Creates a session message.
	 * @throws ProblemException 400 for a template that is itself invalid, 409 when the
	 * team has a session of that id
	 */
	SessionMessage create(SessionMessageRequest request, OperationId operation) {
		SessionMessage session = SessionMessage.create(request, operation.id(), this.sessions.team());
		this.templates.read(session.fields().messageDataTemplate());
		OutboxEvent created = this.events.lifecycle("created", session, operation.id(), session.createdAt());
		try {
			return this.sessions.insert(session, created);
		}
		catch (DuplicateKeyException ex) {
			return this.sessions.find(session.sessionId())
				.filter((existing) -> existing.id().equals(operation.id()))
				.orElseThrow(() -> ProblemException
					.conflict("There is a session with session_id " + session.sessionId() + " already"));
		}
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	SessionMessage get(String sessionId) {
		return this.changes.find(sessionId);
	}

	/** A session as a channel sees it. */
	Optional<AskedSession> findAsked(String sessionId) {
		return this.sessions.find(sessionId).map(this::asked);
	}

	/** The session of this document as a channel sees it. */
	Optional<AskedSession> findAsked(ObjectId documentId) {
		return this.sessions.find(documentId).map(this::asked);
	}

	/** The session of this document for a human, if it has not been deleted. */
	Optional<SessionQuestion> findQuestion(ObjectId documentId) {
		return this.sessions.findWhole(documentId).map((session) -> session.question(this.clock.instant()));
	}

	private AskedSession asked(SessionMessage session) {
		return session.asked(this.clock.instant());
	}

	/**
	 * Changes the fields that the request gives.
	 * @throws ProblemException 400 for another session_id or an invalid template, 404,
	 * 409 when it would open a session that took its reply, 412
	 */
	SessionMessage update(String sessionId, SessionMessageRequest request, Precondition precondition) {
		if (request.sessionId() != null && !request.sessionId().equals(sessionId)) {
			throw ProblemException.invalid("session_id", "session_id cannot change; leave it out");
		}
		if (request.messageDataTemplate() != null) {
			this.templates.read(request.messageDataTemplate());
		}
		return this.changes.apply(sessionId, precondition, (session, now) -> updated(session, request, now));
	}

	/**
	 * Gives a session that is open a status that ends it.
	 * @throws ProblemException 404, 409 when it has ended already
	 */
	SessionMessage end(String sessionId, String status) {
		SessionMessageRequest request = new SessionMessageRequest(null, null, null, null, null, null, status, null,
				null);
		return this.changes.apply(sessionId, Precondition.none(), (session, now) -> {
			session.refuseIfEnded(now);
			return updated(session, request, now);
		});
	}

	private SessionMessageChange updated(SessionMessage session, SessionMessageRequest request, Instant now) {
		SessionMessageChange change = session.update(request, now);
		this.events.ended(session, request, now).ifPresent(change::tell);
		return change;
	}

	/**
	 * @throws ProblemException 404, 412
	 */
	void delete(String sessionId, Precondition precondition) {
		this.changes.delete(sessionId, precondition,
				(session, now) -> this.events.lifecycle("deleted", session, new ObjectId(), now));
	}

}
