package io.parley.experiment;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How experiments and their sessions are kept.
 *
 * @param autoRegister whether a session of an experiment that is not known yet registers
 * it; otherwise creating such a session is a 400
 * @param maxCount the most sessions or experiments that the first page of a list counts;
 * a longer list has no {@code count}, so that counting costs no more than this
 * @param sweepInterval how often to look for messages that a service which was killed
 * left without a session
 * @param leftoverAge how old messages are that a service which was killed left without a
 * session before they are removed; longer than any request takes
 */
@Validated
@ConfigurationProperties("parley.experiments")
record ExperimentProperties(@DefaultValue("true") boolean autoRegister,
		@DefaultValue("10000") @Min(0) @Max(1_000_000) int maxCount,
		@NotNull @DefaultValue("10m") Duration sweepInterval, @NotNull @DefaultValue("1h") Duration leftoverAge) {
}
