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

	private static final Set<Integer> COME_AGAIN = Set.of(429, 502, 503, 504);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = new JsonMapper();

	private final List<Thread> threads = new ArrayList<>();

	private final Map<String, String> sessions = new ConcurrentHashMap<>();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final Set<String> messages = ConcurrentHashMap.newKeySet();

	private final ConcurrentMap<String, Integer> threadCounts = new ConcurrentHashMap<>();

	private final Queue<String> refused = new ConcurrentLinkedQueue<>();

	private final Queue<String> broken = new ConcurrentLinkedQueue<>();

	private final AtomicInteger putOff = new AtomicInteger();

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong lastAnswer = new AtomicLong();

	private final AtomicLong longestSilence = new AtomicLong();

	private final String base;

	private volatile boolean calling = true;

	ClusterCallers(String base) {
		this.base = base;
	}

	/** The status that each session must have, by its id. */
	Map<String, String> sessions() {
		return this.sessions;
	}

	/** The ids of the messages that went to the webhook. */
	Set<String> asked() {
		return this.asked;
	}

	/** The ids of the messages between users and bots. */
	Set<String> messages() {
		return this.messages;
	}

	/** How many messages each thread has, by its user and bot with a space between. */
	Map<String, Integer> threadCounts() {
		return this.threadCounts;
	}

	/**
	 * What was answered neither with success nor with a status that says to come again.
	 */
	Queue<String> refused() {
		return this.refused;
	}

	/** What became of the requests that were not answered at all. */
	List<String> broken() {
		return List.copyOf(this.broken);
	}

	/** How often an answer was to come again. */
	int putOff() {
		return this.putOff.get();
	}

	long answered() {
		return this.answered.get();
	}

	/** For how long at most nobody had an answer, since this was asked last. */
	Duration longestSilence() {
		return Duration.ofNanos(this.longestSilence.getAndSet(0));
	}

	void start() {
		this.lastAnswer.set(System.nanoTime());
		for (int i = 0; i < CALLERS; i++) {
			String name = "caller-" + i;
			Thread thread = new Thread(() -> work(name), name);
			thread.start();
			this.threads.add(thread);
		}
	}

	/** Ends when each caller has had its last request answered. */
	void stop() throws InterruptedException {
		this.calling = false;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	private void work(String name) {
		for (int n = 0; this.calling; n++) {
			try {
				session(name + "-" + n, n);
				message(name, "bot-" + n % BOTS, n);
			}
			catch (IllegalStateException ex) {
				this.refused.add(ex.getMessage());
			}
		}
	}

	private void session(String id, int n) {
		call("POST", "/session", "{\"session_id\": \"%s\", \"subject_id\": \"%s\"}".formatted(id, id));
		this.sessions.put(id, "pending");
		JsonNode sent = call("POST", "/sessions/" + id + "/send_message",
				"{\"channel_id\": \"%s\", \"message\": \"Well?\"}".formatted(CHANNEL));
		this.asked.add(sent.at("/details/message_id").asString());
		this.sessions.put(id, "sent");
		switch (n % 3) {
			case 0 -> {
				call("POST", "/channels/response",
						"{\"session_id\": \"%s\", \"response_data\": {\"n\": %d}}".formatted(id, n));
				this.sessions.put(id, "validated");
			}
			case 1 -> {
				call("PATCH", "/session/" + id, "{\"status\": \"FAILED\"}");
				this.sessions.put(id, "FAILED");
			}
			default -> {
				// Stays as it is.
			}
		}
	}

	private void message(String user, String bot, int n) {
		JsonNode sent = call("POST", "/users/" + user + "/messages",
				"{\"bot_ids\": [\"%s\"], \"body\": \"%d\"}".formatted(bot, n));
		this.messages.add(sent.get("_id").asString());
		this.threadCounts.merge(user + " " + bot, 1, Integer::sum);
	}

	/** Asks until there is an answer that counts. */
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
				noteAnswer();
				if (answer.statusCode() / 100 == 2) {
					return this.mapper.readTree(answer.body());
				}
				boolean busy = answer.statusCode() == 409 && answer.headers().firstValue("Retry-After").isPresent();
				if (!busy && !COME_AGAIN.contains(answer.statusCode())) {
					throw new IllegalStateException(
							method + " " + path + ": " + answer.statusCode() + " " + answer.body());
				}
				this.putOff.incrementAndGet();
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

	private void noteAnswer() {
		long now = System.nanoTime();
		this.answered.incrementAndGet();
		long silence = now - this.lastAnswer.getAndSet(now);
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
