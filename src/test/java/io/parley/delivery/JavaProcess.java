package io.parley.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the tests in a process of its own, which can be killed as {@code kill -9}
 * does and started again with the same arguments.
 */
final class JavaProcess implements AutoCloseable {

	private final Class<?> main;

	private final Path log;

	private final List<String> arguments;

	private Process process;

	JavaProcess(Class<?> main, Path log, Object... arguments) {
		this.main = main;
		this.log = log;
		this.arguments = java.util.Arrays.stream(arguments).map(String::valueOf).toList();
	}

	JavaProcess start() {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), this.main.getName()));
		command.addAll(this.arguments);
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return this;
	}

	void kill() {
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

	@Override
	public void close() {
		kill();
	}

}
