package io.parley.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows findings as Markdown. */
final class SpeedTables {

	static final String BARE_ANSWER = "bare answer";

	private static final String HEAD = """
			| scenario | documents | requests/s | driver | ratio | p50 ms | p50, p99 ms at 80 % | errors | service ms | × bare answer | store ms | × driver | commands | behind s | RSS MiB |
			| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: |
			""";

	private final Findings findings;

	SpeedTables(Findings findings) {
		this.findings = findings;
	}

	String scenarios() {
		return HEAD + this.findings.rows.stream().map(this::row).collect(Collectors.joining());
	}

	static String head() {
		return HEAD;
	}

	String row(Row row) {
		if (row.failure() != null) {
			return "| %s | %,d | not measured: %s |%n".formatted(row.scenario(), row.size(), row.failure());
		}
		return "| %s | %,d | %,.0f | %s | %s | %.1f | %.1f, %.1f | %d | %.2f | %s | %s | %s | %s | %.1f | %d |%n"
			.formatted(row.scenario(), row.size(), row.peak().perSecond(),
					row.driver().map((load) -> "%,.0f".formatted(load.perSecond())).orElse("–"),
					two(row.throughputRatio()), row.peak().p50(), row.paced().p50(), row.paced().p99(), row.errors(),
					row.service(), bareAnswers(row).map("%.1f"::formatted).orElse("–"), two(row.store()),
					row.storeRatio().map("%.1f"::formatted).orElse("–"), commands(row.commands()), row.behind(),
					row.memory());
	}

	/** The service's processor time as a multiple of that of the bare answer. */
	Optional<Double> bareAnswers(Row row) {
		return this.findings.rows.stream()
			.filter((one) -> one.failure() == null && one.scenario().equals(BARE_ANSWER))
			.findFirst()
			.map((bare) -> row.service() / bare.service());
	}

	private static String two(Optional<Double> value) {
		return value.map("%.2f"::formatted).orElse("–");
	}

	private static String commands(Map<String, Double> commands) {
		if (commands.isEmpty()) {
			return "–";
		}
		double all = commands.values().stream().mapToDouble(Double::doubleValue).sum();
		String each = commands.entrySet()
			.stream()
			.filter((one) -> one.getValue() >= 0.005)
			.map((one) -> "%s %.2f".formatted(one.getKey(), one.getValue()))
			.collect(Collectors.joining(", "));
		return "%.2f".formatted(all) + (each.isEmpty() ? "" : " (" + each + ")");
	}

	/** What is not a load: start-up, memory, latency to NATS, the relay. */
	String others() {
		StringBuilder text = new StringBuilder("| | |\n| --- | --- |\n");
		List<Double> starts = this.findings.starts;
		if (!starts.isEmpty()) {
			line(text, "from the start of the process to ready, on an empty store", "%.2f s".formatted(starts.get(0)));
			line(text, "the same again, each time",
					starts.stream().skip(1).map("%.2f s"::formatted).collect(Collectors.joining(", ")));
			line(text, "memory 10 s after a start", this.findings.idleMemory + " MiB");
		}
		if (this.findings.mostMemory > 0) {
			line(text, "the most memory under load", this.findings.mostMemory + " MiB");
		}
		if (this.findings.latency != null) {
			line(text, "from POST /session to a NATS subscriber",
					"p50 %.1f ms, p99 %.1f ms, %d of %d did not arrive".formatted(this.findings.latency.p50(),
							this.findings.latency.p99(), this.findings.latency.errors(),
							this.findings.latency.requests() + this.findings.latency.errors()));
		}
		this.findings.relay.forEach((said) -> line(text, "relay", said));
		this.findings.failures.forEach((said) -> line(text, "not measured", said));
		return text.toString();
	}

	private static void line(StringBuilder text, String what, String value) {
		text.append("| ").append(what).append(" | ").append(value.replace("|", "/")).append(" |\n");
	}

}
