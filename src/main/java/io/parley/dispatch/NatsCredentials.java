package io.parley.dispatch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.nats.client.AuthHandler;
import io.nats.client.Options;
import io.nats.client.support.Encoding;
import io.parley.client.nats.CredentialsFile;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * How the service shows NATS who it is, in one of three ways, and how it knows the
 * server.
 *
 * @param username the user that the service is to NATS; needs the password too
 * @param password the password of {@code parley.nats.username}
 * @param token the token that NATS asks for, instead of a user and password
 * @param credentialsFile the path of a credentials file ({@code .creds}, a user's JWT and
 * seed), instead of a user and password; it is read again for each connection
 * @param sslBundle the name of a bundle under {@code spring.ssl.bundle}: the authorities
 * that the service trusts to vouch for NATS and, where NATS asks for one, its own
 * certificate. With one, nothing is sent to NATS without TLS. Without one, a
 * {@code tls://} address is held against what the Java virtual machine trusts
 */
@ConfigurationProperties("parley.nats")
record NatsCredentials(String username, String password, String token, String credentialsFile, String sslBundle) {

	/**
	 * Whether there is anything here, which only a server that was set up for it asks
	 * for.
	 */
	boolean isGiven() {
		return !kinds().isEmpty() || StringUtils.hasText(this.sslBundle);
	}

	/** Whether the service connects with a bundle of its own. */
	boolean hasSslBundle() {
		return StringUtils.hasText(this.sslBundle);
	}

	/**
	 * Has a connection use them.
	 * @param inUrl whether the address holds credentials too
	 * @throws NatsSettingsException if they contradict each other or cannot be read
	 */
	void applyTo(Options.Builder options, boolean inUrl) {
		check(inUrl);
		if (StringUtils.hasText(this.username)) {
			options.userInfo(this.username, this.password);
		}
		if (StringUtils.hasText(this.token)) {
			// The library writes a token into JSON as it is.
			options.token(Encoding.jsonEncode(this.token).toCharArray());
		}
		if (StringUtils.hasText(this.credentialsFile)) {
			options.authHandler(readable(this.credentialsFile.strip()));
		}
	}

	private void check(boolean inUrl) {
		if (StringUtils.hasText(this.username) != StringUtils.hasText(this.password)) {
			boolean user = StringUtils.hasText(this.username);
			throw new NatsSettingsException(
					"parley.nats." + (user ? "username" : "password") + " is set and parley.nats."
							+ (user ? "password" : "username") + " is not: NATS takes a user with a password");
		}
		List<String> kinds = kinds();
		if (inUrl) {
			kinds.add("a user or token in parley.nats.url");
		}
		if (kinds.size() > 1) {
			throw new NatsSettingsException("NATS takes one kind of credential, and there are "
					+ String.join(" and ", kinds) + ": keep one of them");
		}
	}

	private List<String> kinds() {
		List<String> kinds = new ArrayList<>();
		if (StringUtils.hasText(this.username) || StringUtils.hasText(this.password)) {
			kinds.add("parley.nats.username with parley.nats.password");
		}
		if (StringUtils.hasText(this.token)) {
			kinds.add("parley.nats.token");
		}
		if (StringUtils.hasText(this.credentialsFile)) {
			kinds.add("parley.nats.credentials-file");
		}
		return kinds;
	}

	private static AuthHandler readable(String file) {
		try {
			return CredentialsFile.handler(Path.of(file));
		}
		catch (IllegalArgumentException ex) {
			throw new NatsSettingsException("parley.nats.credentials-file " + ex.getMessage());
		}
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "NatsCredentials" + kinds();
	}

}
