package io.parley.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import com.sun.management.OperatingSystemMXBean;

/** What a run was made on. */
final class Machine {

	private Machine() {
	}

	static String describe(SpeedOptions options, BenchServers servers) {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return ("%s: %d processors (%s), %d GiB; Java %s%s; store: %s; %s mode; %d connections, %d s each.").formatted(
				LocalDate.now(), system.getAvailableProcessors(), processor(),
				Math.round(system.getTotalMemorySize() / (double) (1 << 30)), System.getProperty("java.version"),
				options.jvm().isEmpty() ? "" : " with `" + withoutPaths(String.join(" ", options.jvm())) + "`",
				servers.embedded() ? "embedded, in a process of its own" : "the server of MONGODB_URI",
				options.secured() ? "secured" : "open", options.connections(), options.seconds());
	}

	private static String withoutPaths(String options) {
		return options.replace(Path.of("").toAbsolutePath() + "/", "").replaceAll("speed-\\d+", "speed");
	}

	private static String processor() {
		try {
			return Files.readAllLines(Path.of("/proc/cpuinfo"))
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(System.getProperty("os.arch"));
		}
		catch (IOException ex) {
			return System.getProperty("os.arch");
		}
	}

}
