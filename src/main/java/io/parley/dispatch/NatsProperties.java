package io.parley.dispatch;

import java.time.Duration;

import io.parley.client.nats.NatsAddresses;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where NATS is and how it is used.
 *
 * @param url NATS servers, comma-separated; blank: a server of the service's own, on
 * loopback
 * @param embeddedDirectory where a server of the service's own keeps its streams
 * @param embeddedSync whether a server of the service's own acknowledges an event only
 * once the disk has it. Without, the end of the machine can cost the last two minutes of
 * the stream; the end of the process costs nothing
 * @param confirmTimeout the longest that a request waits for NATS to confirm its event,
 * and how long an event may be unconfirmed before NATS no longer counts as well
 * @param sweepInterval how often to look for events that were left in an outbox
 * @param maxEventBytes the largest payload of an event; at most the server's
 * {@code max_payload} less its headers
 * @param maxFanOutBytes the most that one event may be altogether: its payload times the
 * number of its subjects
 * @param maxPendingBytes how much may wait in one document's outbox
 * @param streamMaxAge how long the stream keeps an event
 * @param streamReplicas on how many servers of a cluster the stream keeps an event
 * @param duplicateWindow how long the stream knows an event that comes again
 */
@Validated
@ConfigurationProperties("parley.nats")
record NatsProperties(@DefaultValue("") String url, @NotNull @DefaultValue("data/nats") String embeddedDirectory,
		@DefaultValue("true") boolean embeddedSync, @NotNull @DefaultValue("2s") Duration confirmTimeout,
		@NotNull @DefaultValue("5s") Duration sweepInterval, @Min(1024) @DefaultValue("1044480") int maxEventBytes,
		@Min(1024) @DefaultValue("33554432") int maxFanOutBytes,
		@Min(1024) @Max(10485760) @DefaultValue("6291456") int maxPendingBytes,
		@NotNull @DefaultValue("7d") Duration streamMaxAge, @Min(1) @Max(5) @DefaultValue("1") int streamReplicas,
		@NotNull @DefaultValue("10m") Duration duplicateWindow) {

	static final String DEFAULT_URL = "nats://127.0.0.1:4222";

	String urlOrDefault() {
		return this.url.isBlank() ? DEFAULT_URL : this.url.strip();
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "NatsProperties[url=" + NatsAddresses.withoutCredentials(this.url) + "]";
	}

}
