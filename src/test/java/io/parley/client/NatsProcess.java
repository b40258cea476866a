package io.parley.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real NATS server of a test's own, on a port of its own, that can be stopped and
 * started again.
 */
final class NatsProcess implements AutoCloseable {

	private final String executable;

	private final int port;

	private Process process;

	private NatsProcess(String executable, int port) {
		this.executable = executable;
		this.port = port;
	}

	/**
	 * Starts one. Where there is no nats-server the test is skipped, except in CI, where
	 * it fails.
	 */
	static NatsProcess start() {
		Optional<String> executable = executable();
		if (executable.isEmpty() && "true".equals(System.getenv("CI"))) {
			throw new AssertionError("No nats-server on PATH or in .nats/bin");
		}
		Assumptions.assumeTrue(executable.isPresent(), "no nats-server on PATH or in .nats/bin");
		NatsProcess nats = new NatsProcess(executable.get(), freePort());
		nats.restart();
		return nats;
	}

	String url() {
		return "nats://127.0.0.1:" + this.port;
	}

	void restart() {
		try {
			this.process = new ProcessBuilder(this.executable, "-a", "127.0.0.1", "-p", String.valueOf(this.port))
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().atMost(Duration.ofSeconds(20)).until(this::listening);
	}

	void stop() {
		this.process.destroyForcibly();
		await().until(() -> !this.process.isAlive());
		assertThat(listening()).isFalse();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	private boolean listening() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Optional<String> executable() {
		Stream<Path> path = Arrays.stream(System.getenv("PATH").split(":")).map((folder) -> Path.of(folder));
		return Stream.concat(path, Stream.of(Path.of(".nats", "bin").toAbsolutePath()))
			.map((folder) -> folder.resolve("nats-server"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst();
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
