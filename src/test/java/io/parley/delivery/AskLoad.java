package io.parley.delivery;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Callers;

/**
 * Programs that ask and humans that reply, at several instances at once. Whoever gets no
 * answer, or is told to come again, asks the next instance the same thing under the same
 * {@code Idempotency-Key}, so that in the end everything is acknowledged.
 */
final class AskLoad {

	/**
	 * Who was asking an instance as it was killed waits until its key is free again;
	 * others go on meanwhile.
	 */
	private static final int THREADS = 12;

	private static final int MESSAGES = 3;

	private static final long PAUSE_NANOS = 150_000_000;

	private static final long PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

	private final List<Api> instances;

	private final List<String> channels;

	private final Map<String, List<String>> messages = new ConcurrentHashMap<>();

	private final Queue<String> answered = new ConcurrentLinkedQueue<>();

	private final Queue<String> refused = new ConcurrentLinkedQueue<>();

	private final Callers callers = new Callers();

	private final AtomicInteger acknowledged = new AtomicInteger();

	private volatile boolean running = true;

	AskLoad(List<Api> instances, List<String> channels) {
		this.instances = instances;
		this.channels = channels;
	}

	AskLoad start() {
		this.callers.start(THREADS, (i) -> run());
		return this;
	}

	/** Ends when all that was begun is acknowledged. */
	void stop() throws InterruptedException {
		this.running = false;
		this.callers.join();
	}

	/** How many messages have been acknowledged so far. */
	int acknowledged() {
		return this.acknowledged.get();
	}

	/** The ids of the acknowledged messages of each session, in the order of sending. */
	Map<String, List<String>> messages() {
		return this.messages;
	}

	/** The sessions whose reply was acknowledged. */
	Queue<String> answered() {
		return this.answered;
	}

	/** What was answered that no caller expects. */
	Queue<String> refused() {
		return this.refused;
	}

	private void run() {
		while (this.running) {
			String session = Api.id("asked");
			try {
				ask(session);
			}
			catch (RuntimeException ex) {
				this.refused.add(session + ": " + ex);
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	private void ask(String session) {
		String channel = this.channels.get(ThreadLocalRandom.current().nextInt(this.channels.size()));
		post("/session", "{\"session_id\":\"" + session + "\",\"subject_id\":\"" + session
				+ "\",\"message_data_template\":{\"type\":\"object\",\"properties\":{\"approved\":{\"type\":\"boolean\"}},"
				+ "\"required\":[\"approved\"]}}", 201);
		List<String> sent = Collections.synchronizedList(new ArrayList<>());
		for (int i = 0; i < MESSAGES; i++) {
			Answer answer = post("/sessions/" + session + "/send_message",
					"{\"channel_id\":\"" + channel + "\",\"message\":{\"text\":\"Do you approve?\",\"n\":" + i + "}}",
					200, 202);
			sent.add(answer.json().at("/details/message_id").asString());
			this.messages.put(session, sent);
			this.acknowledged.incrementAndGet();
		}
		String reply = "{\"session_id\":\"" + session + "\",\"reply_id\":\"r-" + session
				+ "\",\"response_data\":{\"approved\":true}}";
		// A provider that hands in again what it has handed in before.
		post("/channels/response", reply, 200);
		post("/channels/response", reply, 200);
		this.answered.add(session);
	}

	private Answer post(String path, String body, int... expected) {
		String key = Api.id("key");
		long end = System.nanoTime() + PATIENCE_NANOS;
		int at = ThreadLocalRandom.current().nextInt(this.instances.size());
		while (true) {
			Answer answer = attempt(this.instances.get(at++ % this.instances.size()), path, body, key);
			if (answer != null && java.util.Arrays.stream(expected).anyMatch((status) -> status == answer.status())) {
				return answer;
			}
			boolean again = answer == null || answer.status() == 503 || isUnderWay(answer);
			if (!again || System.nanoTime() > end) {
				throw new IllegalStateException(
						path + " " + ((answer != null) ? answer.status() + " " + answer.body() : "no answer"));
			}
			LockSupport.parkNanos(100_000_000);
		}
	}

	/** The same request is being worked on, or was when an instance was killed. */
	private static boolean isUnderWay(Answer answer) {
		return answer.status() == 409 && answer.header("Retry-After") != null;
	}

	private static Answer attempt(Api instance, String path, String body, String key) {
		try {
			return instance.post(path, body, "Idempotency-Key", key);
		}
		catch (UncheckedIOException ex) {
			return null;
		}
	}

}
