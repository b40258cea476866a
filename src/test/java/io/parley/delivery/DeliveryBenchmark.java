package io.parley.delivery;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.NatsServer;
import io.parley.ParleyApplication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** How fast messages reach a webhook. Started by {@code bench/deliveries}. */
public final class DeliveryBenchmark {

	private static final long ANSWER_MILLIS = 50;

	private static final int WARM_UP_SECONDS = 10;

	private static final int LONGEST_QUEUE = 32;

	private static final JsonMapper MAPPER = new JsonMapper();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();

	private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger repeated = new AtomicInteger();

	private final AtomicLong number = new AtomicLong();

	private final String base;

	private DeliveryBenchmark(String base) {
		this.base = base;
	}

	public static void main(String[] arguments) throws Exception {
		int rate = Integer.parseInt(arguments[0]);
		int seconds = Integer.parseInt(arguments[1]);
		String named = System.getenv("ORG_NATS_URL");
		try (NatsServer own = (named != null) ? null : NatsServer.find().orElseThrow().start();
				ConfigurableApplicationContext service = service((named != null) ? named : own.url())) {
			DeliveryBenchmark benchmark = new DeliveryBenchmark(
					"http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
			benchmark.run(rate, seconds);
		}
		System.exit(0);
	}

	private static ConfigurableApplicationContext service(String nats) {
		return new SpringApplicationBuilder(ParleyApplication.class).run("--server.port=0", "--parley.nats.url=" + nats,
				"--parley.store.embedded.directory=target/bench/" + ProcessHandle.current().pid(),
				"--parley.secret-key=" + Base64.getEncoder().encodeToString(new byte[32]),
				"--parley.channels.allow-private-addresses=true", "--logging.level.root=ERROR");
	}

	private void run(int rate, int seconds) throws Exception {
		System.out.printf("a bare answer (liveness): %.0f/s%n", bareAnswers());
		HttpServer receiver = receiver();
		post("/channels", "{\"id\":\"bench\",\"kind\":\"webhook\",\"name\":\"bench\",\"url\":\"http://127.0.0.1:"
				+ receiver.getAddress().getPort() + "/\"}");
		ExecutorService senders = Executors.newFixedThreadPool(16);
		int sessions = rate * (WARM_UP_SECONDS + seconds + 5);
		for (int i = 0; i < sessions; i++) {
			String session = "bench-" + i;
			senders.execute(() -> post("/session", "{\"session_id\":\"" + session + "\"}"));
		}
		senders.shutdown();
		senders.awaitTermination(10, TimeUnit.MINUTES);
		ThreadPoolExecutor sending = (ThreadPoolExecutor) Executors.newFixedThreadPool(16);
		ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
		clock.scheduleAtFixedRate(() -> offer(sending), 0, 1_000_000_000L / rate, TimeUnit.NANOSECONDS);
		TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
		long processor = processor();
		int acceptedBefore = this.accepted.get();
		int arrivedBefore = this.arrivedAt.size();
		long begin = System.nanoTime();
		System.out.println("second  accepted  arrived  waiting");
		for (int second = 1; second <= seconds; second++) {
			int acceptedThen = this.accepted.get();
			int arrivedThen = this.arrivedAt.size();
			TimeUnit.NANOSECONDS.sleep(begin + second * 1_000_000_000L - System.nanoTime());
			System.out.printf("%6d  %8d  %7d  %7d%n", second, this.accepted.get() - acceptedThen,
					this.arrivedAt.size() - arrivedThen, this.accepted.get() - this.arrivedAt.size());
		}
		long used = processor() - processor;
		int in = this.accepted.get() - acceptedBefore;
		int out = this.arrivedAt.size() - arrivedBefore;
		clock.shutdownNow();
		sending.shutdown();
		sending.awaitTermination(1, TimeUnit.MINUTES);
		long end = System.nanoTime();
		while (this.arrivedAt.size() < this.accepted.get() && System.nanoTime() - end < 60_000_000_000L) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
		System.out.printf("accepted %.1f/s, arrived %.1f/s; the rest arrived %d ms after the last was accepted%n",
				(double) in / seconds, (double) out / seconds, (System.nanoTime() - end) / 1_000_000);
		long[] times = this.arrivedAt.entrySet()
			.stream()
			.filter((arrival) -> this.acceptedAt.containsKey(arrival.getKey()))
			.mapToLong((arrival) -> Math.max(0, arrival.getValue() - this.acceptedAt.get(arrival.getKey())) / 1000)
			.sorted()
			.toArray();
		System.out.printf("from accepted to arrived: p50 %.1f ms, p99 %.1f ms; %d of %d arrived, %d came twice%n",
				times[times.length / 2] / 1000.0, times[times.length * 99 / 100] / 1000.0, this.arrivedAt.size(),
				this.accepted.get(), this.repeated.get());
		System.out.printf("processor time: %.2f ms for each message%n", used / 1e6 / out);
		receiver.stop(0);
	}

	/**
	 * What the machine makes of a request that does nothing, to hold the rest against.
	 */
	private double bareAnswers() throws InterruptedException {
		AtomicLong answers = new AtomicLong();
		ExecutorService asking = Executors.newFixedThreadPool(16);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2L * WARM_UP_SECONDS);
		long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
		for (int i = 0; i < 16; i++) {
			asking.execute(() -> {
				while (System.nanoTime() < end) {
					get("/actuator/health/liveness");
					if (System.nanoTime() > warm) {
						answers.incrementAndGet();
					}
				}
			});
		}
		asking.shutdown();
		asking.awaitTermination(1, TimeUnit.MINUTES);
		return (double) answers.get() / WARM_UP_SECONDS;
	}

	private void get(String path) {
		try {
			this.client.send(HttpRequest.newBuilder(URI.create(this.base + path)).build(),
					HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpServer receiver() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
		ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/", (exchange) -> {
			String id = exchange.getRequestHeaders().getFirst("webhook-id");
			if (this.arrivedAt.putIfAbsent(id, System.nanoTime()) != null) {
				this.repeated.incrementAndGet();
			}
			exchange.getRequestBody().readAllBytes();
			later.schedule(() -> answer(exchange), ANSWER_MILLIS, TimeUnit.MILLISECONDS);
		});
		server.start();
		return server;
	}

	private static void answer(HttpExchange exchange) {
		try {
			exchange.sendResponseHeaders(204, -1);
		}
		catch (IOException ex) {
			// Who asked has gone.
		}
		exchange.close();
	}

	/** What the service cannot take as fast as it is offered is not offered later. */
	private void offer(ThreadPoolExecutor sending) {
		if (sending.getQueue().size() < LONGEST_QUEUE) {
			sending.execute(this::send);
		}
	}

	private void send() {
		JsonNode sent = post("/sessions/bench-" + this.number.getAndIncrement() + "/send_message",
				"{\"channel_id\":\"bench\",\"message\":{\"text\":\"Do you approve?\"}}");
		this.acceptedAt.put(sent.at("/details/message_id").asString(), System.nanoTime());
		this.accepted.incrementAndGet();
	}

	private JsonNode post(String path, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			if (!Arrays.asList(200, 201, 202).contains(response.statusCode())) {
				System.out.println(path + " " + response.statusCode() + " " + response.body());
			}
			return MAPPER.readTree(response.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static long processor() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

}
