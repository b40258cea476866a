package io.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.nats.client.Connection;

/**
 * Makes a {@link SessionClient} that differs from the default. Every setting is optional.
 *
 * @see SessionClient#builder(String)
 */
public final class SessionClientBuilder {

	private final URI base;

	private List<String> natsServers;

	private String apiKey;

	private Duration connectTimeout = Duration.ofSeconds(5);

	private Duration attemptTimeout = Duration.ofSeconds(10);

	private Duration deadline = Duration.ofSeconds(30);

	private Duration pollInterval = Duration.ofSeconds(1);

	private HttpClient httpClient;

	private Connection natsConnection;

	SessionClientBuilder(String apiBaseUrl) {
		this.base = ClientSettings.base(apiBaseUrl);
	}

	/**
	 * The API key of a service in secured mode, sent as {@code X-api-key}. It needs the
	 * scopes {@code sessions:read} and {@code sessions:write}.
	 */
	public SessionClientBuilder apiKey(String apiKey) {
		this.apiKey = apiKey;
		return this;
	}

	/**
	 * Where NATS is, for example {@code nats://user:password@nats.example.com:4222} or
	 * {@code tls://…}. The default, also for null and an empty list, is
	 * {@code ORG_NATS_URL} (several are separated by commas), then
	 * {@code nats://127.0.0.1:4222}.
	 */
	public SessionClientBuilder natsServers(List<String> natsServers) {
		this.natsServers = natsServers;
		return this;
	}

	/**
	 * How long connecting may take, to the service and to NATS; 5 seconds unless told
	 * otherwise.
	 */
	public SessionClientBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = positive(connectTimeout, "connectTimeout");
		return this;
	}

	/**
	 * How long one try of a request may take before it is given up and tried again; 10
	 * seconds unless told otherwise.
	 */
	public SessionClientBuilder attemptTimeout(Duration attemptTimeout) {
		this.attemptTimeout = positive(attemptTimeout, "attemptTimeout");
		return this;
	}

	/**
	 * How long a request may take with all its tries and the pauses between them; 30
	 * seconds unless told otherwise.
	 */
	public SessionClientBuilder deadline(Duration deadline) {
		this.deadline = positive(deadline, "deadline");
		return this;
	}

	/**
	 * How often a wait asks for its reply over HTTP while NATS is away; 1 second unless
	 * told otherwise. While NATS is there it asks ten times less often, to be safe.
	 */
	public SessionClientBuilder pollInterval(Duration pollInterval) {
		this.pollInterval = positive(pollInterval, "pollInterval");
		return this;
	}

	/**
	 * The HTTP client to use, for a proxy or certificates of one's own. It is not closed
	 * with the session client.
	 */
	public SessionClientBuilder httpClient(HttpClient httpClient) {
		this.httpClient = httpClient;
		return this;
	}

	/**
	 * The NATS connection to use, for credentials or an account of one's own;
	 * {@link #natsServers(List)} is not looked at then. It is not closed with the session
	 * client.
	 */
	public SessionClientBuilder natsConnection(Connection natsConnection) {
		this.natsConnection = natsConnection;
		return this;
	}

	/** The client. Nothing is connected to yet. */
	public SessionClient build() {
		return new SessionClient(settings(), this.httpClient, this.natsConnection);
	}

	ClientSettings settings() {
		return new ClientSettings(this.base,
				ClientSettings.natsServers(this.natsServers, System.getenv("ORG_NATS_URL")), this.apiKey,
				this.connectTimeout, this.attemptTimeout, this.deadline, this.pollInterval);
	}

	private static Duration positive(Duration value, String name) {
		Objects.requireNonNull(value, name);
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException(name + " must be more than nothing, not " + value);
		}
		return value;
	}

}
