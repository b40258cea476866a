package io.parley.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.parley.Secured;

import static org.assertj.core.api.Assertions.assertThat;

/** A program of somebody else's, which rejects or expires sessions. */
final class OtherProcess {

	private OtherProcess() {
	}

	public static void main(String[] arguments) {
		try (SessionClient client = Human.builder(arguments[0]).build()) {
			switch (arguments[1]) {
				case "reject" -> client.rejectSession(arguments[2]);
				case "expire" -> client.expireSessions();
				default -> throw new IllegalArgumentException(arguments[1]);
			}
		}
	}

	/** Runs it to its end. */
	static void run(String... arguments) {
		ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-Dparley.test.secured=" + Secured.EVERYWHERE, "-cp", System.getProperty("java.class.path"),
				OtherProcess.class.getName());
		java.command().addAll(List.of(arguments));
		try {
			Process process = java.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
