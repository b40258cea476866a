package io.parley;

import java.nio.file.Path;
import java.util.Optional;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.parley.store.embedded.EmbeddedStore;

/**
 * A store that several processes use at once: a database of its own on the MongoDB server
 * of the tests, else an embedded store that the test serves to them.
 */
final class SharedStore implements AutoCloseable {

	private final Path directory;

	private final Optional<String> server;

	private EmbeddedStore embedded;

	SharedStore(Path directory) {
		this.directory = directory;
		this.server = TestServers.database("shared-" + System.identityHashCode(this));
	}

	/** Opens the store, again where it was closed, with what it held. */
	SharedStore open() {
		if (this.server.isEmpty()) {
			this.embedded = EmbeddedStore.open(this.directory, true);
		}
		return this;
	}

	String uri() {
		return this.server.orElseGet(() -> this.embedded.uri() + "/parley");
	}

	/** The port that it listens on. */
	int port() {
		ConnectionString address = new ConnectionString(uri());
		return new ServerAddress(address.getHosts().get(0)).getPort();
	}

	/** The same database, reached by another port of this machine. */
	String uriBehind(int port) {
		return "mongodb://127.0.0.1:" + port + "/" + new ConnectionString(uri()).getDatabase()
				+ "?directConnection=true";
	}

	@Override
	public void close() {
		if (this.embedded != null) {
			this.embedded.close();
		}
	}

}
