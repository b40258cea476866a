package io.parley.access;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param adminKey the key that may do everything, in every team; with one, each call
 * needs a credential. 32 characters or more; usually set as {@code PARLEY_ADMIN_KEY}
 * @param openOnNetwork whether the service may listen beyond loopback although it asks
 * for no credential
 * @param allowedHosts names, besides {@code localhost} and the address that a connection
 * was made to, by which the service may be called while no credential is asked; without
 * ports
 */
@ConfigurationProperties("parley.access")
record AccessProperties(String adminKey, @DefaultValue("false") boolean openOnNetwork,
		@DefaultValue Set<String> allowedHosts) {

	/** Without the key. */
	@Override
	public String toString() {
		return "AccessProperties[openOnNetwork=" + this.openOnNetwork + ", allowedHosts=" + this.allowedHosts + "]";
	}

}
