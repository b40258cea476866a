package io.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers that create sessions, ask over a webhook, reply, reject and write messages, and
 * repeat under its {@code Idempotency-Key} whatever is not answered, or with a status
 * that says to come again, until it is. What they know in the end is exact.
 */
final class ClusterCallers {

	static final String CHANNEL = "hook";

	private static final int CALLERS = 8;

	private static final int BOTS = 5;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final long PAUSE_MILLIS = 200;

	/**
	 * What only a proxy answers, where it had nobody to ask or was left without answer.
	 */
	private static final Set<Integer> OF_THE_PROXY = Set.of(502, 503, 504);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = new JsonMapper();

	private final List<Thread> threads = new ArrayList<>();

	private final Map<String, Known> sessions = new ConcurrentHashMap<>();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final Set<Written> messages = ConcurrentHashMap.newKeySet();

	private final ConcurrentMap<String, Integer> threadCounts = new ConcurrentHashMap<>();

	private final Queue<String> refused = new ConcurrentLinkedQueue<>();

	private final Queue<String> broken = new ConcurrentLinkedQueue<>();

	private final AtomicInteger putOff = new AtomicInteger();

	private final AtomicLong done = new AtomicLong();

	private final AtomicLong lastDone = new AtomicLong();

	private final AtomicLong longestSilence = new AtomicLong();

	private final String base;

	private volatile boolean calling = true;

	ClusterCallers(String base) {
		this.base = base;
	}

	/**
	 * What a session must be.
	 *
	 * @param n what {@code message_data} has from the reply; -1 where there was none
	 */
	record Known(String status, int n) {
	}

	/** A message from a user to a bot. */
	record Written(String user, String bot, String id) {
	}

	/** What each session must be, by its id. */
	Map<String, Known> sessions() {
		return this.sessions;
	}

	/** The ids of the messages that went to the webhook. */
	Set<String> asked() {
		return this.asked;
	}

	Set<Written> messages() {
		return this.messages;
	}

	/** How many messages each thread has, by its user and bot with a space between. */
	Map<String, Integer> threadCounts() {
		return this.threadCounts;
	}

	/**
	 * What was answered neither with success nor with a status that says to come again.
	 */
	List<String> refused() {
		return List.copyOf(this.refused);
	}

	/** What became of the requests that no instance answered. */
	List<String> broken() {
		return List.copyOf(this.broken);
	}

	/** How often an instance said to come again. */
	int putOff() {
		return this.putOff.get();
	}

	/** How many requests have succeeded. */
	long done() {
		return this.done.get();
	}

	/** For how long at most none succeeded, since this was asked last. */
	Duration longestSilence() {
		return Duration.ofNanos(this.longestSilence.getAndSet(0));
	}

	void start() {
		this.lastDone.set(System.nanoTime());
		for (int i = 0; i < CALLERS; i++) {
			String name = "caller-" + i;
			Thread thread = new Thread(() -> work(name), name);
			thread.setDaemon(true);
			thread.start();
			this.threads.add(thread);
		}
	}

	/**
	 * Ends when each caller has had its last request done.
	 * @throws IllegalStateException where one of them does not succeed
	 */
	void stop() throws InterruptedException {
		this.calling = false;
		for (Thread thread : this.threads) {
			thread.join(2 * TIMEOUT.toMillis());
			if (thread.isAlive()) {
				throw new IllegalStateException("The last request of " + thread.getName() + " does not succeed.");
			}
		}
	}

	private void work(String name) {
		for (int n = 0; this.calling; n++) {
			try {
				session(name + "-" + n, n);
				message(name, "bot-" + n % BOTS, n);
			}
			catch (RuntimeException ex) {
				this.refused.add(String.valueOf(ex.getMessage()));
			}
		}
	}

	private void session(String id, int n) {
		call("POST", "/session", "{\"session_id\": \"%s\", \"subject_id\": \"%s\"}".formatted(id, id));
		this.sessions.put(id, new Known("pending", -1));
		JsonNode sent = call("POST", "/sessions/" + id + "/send_message",
				"{\"channel_id\": \"%s\", \"message\": \"Well?\"}".formatted(CHANNEL));
		this.asked.add(sent.at("/details/message_id").asString());
		this.sessions.put(id, new Known("sent", -1));
		switch (n % 3) {
			case 0 -> {
				call("POST", "/channels/response",
						"{\"session_id\": \"%s\", \"response_data\": {\"n\": %d}}".formatted(id, n));
				this.sessions.put(id, new Known("validated", n));
			}
			case 1 -> {
				call("PATCH", "/session/" + id, "{\"status\": \"FAILED\"}");
				this.sessions.put(id, new Known("FAILED", -1));
			}
			default -> {
				// Stays as it is.
			}
		}
	}

	private void message(String user, String bot, int n) {
		JsonNode sent = call("POST", "/users/" + user + "/messages",
				"{\"bot_ids\": [\"%s\"], \"body\": \"%d\"}".formatted(bot, n));
		this.messages.add(new Written(user, bot, sent.get("_id").asString()));
		this.threadCounts.merge(user + " " + bot, 1, Integer::sum);
	}

	/** Asks until it is done. */
	private JsonNode call(String method, String path, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.method(method, BodyPublishers.ofString(body))
			.build();
		while (true) {
			try {
				HttpResponse<String> answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
				if (answer.statusCode() / 100 == 2) {
					noteDone();
					return this.mapper.readTree(answer.body());
				}
				notDone(method + " " + path + ": " + answer.statusCode() + " " + answer.body(), answer);
			}
			catch (IOException ex) {
				this.broken.add(method + " " + path + ": " + ex);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			pause();
		}
	}

	private void notDone(String what, HttpResponse<String> answer) {
		if (answer.headers().firstValue("Retry-After").isPresent()) {
			this.putOff.incrementAndGet();
		}
		else if (OF_THE_PROXY.contains(answer.statusCode())) {
			this.broken.add(what);
		}
		else {
			throw new IllegalStateException(what);
		}
	}

	private void noteDone() {
		long now = System.nanoTime();
		this.done.incrementAndGet();
		long silence = now - this.lastDone.getAndSet(now);
		this.longestSilence.accumulateAndGet(silence, Math::max);
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
