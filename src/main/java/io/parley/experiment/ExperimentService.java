package io.parley.experiment;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import io.parley.store.CompareAndSet;
import io.parley.store.Ids;
import io.parley.store.Teams;
import io.parley.web.Characters;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Service;

/** Registers, reads and changes experiments. */
@Service
class ExperimentService {

	private final ExperimentRepository experiments;

	private final Teams teams;

	private final Ids ids;

	private final Clock clock;

	private final boolean autoRegister;

	ExperimentService(ExperimentRepository experiments, Teams teams, Ids ids, Clock clock,
			ExperimentProperties properties) {
		this.experiments = experiments;
		this.teams = teams;
		this.ids = ids;
		this.clock = clock;
		this.autoRegister = properties.autoRegister();
	}

	CountedPage<Experiment> list(PageRequest request) {
		return this.experiments.list(request);
	}

	/**
	 * @throws ProblemException 404 when the team has no such experiment
	 */
	Experiment get(String experimentId) {
		return this.experiments.find(experimentId)
			.orElseThrow(() -> ProblemException.notFound("There is no experiment with id " + experimentId));
	}

	/**
	 * Sessions with their experiments as they are now, all read at once. An experiment
	 * that is missing from the store is shown as one of which only the id is known.
	 */
	List<SessionWithExperiment> with(List<ExperimentSession> sessions) {
		if (sessions.isEmpty()) {
			return List.of();
		}
		Map<String, Experiment> named = this.experiments
			.named(sessions.stream().map((session) -> session.experiment().experimentId()).collect(Collectors.toSet()));
		return sessions.stream()
			.map((session) -> with(session,
					Optional.ofNullable(named.get(session.experiment().experimentId()))
						.orElseGet(() -> Experiment.register(session.experiment().experimentId(), session.id(),
								ExperimentRequest.NOTHING))))
			.toList();
	}

	/** A session with its experiment, as both and its team are now. */
	SessionWithExperiment with(ExperimentSession session, Experiment experiment) {
		return new SessionWithExperiment(session, experiment, this.teams.nameOf(session.team()));
	}

	/**
	 * Holds a condition against a session: alone, or together with its experiment as it
	 * is now.
	 * @throws ProblemException 412
	 */
	void check(Precondition precondition, ExperimentSession session) {
		precondition.check(session.tag(), () -> with(List.of(session)).get(0).tag());
	}

	/**
	 * The experiment that a new session belongs to: one that is not known yet is
	 * registered.
	 * @throws ProblemException 400 for one that is not known, where that is turned off
	 */
	Experiment forSession(String experimentId) {
		return this.experiments.find(experimentId).orElseGet(() -> {
			if (!this.autoRegister) {
				throw ProblemException.invalid("experiment",
						"experiment must be the id of an experiment; there is none with id " + experimentId);
			}
			this.experiments.insert(Experiment.register(experimentId, this.ids.next(), ExperimentRequest.NOTHING));
			return get(experimentId);
		});
	}

	/** An experiment after a PUT, and whether that registered it. */
	record Put(Experiment experiment, boolean created) {
	}

	/**
	 * Changes what the request gives of an experiment, or registers it.
	 * @throws ProblemException 400 for an id that is too long, 412
	 */
	Put put(String experimentId, ExperimentRequest request, Precondition precondition) {
		if (experimentId.codePointCount(0, experimentId.length()) > Characters.ID) {
			throw ProblemException.invalid("id", "id must be a string of 1 to " + Characters.ID + " characters");
		}
		return CompareAndSet.repeat("Experiment " + experimentId, () -> {
			Optional<Experiment> existing = this.experiments.find(experimentId);
			precondition.check(existing.map(Experiment::tag).orElse(null));
			if (existing.isPresent()) {
				return this.experiments.change(existing.get(), update(request))
					.map((experiment) -> new Put(experiment, false));
			}
			Experiment registered = Experiment.register(experimentId, this.ids.next(), request);
			return this.experiments.insert(registered) ? Optional.of(new Put(registered, true)) : Optional.empty();
		});
	}

	private Update update(ExperimentRequest request) {
		Update update = Update.update("updated_at", this.clock.instant());
		Optional.ofNullable(request.name()).ifPresent((name) -> update.set("name", name));
		Optional.ofNullable(request.description()).ifPresent((text) -> update.set("description", text));
		Optional.ofNullable(request.versionNumber()).ifPresent((number) -> update.set("version_number", number));
		Optional.ofNullable(request.storedVersions()).ifPresent((versions) -> update.set("versions", versions));
		return update;
	}

}
