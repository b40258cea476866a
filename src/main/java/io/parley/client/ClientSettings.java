package io.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;

/**
 * What a client was told by its builder.
 *
 * @param base the base URL of the service, without a slash at its end
 * @param apiKey the credential, or null
 * @param grant what to get access tokens with, or null
 * @param sslContext for https, or null for the virtual machine's own
 * @param natsServers where NATS is; empty for the default
 * @param natsLogin who the client is to NATS
 * @param connectTimeout for one connection, HTTP or NATS
 * @param attemptTimeout for one try of a request, to the last byte of its answer
 * @param deadline for all tries of a request together
 * @param pollInterval between two questions over HTTP of a wait while NATS is away
 */
record ClientSettings(URI base, @Nullable String apiKey, @Nullable ClientGrant grant, @Nullable SSLContext sslContext,
		List<String> natsServers, NatsLogin natsLogin, Duration connectTimeout, Duration attemptTimeout,
		Duration deadline, Duration pollInterval) {

	static final String DEFAULT_NATS = "nats://127.0.0.1:4222";

	static URI base(String apiBaseUrl) {
		Objects.requireNonNull(apiBaseUrl, "apiBaseUrl");
		return http(apiBaseUrl.strip().replaceAll("/+$", ""), "apiBaseUrl", "http://localhost:8000");
	}

	/** An http or https URL; otherwise the setting is refused by its name. */
	static URI http(String url, String name, String example) {
		URI parsed = null;
		try {
			parsed = URI.create(url);
		}
		catch (IllegalArgumentException ex) {
			// Said below, without what may be secret in it.
		}
		if (parsed == null || parsed.getHost() == null
				|| !("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))) {
			throw new IllegalArgumentException(name + " must be an http or https URL such as " + example + ", not '"
					+ NatsAddresses.withoutCredentials(url) + "'");
		}
		return parsed;
	}

	/**
	 * The version of HTTP to begin with. Without TLS, HTTP/2 would begin with an upgrade
	 * that some proxies trip over.
	 */
	static HttpClient.Version version(URI url) {
		return "http".equals(url.getScheme()) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2;
	}

	/**
	 * The servers to use: those given, else those of {@code ORG_NATS_URL}, else the one
	 * of this machine.
	 */
	static List<String> natsServers(@Nullable List<String> given, @Nullable String environment) {
		if (given != null && !given.isEmpty()) {
			return List.copyOf(given);
		}
		String servers = (environment != null && !environment.isBlank()) ? environment : DEFAULT_NATS;
		return Arrays.stream(servers.split(",")).map(String::strip).filter((server) -> !server.isEmpty()).toList();
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "ClientSettings[base=" + NatsAddresses.withoutCredentials(this.base.toString()) + "]";
	}

}
