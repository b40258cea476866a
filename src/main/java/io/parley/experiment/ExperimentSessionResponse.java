package io.parley.experiment;

import java.time.Instant;
import java.util.List;

import io.parley.store.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session as callers see it, without its messages: the fields of the published API that
 * these sessions follow, then what the service adds.
 */
@Schema(name = "ExperimentSession", requiredProperties = { "url", "id", "team", "experiment", "participant",
		"created_at", "updated_at", "tags", "status", "platform", "state", "ended_at", "message_count" })
public record ExperimentSessionResponse(String url, String id, TeamView team, SessionExperiment experiment,
		ExperimentParticipant participant, Instant createdAt, Instant updatedAt, List<String> tags, String status,
		String platform, JsonObject state, @Schema(types = {
				"string", "null" }, format = "date-time") @Nullable Instant endedAt,
		long messageCount){

	/** The team of a session. */
	@Schema(name = "Team")
	public record TeamView(String name, String slug) {
	}

	/**
	 * The experiment as it is now, but with the version that it had when the session was
	 * created.
	 */
	public record SessionExperiment(String id, String name, String description, String url, int versionNumber) {
	}

	static ExperimentSessionResponse from(SessionWithExperiment both, Urls urls) {
		ExperimentSession session = both.session();
		Experiment experiment = both.experiment();
		return new ExperimentSessionResponse(urls.session(session.sessionId()), session.sessionId(),
				new TeamView(both.teamName(), session.team()),
				new SessionExperiment(experiment.experimentId(), experiment.name(), experiment.description(),
						urls.experiment(experiment.experimentId()), session.experiment().versionNumber()),
				session.participant(), session.createdAt(), session.updatedAt(), session.tags(), session.status(),
				session.platform(), session.state(), session.endedAt(), session.messageCount());
	}

}
