package io.parley.experiment;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How experiments and their sessions are kept.
 *
 * @param autoRegister whether a session of an experiment that is not known yet registers
 * it; otherwise creating such a session is a 400
 * @param sweepInterval how often to look for messages that a service which was killed
 * left without a session
 * @param leftoverAge how old such messages are before they are removed; longer than any
 * request takes
 */
@Validated
@ConfigurationProperties("parley.experiments")
record ExperimentProperties(@DefaultValue("true") boolean autoRegister,
		@NotNull @DefaultValue("10m") Duration sweepInterval, @NotNull @DefaultValue("1h") Duration leftoverAge) {
}
