package io.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the service is meant to reach, held against what was found. */
final class SpeedTargets {

	private static final List<String> SAME_AT_ANY_SIZE = List.of("list", "conversation", "around", "threads",
			"experiment-list", "query");

	private static final Pattern DRAIN = Pattern.compile("drain: .* ([\\d,]+) a second");

	private final List<Target> targets = new ArrayList<>();

	private final Findings findings;

	private final SpeedTables tables;

	private final List<Integer> sizes;

	private final int startSeconds;

	SpeedTargets(Findings findings, SpeedTables tables, SpeedOptions options) {
		this.findings = findings;
		this.tables = tables;
		this.sizes = options.sizes();
		this.startSeconds = options.hasCache() ? 2 : 4;
	}

	/**
	 * One of them.
	 *
	 * @param most whether less is better
	 */
	record Target(String what, double value, double bound, boolean most) {

		boolean met() {
			return this.most ? this.value <= this.bound : this.value >= this.bound;
		}

	}

	List<Target> all() {
		for (int size : this.sizes) {
			of(size, "get", "throughput as a share of the driver's", Row::throughputRatio, 0.7, false);
			of(size, "create", "throughput as a share of the driver's", Row::throughputRatio, 0.6, false);
			aheadOfFlask(size);
			of(size, "create", "the store's time, × a bare insert", Row::storeRatio, 1.5, true);
			of(size, "send", "the store's time, × a bare insert", Row::storeRatio, 2, true);
			bareAnswers(size, "get", 1.5);
			bareAnswers(size, "create", 3);
			bareAnswers(size, "send", 4);
			bareAnswers(size, "list", 5);
			bareAnswers(size, "threads", 5);
			commands(size, "create", 1.1);
			commands(size, "send", 1.3);
			commands(size, "list", 1);
			this.findings.rows.stream()
				.filter((row) -> row.size() == size && !row.scenario().startsWith(SessionScenarios.FLASK))
				.forEach((row) -> of(size, row.scenario(), "p99 ÷ p50 at 80 %", SpeedTargets::spread, 5, true));
		}
		growth();
		others();
		return this.targets;
	}

	private void aheadOfFlask(int size) {
		Optional.ofNullable(this.findings.find(SessionScenarios.FLASK + "create", size))
			.filter((flask) -> flask.errors() == 0)
			.ifPresent((flask) -> of(size, "create", "throughput, × Flask's",
					(row) -> Optional.of(row.peak().perSecond() / flask.peak().perSecond()), 1, false));
	}

	private void growth() {
		for (String scenario : SAME_AT_ANY_SIZE) {
			List<Row> found = this.sizes.stream()
				.map((size) -> this.findings.find(scenario, size))
				.filter(Objects::nonNull)
				.toList();
			if (found.size() > 1) {
				Row few = found.get(0);
				Row many = found.get(found.size() - 1);
				add("%s: p50 with %,d documents, × with %,d".formatted(scenario, many.size(), few.size()),
						many.peak().p50() / few.peak().p50(), 1.3, true);
			}
		}
	}

	private void others() {
		if (this.findings.latency != null) {
			add("POST to subscriber: p99, ms", this.findings.latency.p99(), 10, true);
		}
		drain();
		if (!this.findings.starts.isEmpty()) {
			List<Double> again = this.findings.starts.stream().skip(1).sorted().toList();
			add("start to ready, s", again.get(again.size() / 2), this.startSeconds, true);
			add("memory idle, MiB", this.findings.idleMemory, 256, true);
		}
		if (this.findings.mostMemory > 0) {
			add("most memory under load, MiB", this.findings.mostMemory, 512, true);
		}
	}

	/** How many waiting events the benchmark of the relay says went out in a second. */
	private void drain() {
		this.findings.relay.stream()
			.map(DRAIN::matcher)
			.filter(Matcher::find)
			.forEach((said) -> add("relay: waiting events that go out, a second",
					Double.parseDouble(said.group(1).replace(",", "")), 3000, false));
	}

	private static Optional<Double> spread(Row row) {
		return Optional.of(row.paced().p99() / row.paced().p50());
	}

	private void bareAnswers(int size, String scenario, double bound) {
		of(size, scenario, "the service's time, × the bare answer", this.tables::bareAnswers, bound, true);
	}

	private void commands(int size, String scenario, double bound) {
		of(size, scenario, "commands", (row) -> Optional.of(Math.round(row.commandsEach() * 100) / 100.0), bound, true);
	}

	private void of(int size, String scenario, String what, Function<Row, Optional<Double>> value, double bound,
			boolean most) {
		Optional.ofNullable(this.findings.find(scenario, size))
			.flatMap(value)
			.ifPresent((found) -> add("%s with %,d documents: %s".formatted(scenario, size, what), found, bound, most));
	}

	private void add(String what, double value, double bound, boolean most) {
		this.targets.add(new Target(what, value, bound, most));
	}

	static String table(List<Target> targets) {
		return targets.stream()
			.map((target) -> "| %s | %s %s | %.2f | %s |%n".formatted(target.what(), target.most() ? "≤" : "≥",
					number(target.bound()), target.value(), target.met() ? "met" : "**missed**"))
			.collect(Collectors.joining("", "| target | bound | measured | |\n| --- | ---: | ---: | --- |\n", ""));
	}

	private static String number(double bound) {
		return (bound == Math.rint(bound)) ? String.valueOf((long) bound) : String.valueOf(bound);
	}

}
