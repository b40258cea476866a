package io.parley.client.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

import io.parley.client.SessionClient;
import io.parley.client.SessionClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link SessionClientBuilder}; what is not set keeps the default that is
 * documented there. The condition is for applications that scan this package, as the
 * service itself does.
 *
 * @param apiBaseUrl the base URL of the service
 * @param natsServers the URLs of the NATS servers
 * @param apiKey the API key of a service in secured mode
 * @param clientId the application that access tokens are obtained for, instead of a key
 * @param clientSecret the secret of the application
 * @param scopes what the tokens are to be good for; all that the application may do
 * unless told otherwise
 * @param tokenUrl where tokens are had; {@code /o/token/} of the service unless told
 * otherwise
 * @param sslBundle the bundle under {@code spring.ssl.bundle} that is used for https
 * @param natsUsername the user that the application is to NATS
 * @param natsPassword the password of that user of NATS
 * @param natsToken the token that NATS asks for, instead of a user
 * @param natsCredentialsFile the path of a NATS credentials file, instead of a user
 * @param natsSslBundle the bundle that is used for TLS to NATS, which is then required
 * @param connectTimeout for connecting, to the service and to NATS
 * @param attemptTimeout for one try of a request
 * @param deadline for all tries of a request together
 * @param pollInterval between two questions over HTTP of a wait while NATS is away
 */
@ConditionalOnProperty("parley.client.api-base-url")
@ConfigurationProperties("parley.client")
record ParleyClientProperties(String apiBaseUrl, List<String> natsServers, String apiKey, String clientId,
		String clientSecret, @Nullable List<String> scopes, String tokenUrl, String sslBundle, String natsUsername,
		String natsPassword, String natsToken, String natsCredentialsFile, String natsSslBundle,
		Duration connectTimeout, Duration attemptTimeout, Duration deadline, Duration pollInterval) {

	SessionClientBuilder builder(SslBundles bundles) {
		SessionClientBuilder builder = SessionClient.builder(this.apiBaseUrl).natsServers(this.natsServers);
		given(this.apiKey, builder::apiKey);
		together("parley.client.client-id", this.clientId, "parley.client.client-secret", this.clientSecret,
				(id, secret) -> builder.clientCredentials(id, secret,
						(this.scopes != null) ? this.scopes.toArray(String[]::new) : new String[0]));
		given(this.tokenUrl, builder::tokenUrl);
		given(this.sslBundle, (name) -> builder.sslContext(bundles.getBundle(name).createSslContext()));
		together("parley.client.nats-username", this.natsUsername, "parley.client.nats-password", this.natsPassword,
				builder::natsUserInfo);
		given(this.natsToken, builder::natsToken);
		given(this.natsCredentialsFile, (file) -> builder.natsCredentialsFile(Path.of(file)));
		given(this.natsSslBundle, (name) -> builder.natsSslContext(bundles.getBundle(name).createSslContext()));
		given(this.connectTimeout, builder::connectTimeout);
		given(this.attemptTimeout, builder::attemptTimeout);
		given(this.deadline, builder::deadline);
		given(this.pollInterval, builder::pollInterval);
		return builder;
	}

	/** Blank is not given: so an environment variable is turned off. */
	private static void given(String value, Consumer<String> setting) {
		if (StringUtils.hasText(value)) {
			setting.accept(value);
		}
	}

	private static void together(String name, String value, String otherName, String other,
			BiConsumer<String, String> setting) {
		if (StringUtils.hasText(value) != StringUtils.hasText(other)) {
			throw new IllegalArgumentException(name + " and " + otherName + " are set together or not at all");
		}
		given(value, (set) -> setting.accept(set, other));
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "ParleyClientProperties";
	}

	private static void given(@Nullable Duration value, Consumer<Duration> setting) {
		if (value != null) {
			setting.accept(value);
		}
	}

}
