package io.parley.store;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is kept from whoever reads the store.
 *
 * @param secretKey with what the secrets of channels are encrypted and the links to reply
 * pages signed: base64 of 32 bytes, such as {@code openssl rand -base64 32} prints.
 * Several, comma-separated, while it is changed: the first encrypts and signs, all
 * decrypt and verify. Without one, channels that have secrets are refused. Usually set as
 * {@code PARLEY_SECRET_KEY}
 */
@ConfigurationProperties("parley")
record SecretProperties(String secretKey) {

	/** Without the key. */
	@Override
	public String toString() {
		return "SecretProperties[]";
	}

}
