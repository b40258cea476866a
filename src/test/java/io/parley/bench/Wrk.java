package io.parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives the service with wrk, whose script is {@code bench/speed.lua}. */
final class Wrk {

	private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

	private final SpeedOptions options;

	private final String base;

	private final String key;

	/**
	 * Drives one service.
	 * @param key the API key that is shown with each request, or an empty text
	 */
	Wrk(SpeedOptions options, String base, String key) {
		this.options = options;
		this.base = base;
		this.key = key;
	}

	/**
	 * Sends requests for a while.
	 * @param rate how many in a second; as many as are answered where it is 0
	 */
	Load drive(Request request, double seconds, double rate) throws IOException, InterruptedException {
		String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
		Process wrk = new ProcessBuilder(
				List.of("wrk", "-t1", "-c" + this.options.connections(), "-d" + Math.max(1, Math.round(seconds)) + "s",
						"--timeout", "30s", "-s", Path.of("bench", "speed.lua").toString(), this.base, "--",
						request.method(), request.path().replace("{run}", run), request.body().replace("{run}", run),
						String.valueOf(request.of()), String.valueOf(rate), this.key))
			.redirectErrorStream(true)
			.start();
		String output;
		try {
			output = new String(wrk.getInputStream().readAllBytes());
			wrk.waitFor();
		}
		finally {
			wrk.destroyForcibly();
		}
		Matcher result = RESULT.matcher(output);
		if (!result.find()) {
			throw new IllegalStateException("wrk did not say what it measured: " + output.strip());
		}
		return new Load(number(result, 1), number(result, 2) / 1e6, number(result, 3) / 1e3, number(result, 4) / 1e3,
				number(result, 5));
	}

	private static long number(Matcher result, int group) {
		return Long.parseLong(result.group(group));
	}

}
