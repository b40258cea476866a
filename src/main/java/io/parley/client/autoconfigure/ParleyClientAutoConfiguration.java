package io.parley.client.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

import io.parley.client.SessionClient;
import io.parley.client.SessionClientBuilder;

/**
 * Makes a {@link SessionClient} where {@code parley.client.api-base-url} is set and the
 * application has none of its own. It is closed with the application.
 */
@AutoConfiguration
@ConditionalOnProperty("parley.client.api-base-url")
@EnableConfigurationProperties(ParleyClientProperties.class)
public class ParleyClientAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SessionClient sessionClient(ParleyClientProperties properties, ObjectProvider<SslBundles> bundles,
			ObjectProvider<SessionClientBuilderCustomizer> customizers) {
		SessionClientBuilder builder = properties.builder(bundles.getIfAvailable(DefaultSslBundleRegistry::new));
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
