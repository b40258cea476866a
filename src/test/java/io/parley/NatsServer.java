package io.parley;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A real {@code nats-server} of a test's own, which can be killed and started again on
 * the same port and streams.
 */
public final class NatsServer implements AutoCloseable {

	private final Path binary;

	/** Where what is left after a kill goes with the next clean build. */
	private final Path directory = Path.of("target", "nats", UUID.randomUUID().toString()).toAbsolutePath();

	private final int port;

	private final List<String> options = new ArrayList<>();

	private final List<String> flags = new ArrayList<>();

	private Process process;

	private NatsServer(Path binary) {
		this.binary = binary;
		this.port = Ports.next();
	}

	/**
	 * A server with JetStream, not started, where a binary is on {@code PATH} or was
	 * fetched by the build.
	 */
	public static Optional<NatsServer> find() {
		return binary().map(NatsServer::new);
	}

	/** The program itself. */
	public static Optional<Path> binary() {
		Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "nats-server"));
		return Stream.concat(path, Stream.of(Path.of(".nats", "bin", "nats-server").toAbsolutePath()))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** Leaves JetStream away. */
	public NatsServer withoutJetStream() {
		this.options.add("no-js");
		return this;
	}

	/** Adds to its command line. */
	public NatsServer with(String... more) {
		this.flags.addAll(List.of(more));
		return this;
	}

	/** Leaves away what was added to its command line. */
	public NatsServer withoutFlags() {
		this.flags.clear();
		return this;
	}

	public NatsServer start() {
		List<String> command = new ArrayList<>(
				List.of(this.binary.toString(), "-a", "127.0.0.1", "-p", String.valueOf(this.port)));
		if (this.options.isEmpty()) {
			command.addAll(List.of("-js", "-sd", this.directory.toString()));
		}
		command.addAll(this.flags);
		try {
			Files.createDirectories(this.directory);
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.directory.resolve("log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		await().until(this::listens);
		return this;
	}

	/** Starts it until the tests of this process are over. */
	public NatsServer startForever() {
		start();
		Runtime.getRuntime().addShutdownHook(new Thread(this::close));
		return this;
	}

	/** Kills it at once, as {@code kill -9} does. */
	public void kill() {
		if (this.process == null) {
			return;
		}
		this.process.destroyForcibly();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Stops it where it is, as {@code kill -STOP} does. */
	public void freeze() {
		signal("STOP");
	}

	/** Has it go on. */
	public void thaw() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("sh", "-c", "kill -" + name + " " + this.process.pid()).start().waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** The port that it listens on. */
	public int port() {
		return this.port;
	}

	public String url() {
		return "nats://127.0.0.1:" + this.port;
	}

	private boolean listens() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", this.port), 200);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Kills it and deletes its streams. */
	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
