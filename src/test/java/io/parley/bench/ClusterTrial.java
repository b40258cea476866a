package io.parley.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether several instances behind one address share the load and do nothing twice or not
 * at all, also while one is killed, the NATS server that leads the stream is, and one is
 * stopped. Ends with what was not as it must be, if anything.
 */
final class ClusterTrial {

	private static final String TEAM = "parley.default.";

	/** More messages than that no instance delivers over one channel at once. */
	private static final int IN_HAND = 32;

	private static final Duration SETTLED = Duration.ofMinutes(4);

	private static final Duration LULL = Duration.ofSeconds(2);

	private static final Pattern REQUESTS = Pattern
		.compile("(?m)^http_server_requests_seconds_count\\{.*uri=\"(?!/actuator).*} ([0-9.E+]+)$");

	private final JsonMapper mapper = new JsonMapper();

	private final List<String> faults = new ArrayList<>();

	private final ClusterServers servers;

	private final BenchApi api;

	private final ClusterCallers callers;

	private ClusterTrial(ClusterServers servers) {
		this.servers = servers;
		this.api = new BenchApi(servers.address(), false);
		this.callers = new ClusterCallers(servers.address());
	}

	/**
	 * Tries it.
	 * @param arguments a directory for data and logs, the service's jar, and for how many
	 * seconds each part of the trial lasts
	 */
	public static void main(String[] arguments) throws Exception {
		LogManager.getLogManager().reset();
		List<String> faults = new ArrayList<>();
		try (ClusterServers servers = new ClusterServers(Path.of(arguments[0]), Path.of(arguments[1]))) {
			ClusterTrial trial = new ClusterTrial(servers);
			try {
				trial.run(Duration.ofSeconds(Integer.parseInt(arguments[2])));
			}
			catch (Exception ex) {
				trial.faults.add("the trial itself: " + ex);
			}
			faults.addAll(trial.faults);
		}
		faults.forEach((fault) -> System.out.println("Not kept: " + fault));
		System.exit(faults.isEmpty() ? 0 : 1);
	}

	/** Something that happens to the servers. */
	private interface Event {

		void happen() throws Exception;

	}

	private void run(Duration part) throws Exception {
		this.api.send(Request.post("/channels", "{\"id\": \"%s\", \"kind\": \"webhook\", \"url\": \"%s\"}"
			.formatted(ClusterCallers.CHANNEL, this.servers.webhook()), 1));
		this.callers.start();
		part("two instances", false, part, () -> {
		});
		shares();
		part("the first killed", true, part, () -> this.servers.killService(0));
		part("the first starts again", false, part, () -> {
			this.servers.startService(0);
			this.servers.awaitService(0);
		});
		String leader = leader();
		part("the leader of the stream killed", false, part, () -> this.servers.killNats(leader));
		part("that NATS server starts again", false, part, () -> this.servers.startNats(leader));
		part("the second stopped", false, part, () -> this.servers.stopService(1));
		part("the second starts again", false, part, () -> {
			this.servers.startService(1);
			this.servers.awaitService(1);
		});
		this.callers.stop();
		expect("requests that were refused", this.callers.refused(), List.of());
		settle();
		sessions();
		threads();
		arrivals();
		events();
	}

	/**
	 * A part of the trial: what happens, and for how long all goes on after it.
	 * @param breaks whether requests may break off at it, or be put off
	 */
	private void part(String name, boolean breaks, Duration time, Event event) throws Exception {
		long done = this.callers.done();
		int broken = this.callers.broken().size();
		int putOff = this.callers.putOff();
		this.callers.longestSilence();
		event.happen();
		Thread.sleep(time.toMillis());
		long more = this.callers.done() - done;
		List<String> all = this.callers.broken();
		List<String> broke = all.subList(broken, all.size());
		System.out.printf(
				"%s: %,d requests done, %d put off, %d broken off, at most %,d ms without one that was done.%n", name,
				more, this.callers.putOff() - putOff, broke.size(), this.callers.longestSilence().toMillis());
		if (more == 0) {
			this.faults.add(name + ": no request was done");
		}
		if (!breaks) {
			expect(name + ": requests that broke off", broke, List.of());
		}
	}

	/** Each instance has about half of the requests. */
	private void shares() {
		long first = requests(0);
		long second = requests(1);
		System.out.printf("Answered by each instance: %,d and %,d.%n", first, second);
		if (3 * Math.min(first, second) < first + second) {
			this.faults.add("the load is not shared: " + first + " and " + second);
		}
	}

	private String metrics(int service) {
		return new BenchApi(this.servers.address(service), false).metrics();
	}

	/** How many requests an instance has answered. */
	private long requests(int service) {
		Matcher found = REQUESTS.matcher(metrics(service));
		long sum = 0;
		while (found.find()) {
			sum += Math.round(Double.parseDouble(found.group(1)));
		}
		return sum;
	}

	private String leader() throws Exception {
		try (Connection nats = Nats.connect(this.servers.natsUrls())) {
			return nats.jetStreamManagement().getStreamInfo("PARLEY").getClusterInfo().getLeader();
		}
	}

	/** Waits until every event is out and every message to the webhook delivered. */
	private void settle() {
		long start = System.nanoTime();
		until("every event is on NATS", () -> metrics(0).contains("parley_events_waiting 0.0"));
		until("every message is delivered", () -> isNone("pending") && isNone("delivering")
				&& this.callers.sessions().keySet().stream().allMatch(this::isDelivered));
		System.out.printf("Settled %,d s after the last request.%n", (System.nanoTime() - start) / 1_000_000_000);
	}

