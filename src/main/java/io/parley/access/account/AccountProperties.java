package io.parley.access.account;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Accounts and their sign-ins.
 *
 * @param hashing how many passwords are hashed at once, each with 19 MB of memory and one
 * processor for about a tenth of a second; 0 stands for all processors but one
 * @param hashingWait how long a sign-in waits for its turn before it is refused with a
 * 503
 * @param idle how long a sign-in lasts that is not used
 * @param lifetime how long a sign-in lasts however much it is used
 * @param failures how many sign-ins of one username may fail within the failure window,
 * before nobody signs in with it for a while (429)
 * @param failureWindow the time in which failed sign-ins of a username count together
 */
@Validated
@ConfigurationProperties("parley.accounts")
record AccountProperties(@Min(0) @Max(64) @DefaultValue("0") int hashing,
		@NotNull @DefaultValue("2s") Duration hashingWait, @NotNull @DefaultValue("12h") Duration idle,
		@NotNull @DefaultValue("7d") Duration lifetime, @Min(1) @DefaultValue("10") int failures,
		@NotNull @DefaultValue("5m") Duration failureWindow) {

	/** How many are hashed at once on this machine. */
	int hashingAtOnce() {
		return (this.hashing > 0) ? this.hashing : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
	}

}
