package io.parley.store;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import io.parley.store.embedded.EmbeddedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.PropertiesMongoConnectionDetails;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Chooses the store: the MongoDB server that the environment names, else one inside this
 * process. The client depends on the connection details and these on the embedded store,
 * so it is open before the first command and closed after the last.
 */
@Configuration(proxyBeanMethods = false)
class EmbeddedStoreConfiguration {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedStoreConfiguration.class);

	@Bean
	StoreHealthIndicator storeHealthIndicator(MongoClient client, ObjectProvider<EmbeddedStore> embedded) {
		return new StoreHealthIndicator(client, (embedded.getIfAvailable() != null) ? "embedded" : "mongodb");
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(MongoUri.Missing.class)
	static class Embedded {

		@Bean(destroyMethod = "close")
		EmbeddedStore embeddedStore(EmbeddedStoreProperties properties) {
			EmbeddedStore store = EmbeddedStore.open(properties.directory(), properties.sync());
			log.info("Store: embedded, kept in {}; set MONGODB_URI to use a MongoDB server", store.file());
			return store;
		}

		@Bean
		MongoConnectionDetails storeConnectionDetails(EmbeddedStore store) {
			return () -> new ConnectionString(MongoUri.withDatabase(store.uri()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(MongoUri.Given.class)
	static class Server {

		@Bean
		MongoConnectionDetails storeConnectionDetails(Environment environment, MongoProperties properties,
				ObjectProvider<SslBundles> sslBundles) {
			String uri = MongoUri.of(environment).orElseThrow();
			ConnectionString address = new ConnectionString(uri);
			log.info("Store: MongoDB at {}, database {}", String.join(", ", address.getHosts()), address.getDatabase());
			properties.setUri(uri);
			return new PropertiesMongoConnectionDetails(properties, sslBundles.getIfAvailable());
		}

	}

}
