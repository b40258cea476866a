package io.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Measures scenarios against a program that runs: the service, or another. */
final class SpeedRun {

	private static final double PACE = 0.8;

	/** For how long confirmed events may be gathered before they are taken out. */
	private static final Duration GATHERED = Duration.ofMillis(500);

	/** A scenario is warm once it is not faster by this than before. */
	private static final double FASTER = 1.05;

	/** So many times as long as it is measured a scenario may take to get warm. */
	private static final int PATIENCE = 6;

	private static final Duration AT_REST = Duration.ofSeconds(5);

	private final SpeedOptions options;

	private final BenchServers servers;

	private final LongSupplier process;

	private final Supplier<Map<String, Long>> commands;

	private final BareStore store;

	private final Wrk wrk;

	private final DriverLoad driver;

	/** How many commands the service sends in a second when nobody asks it anything. */
	private Map<String, Double> atRest = Map.of();

	private SpeedRun(SpeedOptions options, BenchServers servers, LongSupplier process,
			Supplier<Map<String, Long>> commands, BareStore store, Wrk wrk) {
		this.options = options;
		this.servers = servers;
		this.process = process;
		this.commands = commands;
		this.store = store;
		this.wrk = wrk;
		this.driver = new DriverLoad(options.connections());
	}

	/** Measures the service. */
	static SpeedRun ofService(SpeedOptions options, BenchServers servers, BenchApi api, BareStore store) {
		return new SpeedRun(options, servers, servers::servicePid, api::commands, store,
				new Wrk(options, servers.base(), api.key()));
	}

	/** Measures another program, which does not tell what it asks of the store. */
	static SpeedRun of(SpeedOptions options, BenchServers servers, MeasuredProcess program, String base,
			BareStore store) {
		return new SpeedRun(options, servers, program::pid, Map::of, store, new Wrk(options, base, ""));
	}

	/** What has been used at some moment. */
	private record Usage(long moment, Duration service, Optional<Duration> store, Map<String, Long> commands) {

		double secondsSince(Usage before) {
			return (this.moment - before.moment) / 1e9;
		}

	}

	/** Counts what the service asks of the store by itself. */
	void rest() throws InterruptedException {
		Usage before = usage();
		Thread.sleep(AT_REST.toMillis());
		Usage after = usage();
		this.atRest = commands(before, after, after.secondsSince(before));
	}

	/** Has a scenario run for a while, so that the code it shares is compiled. */
	void warmUp(Scenario scenario, double seconds) throws IOException, InterruptedException {
		this.wrk.drive(scenario.request(), seconds, 0);
	}

	/** Measures one scenario; what goes wrong with it is told in its row. */
	Row measure(Scenario scenario, int size) throws InterruptedException {
		try {
			return measured(scenario, size);
		}
		catch (IOException | RuntimeException ex) {
			return Row.failed(scenario.name(), size, ex);
		}
	}

	/** Something that is done for so many seconds. */
	private interface Work {

		Load run(double seconds) throws IOException, InterruptedException;

	}

	/** Has something run until it gets no faster. */
	private void untilWarm(Work work) throws IOException, InterruptedException {
		double best = 0;
		for (int i = 0; i < 2 * PATIENCE; i++) {
			double now = work.run(this.options.seconds() / 2.0).perSecond();
			if (now <= FASTER * best) {
				return;
			}
			best = now;
		}
	}

	private Row measured(Scenario scenario, int size) throws IOException, InterruptedException {
		double seconds = this.options.seconds();
		untilWarm((time) -> this.wrk.drive(scenario.request(), time, 0));
		settled(scenario);
		Usage before = usage();
		Load peak = this.wrk.drive(scenario.request(), seconds, 0);
		double behind = settled(scenario);
		Usage after = usage();
		long memory = MeasuredProcess.memory(this.process.getAsLong(), "VmRSS");
		Load paced = this.wrk.drive(scenario.request(), seconds * 3 / 4, PACE * peak.perSecond());
		settled(scenario);
		Optional<Load> bare = Optional.empty();
		Optional<Double> bareStore = Optional.empty();
		if (scenario.driver() != null) {
			untilWarm((time) -> this.driver.run(scenario.driver(), time));
			Optional<Duration> used = storeProcessor();
			Load load = this.driver.run(scenario.driver(), seconds * 3 / 4);
			bare = Optional.of(load);
			bareStore = storeProcessor().map((now) -> each(used.orElseThrow(), now, load.requests()));
		}
		return new Row(scenario.name(), size, peak, paced, bare,
				each(before.service(), after.service(), peak.requests()),
				after.store().map((now) -> each(before.store().orElseThrow(), now, peak.requests())), bareStore,
				askedFor(before, after, peak.requests()), behind, memory, null);
	}

	/** Waits until what was asked for is all done. */
	private double settled(Scenario scenario) throws InterruptedException {
		if (!scenario.writes()) {
			return 0;
		}
		double behind = this.store.settle();
		Thread.sleep(GATHERED.toMillis());
		return behind;
	}

	private Usage usage() {
		return new Usage(System.nanoTime(), MeasuredProcess.processor(this.process.getAsLong()).orElseThrow(),
				storeProcessor(), this.commands.get());
	}

	private Optional<Duration> storeProcessor() {
		return this.servers.storePid().flatMap(MeasuredProcess::processor);
	}

	private static double each(Duration before, Duration after, long requests) {
		return after.minus(before).toNanos() / 1e6 / requests;
	}

	/** The commands for each request, without those that are sent anyway. */
	private Map<String, Double> askedFor(Usage before, Usage after, long requests) {
		Map<String, Double> each = commands(before, after, requests);
		double seconds = after.secondsSince(before);
		each.replaceAll((name, asked) -> Math.max(0, asked - this.atRest.getOrDefault(name, 0.0) * seconds / requests));
		return each;
	}

	private static Map<String, Double> commands(Usage before, Usage after, double parts) {
		Map<String, Double> each = new TreeMap<>();
		after.commands().forEach((name, count) -> {
			long more = count - before.commands().getOrDefault(name, 0L);
			if (more > 0) {
				each.put(name, more / parts);
			}
		});
		return each;
	}

}
