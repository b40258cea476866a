package io.parley.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link SessionClient} that differs from the default. Every setting is optional.
 *
 * @see SessionClient#builder(String)
 */
public final class SessionClientBuilder {

	private static final Pattern HEADER = Pattern.compile("[!-~]+");

	private final URI base;

	private @Nullable List<String> natsServers;

	private @Nullable String apiKey;

	private @Nullable String clientId;

	private @Nullable String clientSecret;

	private List<String> scopes = List.of();

	private @Nullable URI tokenUrl;

	private @Nullable SSLContext sslContext;

	private @Nullable String natsUser;

	private @Nullable String natsPassword;

	private @Nullable String natsToken;

	private @Nullable Path natsCredentialsFile;

	private @Nullable SSLContext natsSslContext;

	private Duration connectTimeout = Duration.ofSeconds(5);

	private Duration attemptTimeout = Duration.ofSeconds(10);

	private Duration deadline = Duration.ofSeconds(30);

	private Duration pollInterval = Duration.ofSeconds(1);

	private @Nullable HttpClient httpClient;

	private @Nullable Connection natsConnection;

	SessionClientBuilder(String apiBaseUrl) {
		this.base = ClientSettings.base(apiBaseUrl);
	}

	/**
	 * The API key of a service in secured mode, sent as {@code X-api-key}; null for none.
	 * It needs the scopes {@code session-messages:read} and
	 * {@code session-messages:write}. Whoever can read the traffic can use it: over plain
	 * http that is for loopback and networks that are trusted.
	 * @throws IllegalArgumentException if it holds what a header cannot carry
	 */
	public SessionClientBuilder apiKey(@Nullable String apiKey) {
		if (apiKey != null && !HEADER.matcher(apiKey).matches()) {
			throw new IllegalArgumentException("apiKey must be of visible ASCII characters");
		}
		this.apiKey = apiKey;
		return this;
	}

	/**
	 * The application of a service in secured mode that access tokens are obtained for,
	 * by the client-credentials grant of OAuth2, instead of an API key. A token is kept
	 * until shortly before it expires, or until the service does not take it any more.
	 * What is said of plain http at {@link #apiKey(String)} is true of these too.
	 * @param scopes what the tokens are to be good for; none for all that the application
	 * may do
	 */
	public SessionClientBuilder clientCredentials(String clientId, String clientSecret, String... scopes) {
		this.clientId = notBlank(clientId, "clientId");
		this.clientSecret = notBlank(clientSecret, "clientSecret");
		this.scopes = List.of(scopes);
		return this;
	}

	/**
	 * Where access tokens are had; {@code /o/token/} below the base URL unless told
	 * otherwise, also for null.
	 */
	public SessionClientBuilder tokenUrl(@Nullable String tokenUrl) {
		this.tokenUrl = (tokenUrl != null)
				? ClientSettings.http(tokenUrl.strip(), "tokenUrl", "https://auth.example.com/o/token/") : null;
		return this;
	}

	/**
	 * Whom to trust, and which certificate to show, over https; not looked at where there
	 * is an {@link #httpClient(HttpClient)}. The default, also for null, is what the
	 * virtual machine trusts.
	 */
	public SessionClientBuilder sslContext(@Nullable SSLContext sslContext) {
		this.sslContext = sslContext;
		return this;
	}

	/**
	 * Where NATS is, for example {@code nats://user:password@nats.example.com:4222} or
	 * {@code tls://…}. The default, also for null and an empty list, is
	 * {@code ORG_NATS_URL} (several are separated by commas), then
	 * {@code nats://127.0.0.1:4222}.
	 */
	public SessionClientBuilder natsServers(@Nullable List<String> natsServers) {
		this.natsServers = natsServers;
		return this;
	}

	/**
	 * The user that the client is to NATS. One kind of credential may be given: this, a
	 * {@link #natsToken(String) token}, a {@link #natsCredentialsFile(Path) credentials
	 * file}, or a user in {@link #natsServers(List)}.
	 */
	public SessionClientBuilder natsUserInfo(String user, String password) {
		this.natsUser = notBlank(user, "user");
		this.natsPassword = notBlank(password, "password");
		return this;
	}

	/** The token that NATS asks for; null for none. */
	public SessionClientBuilder natsToken(@Nullable String natsToken) {
		this.natsToken = natsToken;
		return this;
	}

	/**
	 * The credentials file of NATS ({@code .creds}, a user's JWT and seed); null for
	 * none. It is read again for each connection.
	 */
	public SessionClientBuilder natsCredentialsFile(@Nullable Path natsCredentialsFile) {
		this.natsCredentialsFile = natsCredentialsFile;
		return this;
	}

	/**
	 * Whom to trust, and which certificate to show, over TLS to NATS, which is then
	 * required. Without one, an address that begins with {@code tls://} is held against
	 * what the virtual machine trusts. Either way a server must have a certificate for
	 * the name in its address.
	 */
	public SessionClientBuilder natsSslContext(@Nullable SSLContext natsSslContext) {
		this.natsSslContext = natsSslContext;
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

	/**
	 * The client. Nothing is connected to yet.
	 * @throws IllegalArgumentException if there is more than one credential for the
	 * service or for NATS, or a credentials file that cannot be read
	 */
	public SessionClient build() {
		return new SessionClient(settings(), this.httpClient, this.natsConnection);
	}

	ClientSettings settings() {
		List<String> servers = ClientSettings.natsServers(this.natsServers, System.getenv("ORG_NATS_URL"));
		NatsLogin login = new NatsLogin(this.natsUser, this.natsPassword, this.natsToken, this.natsCredentialsFile,
				this.natsSslContext);
		if (this.natsConnection == null) {
			login.check(servers);
		}
		return new ClientSettings(this.base, this.apiKey, grant(), this.sslContext, servers, login, this.connectTimeout,
				this.attemptTimeout, this.deadline, this.pollInterval);
	}

	private @Nullable ClientGrant grant() {
		if (this.clientId == null) {
			return null;
		}
		if (this.apiKey != null) {
			throw new IllegalArgumentException("apiKey and clientCredentials are both given: keep one of them");
		}
		return new ClientGrant((this.tokenUrl != null) ? this.tokenUrl : URI.create(this.base + "/o/token/"),
				this.clientId, Objects.requireNonNull(this.clientSecret), this.scopes);
	}

	private static String notBlank(@Nullable String value, String name) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(name + " must not be blank");
		}
		return value;
	}

	private static Duration positive(Duration value, String name) {
		Objects.requireNonNull(value, name);
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException(name + " must be more than nothing, not " + value);
		}
		return value;
	}

}
