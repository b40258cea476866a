package io.parley.access;

import java.net.InetAddress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * Whether credentials are asked, which the configuration alone decides: with an admin key
 * the service is secured, without one it is open.
 */
@Component
class AccessMode {

	static final int SHORTEST_KEY = 32;

	private static final Logger log = LoggerFactory.getLogger(AccessMode.class);

	private final boolean secured;

	AccessMode(AccessProperties properties, ServerProperties server) {
		String key = properties.adminKey();
		this.secured = key != null && !key.isEmpty();
		if (this.secured) {
			if (key.length() < SHORTEST_KEY) {
				throw new UnsafeAccessException(
						"PARLEY_ADMIN_KEY (parley.access.admin-key) has %d characters, and a key that short can be guessed"
							.formatted(key.length()),
						"Set it to %d random characters or more, such as what `openssl rand -hex 32` prints"
							.formatted(SHORTEST_KEY));
			}
			log.info("Secured: every call needs a credential, since PARLEY_ADMIN_KEY is set");
			return;
		}
		InetAddress address = server.getAddress();
		boolean network = address == null || !address.isLoopbackAddress();
		if (network && !properties.openOnNetwork()) {
			throw new UnsafeAccessException(
					"No PARLEY_ADMIN_KEY is set, so nobody is asked for a credential, and the service is told to listen on "
							+ ((address != null) ? address.getHostAddress() : "every address"),
					"Set PARLEY_ADMIN_KEY to %d random characters or more; or leave server.address at 127.0.0.1; or, where everybody who can reach the service may do everything, set parley.access.open-on-network=true"
						.formatted(SHORTEST_KEY));
		}
		log.info("Open: no credential is asked, since PARLEY_ADMIN_KEY is not set; {}",
				network ? "everybody who reaches this address may do everything, as parley.access.open-on-network says"
						: "only this machine can call");
	}

	boolean isSecured() {
		return this.secured;
	}

}
