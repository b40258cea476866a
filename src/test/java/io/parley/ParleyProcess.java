package io.parley;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * The service in a process of its own, which can be killed as {@code kill -9} does and
 * started again on what it left.
 */
public final class ParleyProcess implements AutoCloseable {

	private final HttpClient probe = HttpClient.newHttpClient();

	private final Path directory;

	private final Map<String, String> environment;

	private final int port;

	private String[] options = { "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC" };

	private Class<?> main = ParleyApplication.class;

	private JavaProcess process;

	/**
	 * A service that is not started yet.
	 * @param directory where it keeps its embedded store, if it has one
	 */
	public ParleyProcess(Path directory, Map<String, String> environment) {
		this.directory = directory;
		this.environment = environment;
		this.port = Ports.next();
	}

	/** The same service with another main class around it. */
	public ParleyProcess as(Class<?> other) {
		this.main = other;
		return this;
	}

	/** The same with other options of the Java virtual machine. */
	public ParleyProcess with(String... options) {
		this.options = options;
		return this;
	}

	/** Starts it and waits until it is ready. */
	public ParleyProcess start() {
		return startUntil("readiness");
	}

	/** Starts it and does not wait for anything. */
	public ParleyProcess begin() {
		launch();
		return this;
	}

	/** Starts it and waits until it answers, ready or not. */
	public ParleyProcess startUnready() {
		return startUntil("liveness");
	}

	private ParleyProcess startUntil(String probe) {
		launch();
		return await(probe);
	}

	/** Waits until it is ready. */
	public ParleyProcess awaitReady() {
		return await("readiness");
	}

	private ParleyProcess await(String probe) {
		try {
			Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> answers(probe));
			return this;
		}
		catch (RuntimeException ex) {
			kill();
			throw ex;
		}
	}

	private void launch() {
		Map<String, String> all = new HashMap<>();
		all.put("SERVER_PORT", String.valueOf(this.port));
		all.put("PARLEY_NATS_SWEEP_INTERVAL", "1s");
		all.put("PARLEY_NATS_CONFIRM_TIMEOUT", "30s");
		all.put("PARLEY_STORE_EMBEDDED_DIRECTORY", this.directory.toString());
		TestServers.database("process-" + this.port).ifPresent((uri) -> all.put("MONGODB_URI", uri));
		all.putAll(this.environment);
		this.process = new JavaProcess(this.main, this.directory.resolve("service.log")).with(optionsAndTemporary())
			.in(all)
			.start();
	}

	/** Temporary files go where its others are, since one that is killed leaves them. */
	private String[] optionsAndTemporary() {
		try {
			Path temporary = Files.createDirectories(this.directory.resolve("tmp"));
			return Stream.concat(Stream.of(this.options), Stream.of("-Djava.io.tmpdir=" + temporary))
				.toArray(String[]::new);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Kills it at once. */
	public void kill() {
		this.process.kill();
	}

	/** Asks it to stop, as SIGTERM does, and answers whether it did in time. */
	public boolean terminate(Duration atMost) throws InterruptedException {
		return this.process.terminate(atMost);
	}

	public int port() {
		return this.port;
	}

	public Api api() {
		return new Api(this.port);
	}

	private boolean answers(String probe) {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The service did not start; see " + this.directory.resolve("service.log"));
		}
		try {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/health/" + probe))
				.build();
			return this.probe.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public void close() {
		if (this.process != null) {
			kill();
		}
	}

}
