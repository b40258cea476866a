package io.parley.client.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.parley.client.SessionClient;
import io.parley.client.SessionClientBuilder;

/**
 * The settings of {@link SessionClientBuilder}; what is not set keeps the default that is
 * documented there. The condition is for applications that scan this package, as the
 * service itself does.
 *
 * @param apiBaseUrl the base URL of the service
 * @param natsServers the URLs of the NATS servers
 * @param apiKey the API key of a service in secured mode
 * @param connectTimeout for connecting, to the service and to NATS
 * @param attemptTimeout for one try of a request
 * @param deadline for all tries of a request together
 * @param pollInterval between two questions over HTTP of a wait while NATS is away
 */
@ConditionalOnProperty("parley.client.api-base-url")
@ConfigurationProperties("parley.client")
record ParleyClientProperties(String apiBaseUrl, List<String> natsServers, String apiKey, Duration connectTimeout,
		Duration attemptTimeout, Duration deadline, Duration pollInterval) {

	SessionClientBuilder builder() {
		SessionClientBuilder builder = SessionClient.builder(this.apiBaseUrl)
			.natsServers(this.natsServers)
			.apiKey(this.apiKey);
		given(this.connectTimeout, builder::connectTimeout);
		given(this.attemptTimeout, builder::attemptTimeout);
		given(this.deadline, builder::deadline);
		given(this.pollInterval, builder::pollInterval);
		return builder;
	}

	private static void given(Duration value, Consumer<Duration> setting) {
		if (value != null) {
			setting.accept(value);
		}
	}

}
