package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.NatsServer;
import io.parley.Ports;
import io.parley.Secured;

/**
 * The processes that are measured: the store of {@code MONGODB_URI}, in a database of its
 * own, else an embedded one; the NATS server of {@code ORG_NATS_URL}, else one of its
 * own; and the service.
 */
final class BenchServers implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final HttpProbe probe = new HttpProbe();

	private final SpeedOptions options;

	private final Map<String, String> environment = new HashMap<>();

	private final int port = Ports.next();

	private final String storeUri;

	private final String natsUrl;

	private MeasuredProcess store;

	private MeasuredProcess nats;

	private MeasuredProcess service;

	private boolean closed;

	BenchServers(SpeedOptions options) throws IOException, InterruptedException {
		this.options = options;
		this.storeUri = store();
		this.natsUrl = nats();
		this.environment.put("MONGODB_URI", this.storeUri);
		this.environment.put("SPRING_MONGODB_DATABASE", database());
		this.environment.put("ORG_NATS_URL", this.natsUrl);
		this.environment.put("SERVER_PORT", String.valueOf(this.port));
		if (options.secured()) {
			this.environment.put("PARLEY_ADMIN_KEY", Secured.ADMIN_KEY);
			this.environment.put("PARLEY_LIMITS_REQUESTS_PER_MINUTE", "1000000000");
		}
	}

	private String store() throws IOException, InterruptedException {
		String named = System.getenv("MONGODB_URI");
		if (named != null && !named.isBlank()) {
			return named;
		}
		Path port = this.options.directory().resolve("store.port");
		this.store = new MeasuredProcess("store", this.options.directory(),
				java(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path"), "io.parley.delivery.StoreServer",
						this.options.directory().resolve("store").toString(), port.toString())),
				Map.of());
		this.store.awaitUntil(() -> Files.exists(port), PATIENCE);
		return "mongodb://127.0.0.1:" + Files.readString(port).strip() + "/?directConnection=true";
	}

	private String nats() throws IOException, InterruptedException {
		String named = System.getenv("ORG_NATS_URL");
		if (named != null && !named.isBlank()) {
			return named;
		}
		Path binary = NatsServer.binary()
			.orElseThrow(() -> new IllegalStateException(
					"There is no NATS server: install nats-server, or name one in ORG_NATS_URL."));
		int port = Ports.next();
		this.nats = new MeasuredProcess("nats", this.options.directory(), List.of(binary.toString(), "-js", "-sd",
				this.options.directory().resolve("nats").toString(), "-a", "127.0.0.1", "-p", String.valueOf(port)),
				Map.of());
		Thread.sleep(500);
		this.nats.requireAlive();
		return "nats://127.0.0.1:" + port;
	}

	/** Starts the service and answers how many seconds it took until it was ready. */
	double startService() throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(this.options.jvm());
		command.addAll(List.of("-jar", this.options.jar().toString()));
		long start = System.nanoTime();
		this.service = new MeasuredProcess("service", this.options.directory(), java(command), this.environment);
		this.service.awaitUntil(this::isReady, PATIENCE);
		return (System.nanoTime() - start) / 1e9;
	}

	void stopService() {
		if (this.service != null) {
			this.service.close();
			this.service = null;
		}
	}

	/** What a killed process leaves of temporary files goes with those of this one. */
	private static List<String> java(List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
		command.addAll(arguments);
		return command;
	}

	private boolean isReady() {
		return this.probe.answers(base() + "/actuator/health/readiness", 200);
	}

	String base() {
		return "http://127.0.0.1:" + this.port;
	}

	String natsUrl() {
		return this.natsUrl;
	}

	/**
	 * For the benchmark of the relay: this store, in another database, and a NATS server
	 * of its own that it starts when it wants one.
	 */
	Map<String, String> relayEnvironment() {
		return Map.of("MONGODB_URI", this.storeUri, "SPRING_MONGODB_DATABASE", relayDatabase(), "ORG_NATS_URL", "");
	}

	private static String relayDatabase() {
		return database() + "_relay";
	}

	/** Of no other run, and nobody's but this one's to drop. */
	private static String database() {
		return "parley_bench_" + ProcessHandle.current().pid();
	}

	boolean embedded() {
		return this.store != null;
	}

	long servicePid() {
		this.service.requireAlive();
		return this.service.pid();
	}

	/**
	 * Starts the same in Flask; answers its process, and gives its address to the caller.
	 */
	MeasuredProcess startFlask(Path gunicorn, int port) throws IOException, InterruptedException {
		MeasuredProcess flask = new MeasuredProcess("flask", this.options.directory(),
				List.of(gunicorn.toString(), "--chdir", "bench", "--bind", "127.0.0.1:" + port, "--workers", "2",
						"--worker-class", "gthread", "--threads", "8", "flask_sessions:app"),
				Map.of("MONGODB_URI", this.storeUri, "BENCH_DATABASE", database()));
		flask.awaitUntil(() -> this.probe.answers("http://127.0.0.1:" + port + "/session/none", 404), PATIENCE);
		return flask;
	}

	/** The store's process, where it is known. */
	Optional<Long> storePid() {
		return (this.store != null) ? Optional.of(this.store.pid()) : this.options.storePid();
	}

	/** The bare driver on the store of the service. */
	BareStore bareStore() {
		return new BareStore(this.storeUri, database(), this.options.connections());
	}

	/**
	 * Ends all that was started, wrk too, and leaves nothing on a server that is somebody
	 * else's. Does so once, also where this process is told to end meanwhile.
	 */
	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		ProcessHandle.current()
			.descendants()
			.filter((process) -> this.store == null || process.pid() != this.store.pid())
			.forEach(ProcessHandle::destroyForcibly);
		if (this.store != null) {
			this.store.close();
			return;
		}
		for (String name : List.of(database(), relayDatabase())) {
			try (BareStore left = new BareStore(this.storeUri, name, 1)) {
				left.drop();
			}
		}
	}

}
