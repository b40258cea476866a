package io.parley.store;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The store inside the service, used where no MongoDB server is named.
 *
 * @param directory where the embedded store's file lies; created where it is missing
 * @param sync whether the embedded store acknowledges a write only once the disk has it.
 * Without, a write survives the end of the process, but the end of the machine can cost
 * the whole file
 */
@ConfigurationProperties("parley.store.embedded")
record EmbeddedStoreProperties(@DefaultValue("data") Path directory, @DefaultValue("true") boolean sync) {

}
