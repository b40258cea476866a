package io.parley.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections on a free port of the loopback interface. Each has a thread of its
 * own, since a command may wait for memory, for others' changes and for the disk.
 */
final class WireServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(WireServer.class);

	private static final int BACKLOG = 200;

	private final ServerSocket listener;

	private final Set<WireConnection> connections = ConcurrentHashMap.newKeySet();

	private final StoredBackend backend;

	private final Memory memory;

	WireServer(StoredBackend backend, Memory memory) {
		this.backend = backend;
		this.memory = memory;
		try {
			this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("embedded-store-accept", this::acceptAll);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Ends all connections at once, also those with a command under way. */
	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			log.debug("The embedded store's port did not close", ex);
		}
		this.connections.forEach(WireConnection::close);
	}

	private void acceptAll() {
		while (!this.listener.isClosed()) {
			try {
				accept(this.listener.accept());
			}
			catch (IOException ex) {
				log.debug("The embedded store did not get a connection", ex);
			}
			catch (Error ex) {
				this.backend.fail(ex);
				return;
			}
		}
	}

	private void accept(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		WireConnection connection = new WireConnection(socket, this.backend, this.memory);
		this.connections.add(connection);
		if (this.listener.isClosed()) {
			connection.close();
		}
		start("embedded-store-" + socket.getPort(), () -> {
			try {
				connection.run();
			}
			finally {
				this.connections.remove(connection);
			}
		});
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
