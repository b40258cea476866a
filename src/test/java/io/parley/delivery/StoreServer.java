package io.parley.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.parley.JavaProcess;
import io.parley.TcpProxy;
import io.parley.store.embedded.EmbeddedStore;

import static org.awaitility.Awaitility.await;

/**
 * An embedded store in a process of its own, which can be killed and started again. It
 * listens elsewhere each time; those who use it reach it at one port all the same.
 */
final class StoreServer implements AutoCloseable {

	private final Path port;

	private final JavaProcess process;

	private final TcpProxy proxy = new TcpProxy(0);

	StoreServer(Path directory) {
		this.port = directory.resolve("store.port");
		this.process = new JavaProcess(StoreServer.class, directory.resolve("store.log"), directory.resolve("store"),
				this.port);
	}

	/**
	 * Serves a store until it is killed.
	 * @param arguments the store's directory, and the file that says where it listens
	 */
	public static void main(String[] arguments) throws Exception {
		EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), true);
		Path written = Files.writeString(Path.of(arguments[1] + ".new"),
				store.uri().substring(store.uri().lastIndexOf(':') + 1));
		Files.move(written, Path.of(arguments[1]), StandardCopyOption.ATOMIC_MOVE);
		Thread.sleep(Duration.ofDays(1).toMillis());
	}

	StoreServer start() {
		this.process.start();
		await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(this.port));
		try {
			this.proxy.mend(Integer.parseInt(Files.readString(this.port)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return this;
	}

	void kill() {
		this.process.kill();
		this.proxy.cut();
		try {
			Files.deleteIfExists(this.port);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String uri() {
		return "mongodb://127.0.0.1:" + this.proxy.port() + "/parley?directConnection=true";
	}

	@Override
	public void close() throws IOException {
		kill();
		this.proxy.close();
	}

}
