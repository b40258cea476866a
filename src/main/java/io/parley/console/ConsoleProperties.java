package io.parley.console;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pages for people.
 *
 * @param listeners how many pages of one instance may be told at once that something new
 * came; those past it show what is new when they are loaded again
 * @param heartbeat how often a page that waits to be told of something new hears a sign
 * of life, and it is looked whether its person is still signed in
 */
@Validated
@ConfigurationProperties("parley.console")
record ConsoleProperties(@Min(1) @Max(10000) @DefaultValue("256") int listeners,
		@NotNull @DefaultValue("15s") Duration heartbeat) {
}
