package io.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

	private static final Duration SETTLED = Duration.ofMinutes(4);

	private static final Pattern REQUESTS = Pattern
		.compile("(?m)^http_server_requests_seconds_count\\{.*uri=\"(?!/actuator).*} ([0-9.E+]+)$");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = new JsonMapper();

	private final List<String> faults = new ArrayList<>();

	private final ClusterServers servers;

	private final ClusterCallers callers;

	private ClusterTrial(ClusterServers servers) {
		this.servers = servers;
		this.callers = new ClusterCallers(servers.address());
	}

	/**
	 * Tries it.
	 * @param arguments a directory for data and logs, the service's jar, and for how many
	 * seconds each part of the trial lasts
	 */
	public static void main(String[] arguments) throws Exception {
		LogManager.getLogManager().reset();
		int status = 0;
		try (ClusterServers servers = new ClusterServers(Path.of(arguments[0]), Path.of(arguments[1]))) {
			ClusterTrial trial = new ClusterTrial(servers);
			trial.run(Duration.ofSeconds(Integer.parseInt(arguments[2])));
			for (String fault : trial.faults) {
				System.out.println("Not kept: " + fault);
				status = 1;
			}
		}
		System.exit(status);
	}

	private void run(Duration part) throws Exception {
		send("POST", "/channels", "{\"id\": \"%s\", \"kind\": \"webhook\", \"url\": \"%s\"}"
			.formatted(ClusterCallers.CHANNEL, this.servers.webhook()));
		this.callers.start();
		part("two instances", part);
		System.out.printf("Answered by each instance: %,d and %,d.%n", requests(0), requests(1));
		this.servers.killService(0);
		part("one of them killed", part);
		this.servers.startService(0);
		this.servers.awaitService(0);
		part("the other one back", part);
		int leader = this.servers.killNats(leader());
		part("the leader of the stream killed", part);
		this.servers.startNats(leader);
		part("the NATS server back", part);
		int broken = this.callers.broken().size();
		this.servers.stopService(1);
		part("the other instance stopped", part);
		List<String> all = this.callers.broken();
		expect("requests that broke off as an instance was stopped", all.subList(broken, all.size()), List.of());
		this.servers.startService(1);
		this.servers.awaitService(1);
		this.callers.stop();
		expect("requests that were refused", List.copyOf(this.callers.refused()), List.of());
		settle();
		sessions();
		threads();
		arrivals();
		events();
	}

	private void part(String name, Duration time) throws InterruptedException {
		long before = this.callers.answered();
		int broken = this.callers.broken().size();
		int putOff = this.callers.putOff();
		this.callers.longestSilence();
		Thread.sleep(time.toMillis());
		System.out.printf(
				"%s: %,d answers, %d of them to come again, %d requests broken off, at most %,d ms without an"
						+ " answer.%n",
				name, this.callers.answered() - before, this.callers.putOff() - putOff,
				this.callers.broken().size() - broken, this.callers.longestSilence().toMillis());
	}

	/** How many requests an instance has answered. */
	private long requests(int service) throws IOException, InterruptedException {
		Matcher found = REQUESTS.matcher(text("GET", this.servers.address(service) + "/actuator/prometheus", null));
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
		until("every event is on NATS", () -> text("GET", this.servers.address(0) + "/actuator/prometheus", null)
			.contains("parley_events_waiting 0.0"));
		for (String state : List.of("pending", "delivering")) {
			until("no delivery is " + state,
					() -> send("GET", "/deliveries?state=" + state, null).get("results").isEmpty());
		}
		System.out.printf("Settled %,d s after the last request.%n", (System.nanoTime() - start) / 1_000_000_000);
	}

	private void sessions() {
		Map<String, Integer> states = new TreeMap<>();
		this.callers.sessions().forEach((id, status) -> {
			expect("the status of " + id, send("GET", "/session/" + id, null).at("/data/status").asString(), status);
			states.merge(status, 1, Integer::sum);
		});
		System.out.println("Sessions: " + states + ".");
	}

	private void threads() {
		Map<String, Integer> found = new HashMap<>();
		this.callers.threadCounts().keySet().stream().map((key) -> key.split(" ")[0]).distinct().forEach((user) -> {
			for (JsonNode thread : send("GET", "/users/" + user + "/threads?group_by=user_ids,bot_ids&limit=500",
					null)) {
				found.put(user + " " + thread.at("/bots/0/_id").asString(), thread.get("count").asInt());
			}
		});
		expect("the messages of each thread", new TreeMap<>(found), new TreeMap<>(this.callers.threadCounts()));
		System.out.printf("Messages between users and bots: %,d, in %d threads.%n", this.callers.messages().size(),
				found.size());
	}

	/** A kill may have one come twice, as is promised; the message's id tells. */
	private void arrivals() throws IOException {
		Map<String, Integer> arrived = new HashMap<>();
		for (String line : Files.readAllLines(this.servers.arrivals())) {
			arrived.merge(line.substring(line.lastIndexOf(' ') + 1), 1, Integer::sum);
		}
		expect("messages that the webhook got", arrived.keySet(), this.callers.asked());
		System.out.printf("Messages at the webhook: %,d, of which %d came twice.%n", arrived.size(),
				arrived.values().stream().filter((times) -> times > 1).count());
	}

	/**
	 * Told by what the events say, not by the ids by which the stream drops repetitions.
	 */
	private void events() throws Exception {
		Map<String, Integer> found = new TreeMap<>();
		try (Connection nats = Nats.connect(this.servers.natsUrls())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			for (Message next = first(all); next != null; next = all.nextMessage(Duration.ofSeconds(2))) {
				JsonNode said = this.mapper.readTree(new String(next.getData(), StandardCharsets.UTF_8));
				found.merge(next.getSubject() + " " + said.path("message_id").asString(said.path("_id").asString("")),
						1, Integer::sum);
			}
		}
		found.forEach((event, times) -> expect("how often " + event + " is in the stream", times, 1));
		Map<String, Integer> kinds = new TreeMap<>();
		found.keySet().forEach((event) -> kinds.merge(event.split(" ")[0].replaceAll(".*\\.", ""), 1, Integer::sum));
		Map<String, Integer> wanted = new TreeMap<>(Map.of("created", this.callers.sessions().size(), "replied",
				with("validated"), "rejected", with("FAILED"), "outbound", this.callers.asked().size(), "incoming",
				this.callers.messages().size()));
		wanted.put("sent", this.callers.asked().size() + this.callers.messages().size());
		expect("events of each kind", kinds, wanted);
		System.out.printf("Events in the stream: %,d, %s.%n", found.size(), kinds);
	}

	private static Message first(JetStreamSubscription events) throws InterruptedException {
		return events.nextMessage(Duration.ofSeconds(10));
	}

	private int with(String status) {
		return (int) this.callers.sessions().values().stream().filter(status::equals).count();
	}

	private JsonNode send(String method, String path, String body) {
		return this.mapper.readTree(text(method, this.servers.address() + path, body));
	}

	private String text(String method, String address, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(address))
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody())
			.build();
		try {
			HttpResponse<String> answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			if (answer.statusCode() / 100 != 2) {
				throw new IllegalStateException(
						method + " " + address + ": " + answer.statusCode() + " " + answer.body());
			}
			return answer.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException(address + " was not answered: " + ex, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
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
