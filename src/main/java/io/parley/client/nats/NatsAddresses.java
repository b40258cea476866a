package io.parley.client.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;
import io.nats.client.support.NatsUri;
import org.jspecify.annotations.Nullable;

/**
 * Where NATS is: the servers of one cluster, any of which will do.
 *
 * @param servers their URLs, which may hold a user and password, or a token
 */
public record NatsAddresses(List<URI> servers) {

	private static final Set<String> OVER_TLS = Set.of("tls", "wss");

	private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

	/**
	 * The servers at these URLs; {@code nats://} and port 4222 may be left away.
	 * @throws IllegalArgumentException if one is no URL; the message does not show it,
	 * since it may hold a password
	 */
	public static NatsAddresses of(List<String> urls) {
		List<URI> servers = new ArrayList<>();
		for (String url : urls) {
			try {
				servers.add(new NatsUri(url.strip()).getUri());
			}
			catch (URISyntaxException ex) {
				throw new IllegalArgumentException(
						"must be the URL of a NATS server such as nats://nats.example.com:4222,"
								+ " in which special characters of a user, password or token are percent-encoded");
			}
		}
		return new NatsAddresses(List.copyOf(servers));
	}

	/** Whether the URL of a server holds a user and password, or a token. */
	public boolean holdCredentials() {
		return this.servers.stream().anyMatch((server) -> server.getRawUserInfo() != null);
	}

	/**
	 * Options that lead to these servers. Over TLS a server must show a certificate for
	 * the name or address that its URL has.
	 * @param ssl whom to trust and what to show; null for what the virtual machine
	 * trusts, where a URL begins with {@code tls://} or {@code wss://}, and no TLS where
	 * none does
	 */
	public Options.Builder options(@Nullable SSLContext ssl) {
		Options.Builder options = Options.builder()
			.servers(this.servers.stream().map(URI::toString).toArray(String[]::new));
		if (ssl != null) {
			options.sslContext(ssl);
		}
		if (ssl != null || this.servers.stream().anyMatch((server) -> OVER_TLS.contains(server.getScheme()))) {
			// Resolved by the library, a server would be known by its address alone.
			options.hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
				.dataPortType(HostCheckingDataPort.class.getName());
		}
		return options;
	}

	/** A text without the users, passwords and tokens of the URLs in it. */
	public static @Nullable String withoutCredentials(@Nullable String text) {
		return (text != null) ? USER_INFO.matcher(text).replaceAll("") : null;
	}

	@Override
	public String toString() {
		return String.valueOf(withoutCredentials(this.servers.toString()));
	}

}
