package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.parley.Ports;
import io.parley.bench.SpeedTargets.Target;
import org.slf4j.LoggerFactory;

/** Measures the service. Started by {@code bench/speed}. */
public final class SpeedBenchmark {

	private static final int STARTS = 4;

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final Findings findings = new Findings();

	private final SpeedTables tables = new SpeedTables(this.findings);

	private final SpeedOptions options;

	private final BenchServers servers;

	private SpeedBenchmark(SpeedOptions options, BenchServers servers) {
		this.options = options;
		this.servers = servers;
	}

	/** A step of a run. */
	private interface Step {

		void run() throws Exception;

	}

	public static void main(String[] arguments) throws Exception {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
		Runtime.getRuntime()
			.addShutdownHook(
					new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
		try {
			SpeedOptions options = SpeedOptions.of(arguments);
			if (options.section().isPresent()) {
				PerformancePage.require(options.section().orElseThrow());
			}
			try (BenchServers servers = new BenchServers(options)) {
				Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
				new SpeedBenchmark(options, servers).run();
			}
			System.exit(0);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			System.err.println("bench/speed: " + ex.getMessage());
			System.exit(1);
		}
	}

	private void run() throws Exception {
		long start = System.nanoTime();
		System.out.println(Machine.describe(this.options, this.servers));
		long begin = System.nanoTime();
		startUp();
		told("starting", begin);
		try (BareStore store = this.servers.bareStore()) {
			BenchApi api = new BenchApi(this.servers.base(), this.options.secured()).withKey();
			if (this.options.wantsLoads()) {
				loads(api, store);
			}
			if (this.options.wants("nats")) {
				step("latency to NATS", () -> this.findings.latency = new NatsLatency(api)
					.measure(this.servers.natsUrl(), 3 * this.options.seconds()));
			}
			if (this.options.wantsLoads()) {
				this.findings.mostMemory = MeasuredProcess.memory(this.servers.servicePid(), "VmHWM");
			}
		}
		this.servers.stopService();
		if (this.options.wants("relay")) {
			step("the relay", this::relay);
		}
		this.findings.steps.add("All took %,d s.".formatted((System.nanoTime() - start) / 1_000_000_000));
		report();
	}

	/** What goes wrong in a step is told in the end; the others are done all the same. */
	private void step(String name, Step step) throws InterruptedException {
		long start = System.nanoTime();
		try {
			step.run();
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Exception ex) {
			this.findings.failures.add(name + ": " + ex.getMessage());
			System.out.println("Failed: " + name + ": " + ex.getMessage());
		}
		told(name, start);
	}

	private void told(String name, long start) {
		String took = "%s took %,.1f s".formatted(name, (System.nanoTime() - start) / 1e9);
		this.findings.steps.add(took);
		System.out.println("(" + took + ")");
	}

	private void startUp() throws Exception {
		boolean measured = this.options.wants("start");
		for (int i = 0; i < (measured ? STARTS : 1); i++) {
			this.servers.stopService();
			double seconds = this.servers.startService();
			if (measured) {
				this.findings.starts.add(seconds);
			}
		}
		if (measured) {
			Thread.sleep(IDLE.toMillis());
			this.findings.idleMemory = MeasuredProcess.memory(this.servers.servicePid(), "VmRSS");
		}
	}

	private void loads(BenchApi api, BareStore store) throws InterruptedException {
		SpeedRun run = SpeedRun.ofService(this.options, this.servers, api, store);
		List<Scenarios> features = new ArrayList<>();
		step("having the service write what is copied", () -> {
			for (Scenarios feature : List.of(new SessionScenarios(api, store), new MessageScenarios(api, store),
					new ExperimentScenarios(api, store))) {
				if (feature.names().stream().anyMatch(this.options::wants)) {
					feature.prepare();
					features.add(feature);
				}
			}
		});
		for (int size : this.options.sizes()) {
			step("filling up to %,d documents".formatted(size), () -> {
				for (Scenarios feature : features) {
					feature.fill(size);
				}
			});
			List<Scenario> wanted = features.stream()
				.flatMap((feature) -> feature.on(size).stream())
				.filter((scenario) -> this.options.wants(scenario.name()))
				.toList();
			if (this.findings.rows.isEmpty()) {
				warmUp(run, wanted);
				System.out.print(SpeedTables.head());
				add(run.measure(bareAnswer(), size));
			}
			step("measuring with %,d documents".formatted(size), () -> measure(run, wanted, size));
			if (this.options.flask().isPresent() && size == this.options.sizes().get(0)) {
				step("measuring Flask", () -> flask(this.options.flask().orElseThrow(), store, size));
			}
		}
	}

	/** A service in Flask that does no more than to store what it gets and to read it. */
	private void flask(Path gunicorn, BareStore store, int size) throws Exception {
		int port = Ports.next();
		try (MeasuredProcess flask = this.servers.startFlask(gunicorn, port)) {
			SessionScenarios.fillForFlask(store, size);
			SpeedRun run = SpeedRun.of(this.options, this.servers, flask, "http://127.0.0.1:" + port, store);
			measure(run, SessionScenarios.inFlask(size), size);
		}
	}

	private void warmUp(SpeedRun run, List<Scenario> scenarios) throws InterruptedException {
		double each = (double) this.options.warmUp() / (scenarios.size() + 1);
		step("resting", run::rest);
		step("warming up", () -> {
			run.warmUp(bareAnswer(), each);
			for (Scenario scenario : scenarios) {
				run.warmUp(scenario, each);
			}
		});
	}

	private static Scenario bareAnswer() {
		return Scenario.reading(SpeedTables.BARE_ANSWER, Request.get("/actuator/health/liveness", 1), null);
	}

	/** What reads comes first, so that it is not slowed down by what others wrote. */
	private void measure(SpeedRun run, List<Scenario> scenarios, int size) throws InterruptedException {
		for (boolean writes : new boolean[] { false, true }) {
			for (Scenario scenario : scenarios) {
				if (scenario.writes() == writes) {
					add(run.measure(scenario, size));
				}
			}
		}
	}

	private void add(Row row) {
		this.findings.rows.add(row);
		System.out.print(this.tables.row(row));
	}

	/** The benchmark of the relay has a service of its own inside. */
	private void relay() throws Exception {
		boolean quick = this.options.seconds() < 5;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-cp",
						System.getProperty("java.class.path"), "io.parley.dispatch.RelayBenchmark",
						quick ? "5000" : "100000", String.valueOf(this.options.seconds())));
		try (MeasuredProcess relay = new MeasuredProcess("relay", this.options.directory(), command,
				this.servers.relayEnvironment())) {
			relay.await(Duration.ofMinutes(5));
			Files.readAllLines(relay.log())
				.stream()
				.filter((line) -> line.matches("(drain|sustained|store): .*"))
				.forEach(this.findings.relay::add);
		}
	}

	private void report() throws IOException {
		List<Target> targets = new SpeedTargets(this.findings, this.tables, this.options).all();
		String text = Machine.describe(this.options, this.servers) + "\n\n" + this.tables.scenarios() + "\n"
				+ this.tables.others() + "\n" + SpeedTargets.table(targets);
		System.out.println("\n" + text + "\n" + String.join("\n", this.findings.steps));
		if (this.options.section().isPresent()) {
			PerformancePage.write(this.options.section().orElseThrow(), text);
		}
	}

}
