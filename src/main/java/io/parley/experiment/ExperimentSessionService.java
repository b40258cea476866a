package io.parley.experiment;

import java.util.List;
import java.util.Map;

import io.parley.dispatch.OutboxEvent;
import io.parley.experiment.page.Page;
import io.parley.experiment.page.PageRequest;
import io.parley.store.Teams;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/** Creates, reads and lists experiment sessions. */
@Service
class ExperimentSessionService {

	private final ExperimentService experiments;

	private final ExperimentSessionRepository sessions;

	private final MessageBatchRepository batches;

	private final ExperimentSessionEvents events;

	private final Teams teams;

	ExperimentSessionService(ExperimentService experiments, ExperimentSessionRepository sessions,
			MessageBatchRepository batches, ExperimentSessionEvents events, Teams teams) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.batches = batches;
		this.events = events;
		this.teams = teams;
	}

	/**
	 * Creates a session, and its messages before it, where nobody sees them yet: when the
	 * session is there, all of them are, and until then none.
	 * @throws ProblemException 400 for an experiment that is not known where new ones are
	 * not registered, 413 for more messages than can be stored at once
	 */
	SessionWithExperiment create(ExperimentSessionRequest request, OperationId operation) {
		Experiment experiment = this.experiments.forSession(request.experiment());
		MessageBatch first = MessageBatch.first(operation.id(), this.teams.current(), request.messages());
		if (!first.messages().isEmpty()) {
			first = this.batches.insertFirst(this.batches.measure(first));
		}
		ExperimentSession session = ExperimentSession.create(experiment, request, first);
		OutboxEvent created = this.events.event("created", session, operation.id(), session.createdAt(),
				Map.of("status", session.status(), "message_count", session.messageCount()));
		ExperimentSession stored = this.sessions.insert(session, created);
		if (!first.messages().isEmpty()) {
			this.batches.arrived(first);
		}
		return new SessionWithExperiment(this.events.publishLater(stored), experiment);
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	SessionWithExperiment get(String sessionId) {
		return this.experiments.with(List.of(this.sessions.get(sessionId))).get(0);
	}

	/** The messages of a session as it was read. */
	Transcript messages(ExperimentSession session) {
		return new Transcript(this.batches, session);
	}

	Page<SessionWithExperiment> list(ExperimentSessionFilter filter, PageRequest request) {
		return this.sessions.list(filter, request).map(this.experiments::with);
	}

}
