package io.parley.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.Nats;

/**
 * How long it takes from the moment at which a session message is posted to the moment at
 * which a subscriber has its event, on the clock of this process.
 */
final class NatsLatency {

	private static final int PER_SECOND = 100;

	private final Map<String, Long> posted = new ConcurrentHashMap<>();

	private final Map<String, Long> arrived = new ConcurrentHashMap<>();

	private final AtomicLong number = new AtomicLong();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final BenchApi api;

	NatsLatency(BenchApi api) {
		this.api = api;
	}

	/** Posts at a steady rate for a while; the first third is not counted. */
	Load measure(String nats, int seconds) throws Exception {
		try (Connection connection = Nats.connect(nats)) {
			connection.createDispatcher((message) -> this.arrived.putIfAbsent(message.getSubject(), System.nanoTime()))
				.subscribe("parley.default.sessions.*.created");
			connection.flush(java.time.Duration.ofSeconds(5));
			ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
			long start = System.nanoTime();
			clock.scheduleAtFixedRate(this::post, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
			TimeUnit.SECONDS.sleep(seconds);
			clock.shutdownNow();
			TimeUnit.SECONDS.sleep(2);
			return load(start + seconds * 1_000_000_000L / 3, seconds * 2.0 / 3);
		}
	}

	private void post() {
		String id = "n-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-" + this.number.incrementAndGet();
		Request create = Request.post("/session", "{\"session_id\": \"" + id + "\", \"subject_id\": \"user-1\"}", 1);
		this.posted.put("parley.default.sessions." + id + ".created", System.nanoTime());
		this.client.sendAsync(this.api.request(create, this.api.key()), HttpResponse.BodyHandlers.discarding());
	}

	private Load load(long from, double seconds) {
		List<Long> times = new ArrayList<>();
		long lost = 0;
		for (Map.Entry<String, Long> one : this.posted.entrySet()) {
			Long there = this.arrived.get(one.getKey());
			if (there == null) {
				lost++;
			}
			else if (one.getValue() >= from) {
				times.add(there - one.getValue());
			}
		}
		if (times.isEmpty()) {
			throw new IllegalStateException("No event reached the subscriber.");
		}
		times.sort(null);
		return new Load(times.size(), seconds, times.get(times.size() / 2) / 1e6,
				times.get((int) (times.size() * 0.99)) / 1e6, lost);
	}

}
