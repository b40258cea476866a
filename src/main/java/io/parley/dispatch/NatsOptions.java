package io.parley.dispatch;

import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.nats.client.Options;
import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Where NATS is, with which credentials and over which TLS: what each connection to it
 * begins with. Settings that make no sense keep the service from starting.
 */
@Component
class NatsOptions {

	private final NatsAddresses addresses;

	private final NatsCredentials credentials;

	private final @Nullable SSLContext ssl;

	NatsOptions(NatsProperties properties, NatsCredentials credentials, SslBundles bundles) {
		this.addresses = addresses(properties.urlOrDefault());
		this.credentials = credentials;
		this.ssl = credentials.hasSslBundle() ? ssl(credentials.sslBundle().strip(), bundles) : null;
		builder();
	}

	/** Options with the servers, the credentials and TLS. */
	Options.Builder builder() {
		Options.Builder options = this.addresses.options(this.ssl);
		this.credentials.applyTo(options, this.addresses.holdCredentials());
		return options;
	}

	private static NatsAddresses addresses(String url) {
		List<String> urls = Arrays.stream(url.split(",")).filter((server) -> !server.isBlank()).toList();
		try {
			return NatsAddresses.of(urls);
		}
		catch (IllegalArgumentException ex) {
			throw new NatsSettingsException("Each address in parley.nats.url (ORG_NATS_URL) " + ex.getMessage());
		}
	}

	private static SSLContext ssl(String name, SslBundles bundles) {
		try {
			return bundles.getBundle(name).createSslContext();
		}
		catch (NoSuchSslBundleException ex) {
			throw new NatsSettingsException(
					"parley.nats.ssl-bundle is " + name + ", and there is no bundle of that name"
							+ " under spring.ssl.bundle.pem or spring.ssl.bundle.jks");
		}
		catch (RuntimeException ex) {
			throw new NatsSettingsException(
					"parley.nats.ssl-bundle is " + name + ", and the bundle of that name cannot be" + " used: "
							+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		}
	}

}
