package io.parley.client.autoconfigure;

import io.parley.client.SessionClientBuilder;

/**
 * A bean that has the last word on the {@code SessionClient} bean, for example to give it
 * an HTTP client or NATS connection.
 */
@FunctionalInterface
public interface SessionClientBuilderCustomizer {

	/** Changes the settings; those of the properties are in the builder already. */
	void customize(SessionClientBuilder builder);

}