	private boolean isNone(String state) {
		return this.api.send(Request.get("/deliveries?state=" + state, 1)).get("results").isEmpty();
	}

	/** One that moves while lists are asked for may be in none of them. */
	private boolean isDelivered(String session) {
		return this.api.send(Request.get("/sessions/" + session + "/deliveries", 1))
			.valueStream()
			.allMatch((delivery) -> delivery.get("state").asString().equals("delivered"));
	}

	private void sessions() {
		Map<String, Integer> states = new TreeMap<>();
		this.callers.sessions().forEach((id, known) -> {
			JsonNode data = this.api.send(Request.get("/session/" + id, 1)).get("data");
			expect("session " + id,
					new ClusterCallers.Known(data.get("status").asString(), data.at("/message_data/n").asInt(-1)),
					known);
			states.merge(known.status(), 1, Integer::sum);
		});
		System.out.println("Sessions: " + states + ".");
	}

	private void threads() {
		Map<String, Integer> found = new TreeMap<>();
		this.callers.threadCounts().keySet().stream().map((key) -> key.split(" ")[0]).distinct().forEach((user) -> {
			for (JsonNode thread : this.api
				.send(Request.get("/users/" + user + "/threads?group_by=user_ids,bot_ids&limit=500", 1))) {
				found.put(user + " " + thread.at("/bots/0/_id").asString(), thread.get("count").asInt());
			}
		});
		expect("the messages of each thread", found, new TreeMap<>(this.callers.threadCounts()));
		System.out.printf("Messages between users and bots: %,d, in %d threads.%n", this.callers.messages().size(),
				found.size());
	}

	/** What a killed instance was delivering may come twice; a message's id tells. */
	private void arrivals() throws IOException {
		Map<String, Integer> arrived = new HashMap<>();
		for (String line : Files.readAllLines(this.servers.arrivals())) {
			arrived.merge(line.substring(line.lastIndexOf(' ') + 1), 1, Integer::sum);
		}
		expect("messages that the webhook got", new TreeSet<>(arrived.keySet()), new TreeSet<>(this.callers.asked()));
		long twice = arrived.values().stream().filter((times) -> times > 1).count();
		System.out.printf("Messages at the webhook: %,d, of which %d came twice.%n", arrived.size(), twice);
		if (twice > IN_HAND) {
			this.faults.add(twice + " messages came twice, and not " + IN_HAND + " were being delivered at once");
		}
	}

	/**
	 * Told by what the events say, not by the ids by which the stream drops repetitions:
	 * a session has each of its events once, and a message each of its own.
	 */
	private void events() throws Exception {
		Set<String> wanted = wanted();
		Map<String, Integer> found = stream(wanted);
		found.forEach((event, times) -> expect("how often " + event + " is in the stream", times, 1));
		expect("events that are in the stream and should not be", without(found.keySet(), wanted), Set.of());
		expect("events that are not in the stream", without(wanted, found.keySet()), Set.of());
		System.out.printf("Events in the stream: %,d.%n", found.size());
	}

	/**
	 * How often each event is in the stream, read to its end, and on until those that are
	 * wanted are there or the time in which all settles is over.
	 */
	private Map<String, Integer> stream(Set<String> wanted) throws Exception {
		Map<String, Integer> found = new TreeMap<>();
		long end = System.nanoTime() + SETTLED.toNanos();
		try (Connection nats = Nats.connect(this.servers.natsUrls())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			boolean more = true;
			while (more) {
				Message next = all.nextMessage(LULL);
				if (next != null) {
					found.merge(event(next), 1, Integer::sum);
				}
				more = next != null || (!found.keySet().containsAll(wanted) && System.nanoTime() < end);
			}
		}
		return found;
	}

	private String event(Message message) {
		if (message.getSubject().startsWith(TEAM + "sessions.")) {
			return message.getSubject();
		}
		JsonNode said = this.mapper.readTree(new String(message.getData(), StandardCharsets.UTF_8));
		return message.getSubject() + " " + said.path("message_id").asString(said.path("_id").asString(""));
	}

	private Set<String> wanted() {
		Set<String> wanted = new TreeSet<>();
		this.callers.sessions().forEach((id, known) -> {
			String subject = TEAM + "sessions." + id + ".";
			wanted.add(subject + "created");
			wanted.add(subject + "sent");
			switch (known.status()) {
				case "validated" -> wanted.add(subject + "replied");
				case "FAILED" -> wanted.add(subject + "rejected");
				default -> {
					// It had no other.
				}
			}
		});
		this.callers.asked()
			.forEach((id) -> wanted.add(TEAM + "channels." + ClusterCallers.CHANNEL + ".outbound " + id));
		this.callers.messages().forEach((message) -> {
			wanted.add(TEAM + "users." + message.user() + ".messages.sent " + message.id());
			wanted.add(TEAM + "bots." + message.bot() + ".messages.incoming " + message.id());
		});
		return wanted;
	}

	private static Set<String> without(Set<String> these, Set<String> those) {
		Set<String> left = new TreeSet<>(these);
		left.removeAll(those);
		return left;
	}

	private static void until(String what, Callable<Boolean> there) {
		Awaitility.await(what).pollInterval(Duration.ofSeconds(1)).atMost(SETTLED).until(there);
	}

	private void expect(String what, Object found, Object wanted) {
		if (!found.equals(wanted)) {
			this.faults.add(what + ": " + found + " instead of " + wanted);
		}
	}

}
