package io.parley;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the tests in a process of its own, which can be killed as {@code kill -9}
 * does and started again with the same arguments.
 */
public final class JavaProcess implements AutoCloseable {

	private final Class<?> main;

	private final Path log;

	private final List<String> arguments;

	/**
	 * It lives for seconds: compiling thoroughly, and the threads of a larger collector,
	 * would take longer than they save.
	 */
	private List<String> options = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private Map<String, String> environment = Map.of();

	private Process process;

	/**
	 * A program that is not started yet.
	 * @param log to which what it prints is added
	 */
	public JavaProcess(Class<?> main, Path log, Object... arguments) {
		this.main = main;
		this.log = log;
		this.arguments = Stream.of(arguments).map(String::valueOf).toList();
	}

	/** The same with other options of the Java virtual machine. */
	public JavaProcess with(String... options) {
		this.options = List.of(options);
		return this;
	}

	/** The same with more in its environment, which is read at each start. */
	public JavaProcess in(Map<String, String> environment) {
		this.environment = environment;
		return this;
	}

	/** Starts it and does not wait for anything. */
	public JavaProcess start() {
		return start(ClassArchive.options());
	}

	/** Starts it with options that say where its classes are. */
	JavaProcess start(List<String> classes) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.options);
		command.addAll(classes);
		command.add(this.main.getName());
		command.addAll(this.arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
		builder.environment().putAll(this.environment);
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return this;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Kills it at once. */
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

	/** Asks it to stop, as SIGTERM does, and answers whether it did in time. */
	boolean terminate(Duration atMost) throws InterruptedException {
		this.process.destroy();
		return ends(atMost);
	}

	/** Waits until it ends by itself, and answers whether it did in time. */
	boolean ends(Duration atMost) throws InterruptedException {
		return this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		kill();
	}

}
