package io.parley.client;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a client was told by its builder.
 *
 * @param base the base URL of the service, without a slash at its end
 * @param natsServers where NATS is; empty for the default
 * @param apiKey the credential, or null in open mode
 * @param connectTimeout for one connection, HTTP or NATS
 * @param attemptTimeout for one try of a request, to the last byte of its answer
 * @param deadline for all tries of a request together
 * @param pollInterval between two questions over HTTP of a wait while NATS is away
 */
record ClientSettings(URI base, List<String> natsServers, String apiKey, Duration connectTimeout,
		Duration attemptTimeout, Duration deadline, Duration pollInterval) {

	static final String DEFAULT_NATS = "nats://127.0.0.1:4222";

	static URI base(String apiBaseUrl) {
		Objects.requireNonNull(apiBaseUrl, "apiBaseUrl");
		URI base = URI.create(apiBaseUrl.strip().replaceAll("/+$", ""));
		if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
			throw new IllegalArgumentException(
					"apiBaseUrl must be an http or https URL such as http://localhost:8000, not '" + apiBaseUrl + "'");
		}
		return base;
	}

	/**
	 * The servers to use: those given, else those of {@code ORG_NATS_URL}, else the one
	 * of this machine.
	 */
	static List<String> natsServers(List<String> given, String environment) {
		if (given != null && !given.isEmpty()) {
			return List.copyOf(given);
		}
		String servers = (environment != null && !environment.isBlank()) ? environment : DEFAULT_NATS;
		return Arrays.stream(servers.split(",")).map(String::strip).filter((server) -> !server.isEmpty()).toList();
	}

}
