package io.parley.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;
import io.nats.client.support.Encoding;
import io.parley.client.nats.CredentialsFile;
import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;

/**
 * How a client shows NATS who it is: in one of three ways or not at all.
 *
 * @param user a user, or null
 * @param password the user's password, or null
 * @param token a token, or null
 * @param credentialsFile a file with a user's JWT and seed, or null
 * @param ssl whom to trust and what to show over TLS, or null
 */
record NatsLogin(@Nullable String user, @Nullable String password, @Nullable String token,
		@Nullable Path credentialsFile, @Nullable SSLContext ssl) {

	/**
	 * Options for a connection to these servers.
	 * @throws IllegalArgumentException if an address is none
	 */
	Options.Builder options(List<String> servers) {
		Options.Builder options;
		try {
			options = NatsAddresses.of(servers).options(this.ssl);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Each of natsServers " + ex.getMessage());
		}
		if (this.user != null) {
			options.userInfo(this.user, this.password);
		}
		if (this.token != null) {
			// The library writes a token into JSON as it is.
			options.token(Encoding.jsonEncode(this.token).toCharArray());
		}
		return (this.credentialsFile != null) ? options.authHandler(handler(this.credentialsFile)) : options;
	}

	/**
	 * @throws IllegalArgumentException if there is more than one kind, or the file cannot
	 * be read
	 */
	void check(List<String> servers) {
		List<String> kinds = new ArrayList<>();
		if (this.user != null) {
			kinds.add("natsUserInfo");
		}
		if (this.token != null) {
			kinds.add("natsToken");
		}
		if (this.credentialsFile != null) {
			kinds.add("natsCredentialsFile");
			handler(this.credentialsFile);
		}
		if (holdCredentials(servers)) {
			kinds.add("a user or token in natsServers");
		}
		if (kinds.size() > 1) {
			throw new IllegalArgumentException("NATS takes one kind of credential, and there are "
					+ String.join(" and ", kinds) + ": keep one of them");
		}
	}

	/** What is no URL at all is refused where it is connected to. */
	private static boolean holdCredentials(List<String> servers) {
		try {
			return NatsAddresses.of(servers).holdCredentials();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static io.nats.client.AuthHandler handler(Path file) {
		try {
			return CredentialsFile.handler(file);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("natsCredentialsFile " + ex.getMessage());
		}
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "NatsLogin[user=" + this.user + "]";
	}

}
