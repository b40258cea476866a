package io.parley.channel;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are delivered over channels.
 *
 * @param firstRetry the pause after the first attempt that failed; each further one is
 * about twice as long
 * @param lastRetry the longest pause between two attempts
 * @param attempts how many attempts are made before a message is given up as a dead
 * letter
 * @param timeout the longest that one attempt may take
 * @param concurrency how many messages of one channel an instance delivers at once
 * @param allowPrivateAddresses whether receivers may be inside the network: on loopback
 * and on private and link-local addresses
 * @param keep how long what is known of a delivery that has ended is kept
 * @param secretOverlap how long a webhook's old secret is still valid after a new one was
 * set
 */
@Validated
@ConfigurationProperties("parley.channels")
public record ChannelProperties(@NotNull @DefaultValue("5s") Duration firstRetry,
		@NotNull @DefaultValue("1h") Duration lastRetry, @Min(1) @Max(100) @DefaultValue("12") int attempts,
		@NotNull @DefaultValue("10s") Duration timeout, @Min(1) @Max(256) @DefaultValue("32") int concurrency,
		@DefaultValue("false") boolean allowPrivateAddresses, @NotNull @DefaultValue("30d") Duration keep,
		@NotNull @DefaultValue("24h") Duration secretOverlap, @NotNull @Valid @DefaultValue Slack slack,
		@NotNull @Valid @DefaultValue Email email) {

	/**
	 * Slack.
	 *
	 * @param apiUrl where Slack's Web API is
	 */
	public record Slack(@NotBlank @DefaultValue("https://slack.com/api") String apiUrl) {
	}

	/**
	 * E-mail.
	 *
	 * @param from whom e-mails are from, such as {@code Parley <parley@example.org>};
	 * without one {@code spring.mail.username} where that is an address, else
	 * parley@localhost
	 * @param connections how many mails an instance sends at once, over all channels; the
	 * others wait, within {@code parley.channels.timeout}
	 */
	public record Email(@DefaultValue("") String from, @Min(1) @Max(256) @DefaultValue("32") int connections) {
	}

}
