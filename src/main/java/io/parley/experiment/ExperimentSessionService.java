package io.parley.experiment;

import java.time.Clock;
import java.util.List;

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

	private final Teams teams;

	private final Clock clock;

	ExperimentSessionService(ExperimentService experiments, ExperimentSessionRepository sessions,
			MessageBatchRepository batches, Teams teams, Clock clock) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.batches = batches;
		this.teams = teams;
		this.clock = clock;
	}

	/**
	 * Creates a session, and its messages before it, where nobody sees them yet: when the
	 * session is there, all of them are, and until then none.
	 * @throws ProblemException 400 for an experiment that is not known where new ones are
	 * not registered, 413 for more messages than can be stored at once
	 */
	SessionWithExperiment create(ExperimentSessionRequest request, OperationId operation) {
		Experiment experiment = this.experiments.forSession(request.experiment());
		MessageBatch first = MessageBatch.first(operation.id(), this.teams.current(), request.messages(),
				this.clock.instant());
		if (!first.messages().isEmpty()) {
			first = this.batches.insertFirst(first);
		}
		ExperimentSession session = ExperimentSession.create(experiment, request, first);
		return new SessionWithExperiment(this.sessions.insert(session, operation), experiment);
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	SessionWithExperiment get(String sessionId) {
		return this.experiments.with(List.of(this.sessions.get(sessionId))).get(0);
	}

	/** The messages of a session as it was read. */
	Transcript messages(ExperimentSession session) {
		return this.batches.transcript(session);
	}

	Page<SessionWithExperiment> list(ExperimentSessionFilter filter, PageRequest request) {
		return this.sessions.list(filter, request).map(this.experiments::with);
	}

}
