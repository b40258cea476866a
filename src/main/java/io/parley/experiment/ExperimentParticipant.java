package io.parley.experiment;

import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a session.
 *
 * @param identifier what the caller knows it by
 * @param remoteId what another system knows it by; empty where there is none
 */
@Schema(name = "ExperimentParticipant")
public record ExperimentParticipant(String identifier, String remoteId) {

	/** The participant of that identifier, or a new one where it is null. */
	static ExperimentParticipant of(@Nullable String identifier) {
		return new ExperimentParticipant((identifier != null) ? identifier : UUID.randomUUID().toString(), "");
	}

}
