package io.parley;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

	/** It lives for seconds: compiling thoroughly would take longer than it saves. */
	private List<String> options = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

	private Class<?> main = ParleyApplication.class;

	private Process process;

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
		this.options = List.of(options);
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
			Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> answers(probe));
			return this;
		}
		catch (RuntimeException ex) {
			kill();
			throw ex;
		}
	}

	private void launch() {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), this.main.getName()));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("SERVER_PORT", String.valueOf(this.port));
		builder.environment().put("PARLEY_NATS_SWEEP_INTERVAL", "1s");
		builder.environment().put("PARLEY_NATS_CONFIRM_TIMEOUT", "30s");
		builder.environment().put("PARLEY_STORE_EMBEDDED_DIRECTORY", this.directory.toString());
		TestServers.database("process-" + this.port).ifPresent((uri) -> builder.environment().put("MONGODB_URI", uri));
		builder.environment().putAll(this.environment);
		builder.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("service.log").toFile()));
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Kills it at once. */
	public void kill() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Asks it to stop, as SIGTERM does, and answers whether it did in time. */
	public boolean terminate(Duration atMost) throws InterruptedException {
		this.process.destroy();
		return this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
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
