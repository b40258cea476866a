package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.NatsServer;
import io.parley.Ports;

/**
 * The parts of the compose file's profile {@code cluster} as processes on this machine:
 * two services behind HAProxy, with its configuration but for addresses, and three NATS
 * servers; one embedded store in place of three members of MongoDB.
 */
final class ClusterServers implements AutoCloseable {

	static final int SERVICES = 2;

	private static final int NATS_SERVERS = 3;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final HttpProbe probe = new HttpProbe();

	private final MeasuredProcess[] services = new MeasuredProcess[SERVICES];

	private final MeasuredProcess[] nats = new MeasuredProcess[NATS_SERVERS];

	private final List<Integer> servicePorts = ports(SERVICES);

	private final List<Integer> natsPorts = ports(NATS_SERVERS);

	private final List<Integer> routePorts = ports(NATS_SERVERS);

	private final int proxyPort = Ports.next();

	private final int receiverPort = Ports.next();

	private final Path directory;

	private final Path jar;

	private final MeasuredProcess store;

	private final MeasuredProcess receiver;

	private MeasuredProcess proxy;

	/**
	 * Starts all of it and waits until it is ready.
	 * @param directory for data and logs
	 * @param jar the service
	 */
	ClusterServers(Path directory, Path jar) throws IOException, InterruptedException {
		this.directory = directory;
		this.jar = jar;
		this.store = test("store", "io.parley.delivery.StoreServer", directory.resolve("store").toString(),
				directory.resolve("store.port").toString());
		this.receiver = test("receiver", "io.parley.delivery.WebhookReceiver", String.valueOf(this.receiverPort),
				arrivals().toString());
		for (int i = 0; i < NATS_SERVERS; i++) {
			startNats(i);
		}
		this.store.awaitUntil(() -> Files.exists(directory.resolve("store.port")), PATIENCE);
		for (int i = 0; i < SERVICES; i++) {
			startService(i);
		}
		for (int i = 0; i < SERVICES; i++) {
			awaitService(i);
		}
		startProxy();
	}

	private static List<Integer> ports(int count) {
		return IntStream.range(0, count).mapToObj((i) -> Ports.next()).toList();
	}

	/** The address behind which both services are. */
	String address() {
		return "http://127.0.0.1:" + this.proxyPort;
	}

	/** The address of one service. */
	String address(int service) {
		return "http://127.0.0.1:" + this.servicePorts.get(service);
	}

	/** Where a webhook is taken. */
	String webhook() {
		return "http://127.0.0.1:" + this.receiverPort + "/steady";
	}

	/**
	 * What came to the webhook: one line for each request, which ends with the message's
	 * id.
	 */
	Path arrivals() {
		return this.directory.resolve("arrivals");
	}

	String natsUrls() {
		return this.natsPorts.stream().map((port) -> "nats://127.0.0.1:" + port).collect(Collectors.joining(","));
	}

	/** Starts a service and does not wait for it. */
	void startService(int i) throws IOException {
		this.services[i] = java("parley-" + (i + 1),
				Map.of("SERVER_PORT", String.valueOf(this.servicePorts.get(i)), "MONGODB_URI",
						"mongodb://127.0.0.1:" + Files.readString(this.directory.resolve("store.port")).strip()
								+ "/parley?directConnection=true",
						"ORG_NATS_URL", natsUrls(), "PARLEY_NATS_STREAM_REPLICAS", String.valueOf(NATS_SERVERS),
						"PARLEY_PUBLIC_URL", address(), "SERVER_FORWARD_HEADERS_STRATEGY", "framework",
						"PARLEY_SECRET_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
						"PARLEY_CHANNELS_ALLOW_PRIVATE_ADDRESSES", "true", "PARLEY_WEB_DRAIN", "4s"),
				"-jar", this.jar.toString());
	}

	void awaitService(int i) throws InterruptedException {
		this.services[i].awaitUntil(() -> isReady(i), PATIENCE);
	}

	/** Ends a service at once, as {@code kill -9} does. */
	void killService(int i) {
		this.services[i].close();
	}

	/** Asks a service to stop, as {@code docker stop} does, and waits until it has. */
	void stopService(int i) throws InterruptedException {
		this.services[i].terminate(Duration.ofMinutes(1));
	}

	/** Starts a NATS server again, on the data that it has. */
	void startNats(String name) throws IOException {
		startNats(number(name));
	}

	private void startNats(int i) throws IOException {
		String routes = this.routePorts.stream()
			.map((port) -> "nats://127.0.0.1:" + port)
			.collect(Collectors.joining(","));
		String name = "nats-" + (i + 1);
		this.nats[i] = new MeasuredProcess(
				name, this.directory, List.of(
						NatsServer.binary()
							.orElseThrow(
									() -> new IllegalStateException("There is no NATS server: install nats-server."))
							.toString(),
						"-n", name, "-a", "127.0.0.1", "-p", String.valueOf(this.natsPorts.get(i)), "-js", "-sd",
						this.directory.resolve(name).toString(), "-cluster_name", "parley", "-cluster",
						"nats://127.0.0.1:" + this.routePorts.get(i), "-routes", routes),
				Map.of());
	}

	/**
	 * Ends a NATS server at once.
	 * @param name as the servers call themselves
	 */
	void killNats(String name) {
		this.nats[number(name)].close();
	}

	private static int number(String name) {
		return Integer.parseInt(name.substring(name.indexOf('-') + 1)) - 1;
	}

	private void startProxy() throws IOException, InterruptedException {
		String configuration = Files.readString(Path.of("src", "build", "haproxy.cfg"))
			.replace("bind :8000", "bind 127.0.0.1:" + this.proxyPort)
			.replace(" resolvers names init-addr libc,none", "");
		for (int i = 0; i < SERVICES; i++) {
			configuration = configuration.replace("parley-" + (i + 1) + ":8000",
					"127.0.0.1:" + this.servicePorts.get(i));
		}
		Path file = Files.writeString(this.directory.resolve("haproxy.cfg"), configuration);
		this.proxy = new MeasuredProcess("proxy", this.directory, List.of("haproxy", "-f", file.toString()), Map.of());
		this.proxy.awaitUntil(() -> this.probe.answers(address() + "/session/none", 404), PATIENCE);
	}

	private MeasuredProcess test(String name, String main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main));
		command.addAll(List.of(arguments));
		return java(name, Map.of(), command.toArray(String[]::new));
	}

	private MeasuredProcess java(String name, Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-Djava.io.tmpdir=" + this.directory.resolve("tmp")));
		command.addAll(List.of(arguments));
		return new MeasuredProcess(name, this.directory, command, new HashMap<>(environment));
	}

	private boolean isReady(int service) {
		return this.probe.answers(address(service) + "/actuator/health/readiness", 200);
	}

	@Override
	public void close() {
		ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
	}

}
