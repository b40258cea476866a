package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A program in a process of its own that tells what it costs. */
final class MeasuredProcess implements AutoCloseable {

	private static final long LOOK_MILLIS = 5;

	private final String name;

	private final Path log;

	private final Process process;

	/**
	 * Starts it.
	 * @param directory where its log goes, and the file that lists what is to be ended
	 * should this process be killed
	 */
	MeasuredProcess(String name, Path directory, List<String> command, Map<String, String> environment)
			throws IOException {
		this.name = name;
		this.log = directory.resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
		builder.environment().keySet().removeIf((variable) -> variable.startsWith("PARLEY_"));
		builder.environment().putAll(environment);
		this.process = builder.start();
		Files.writeString(directory.resolve("pids"), this.process.pid() + "\n", StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

	/**
	 * The processor time that a process and those that it has started have used so far,
	 * where the system tells.
	 */
	static Optional<Duration> processor(long pid) {
		return family(pid).flatMap((handle) -> handle.info().totalCpuDuration().stream()).reduce(Duration::plus);
	}

	private static Stream<ProcessHandle> family(long pid) {
		return ProcessHandle.of(pid)
			.stream()
			.flatMap((handle) -> Stream.concat(Stream.of(handle), handle.descendants()));
	}

	/**
	 * How many MiB of memory a process and those that it has started have, where the
	 * system tells; 0 where not.
	 */
	static long memory(long pid, String field) {
		return family(pid).mapToLong((handle) -> memoryOf(handle.pid(), field)).sum();
	}

	private static long memoryOf(long pid, String field) {
		try {
			return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))
				.stream()
				.filter((line) -> line.startsWith(field + ":"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			return 0;
		}
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * @throws IllegalStateException where it has ended
	 */
	void requireAlive() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The " + this.name + " has ended; " + this.log + " says why.");
		}
	}

	/**
	 * Waits until something is there that it makes.
	 * @throws IllegalStateException where it ends before, or takes longer
	 */
	void awaitUntil(BooleanSupplier there, Duration atMost) throws InterruptedException {
		long end = System.nanoTime() + atMost.toNanos();
		while (!there.getAsBoolean()) {
			requireAlive();
			if (System.nanoTime() > end) {
				throw new IllegalStateException(this.log + " does not say that it is ready.");
			}
			Thread.sleep(LOOK_MILLIS);
		}
	}

	/** Waits until it ends by itself. */
	void await(Duration atMost) throws InterruptedException {
		if (!this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) || this.process.exitValue() != 0) {
			throw new IllegalStateException("The " + this.name + " did not do its work; " + this.log + " says why.");
		}
	}

	/** Asks it to stop, as SIGTERM does, and waits until it has. */
	void terminate(Duration atMost) throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException("The " + this.name + " does not stop; " + this.log + " may say why.");
		}
	}

	Path log() {
		return this.log;
	}

	@Override
	public void close() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
