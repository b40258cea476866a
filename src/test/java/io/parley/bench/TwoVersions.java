package io.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.parley.NatsServer;
import io.parley.Ports;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two versions of the service on one store: the older one writes, the newer one comes
 * beside it, each goes on with what the other has begun, the older one is killed, and in
 * the end it comes back alone. Ends with a sentence where something is not as it was.
 */
final class TwoVersions {

	private static final int SESSIONS = 20;

	private static final int MESSAGES = 30;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = new JsonMapper();

	private final Path directory;

	private final int olderPort = Ports.next();

	private final int newerPort = Ports.next();

	private Map<String, String> environment;

	private TwoVersions(Path directory) {
		this.directory = directory;
	}

	/**
	 * Tries two versions.
	 * @param arguments a directory for data and logs, the older jar and the newer one
	 */
	public static void main(String[] arguments) throws Exception {
		new TwoVersions(Path.of(arguments[0])).run(Path.of(arguments[1]), Path.of(arguments[2]));
	}

	private void run(Path older, Path newer) throws Exception {
		Path port = this.directory.resolve("store.port");
		int natsPort = Ports.next();
		try (MeasuredProcess store = java("store", Map.of(), "-cp", System.getProperty("java.class.path"),
				"io.parley.delivery.StoreServer", this.directory.resolve("store").toString(), port.toString());
				MeasuredProcess nats = new MeasuredProcess("nats", this.directory,
						List.of(NatsServer.binary().orElseThrow().toString(), "-js", "-sd",
								this.directory.resolve("nats").toString(), "-a", "127.0.0.1", "-p",
								String.valueOf(natsPort)),
						Map.of())) {
			until("the store is there", () -> Files.exists(port));
			this.environment = Map.of("MONGODB_URI",
					"mongodb://127.0.0.1:" + Files.readString(port).strip() + "/parley?directConnection=true",
					"ORG_NATS_URL", "nats://127.0.0.1:" + natsPort);
			MeasuredProcess first = service("older", older, this.olderPort);
			write("older", this.olderPort);
			MeasuredProcess second = service("newer", newer, this.newerPort);
			write("newer", this.newerPort);
			for (int each : new int[] { this.olderPort, this.newerPort }) {
				read(each, 2);
			}
			goOn("older", this.newerPort, this.olderPort);
			goOn("newer", this.olderPort, this.newerPort);
			say("each reads, lists and goes on with what the other wrote");
			first.close();
			write("alone", this.newerPort);
			read(this.newerPort, 3);
			say("the older one was killed, and the newer one has everything");
			second.close();
			MeasuredProcess again = service("older-again", older, this.olderPort);
			read(this.olderPort, 3);
			write("again", this.olderPort);
			read(this.olderPort, 4);
			say("the older one came back alone, and has everything");
			again.close();
			store.requireAlive();
			nats.requireAlive();
		}
	}

	private void write(String who, int port) {
		for (int i = 0; i < SESSIONS; i++) {
			call(port, "POST", "/session", """
					{"session_id": "%s-%d", "subject_id": "ann", "message_data": {"n": %d, "a.b": [1.10, null]},
					 "message_data_template": {"type": "object", "required": ["ok"],
					  "properties": {"ok": {"type": "boolean"}}}}""".formatted(who, i, i));
		}
		for (int i = 0; i < MESSAGES; i++) {
			call(port, "POST", "/users/ada/messages", """
					{"bot_ids": ["guide"], "body": "%s %d", "context": {"by": "%s", "n": %d}}""".formatted(who, i, who,
					i));
		}
		call(port, "POST", "/api/sessions/", """
				{"experiment": "weather", "participant": "ada", "messages": [{"role": "user", "content": "%s"}],
				 "state": {"by": "%s"}}""".formatted(who, who));
	}

	/** All that so many have written. */
	private void read(int port, int writers) {
		JsonNode sessions = call(port, "POST", "/sessions", "{\"subject_id\": \"ann\"}");
		expect("sessions", sessions.get("data").size(), writers * SESSIONS);
		expect("free JSON", text(port, "/session/older-7").contains("\"message_data\":{\"n\":7,\"a.b\":[1.10,null]}"),
				true);
		expect("messages", call(port, "GET", "/users/ada/messages?limit=500", "").size(), writers * MESSAGES);
		expect("a conversation", call(port, "GET", "/users/ada/messages/with/bot/guide?limit=500", "").size(),
				writers * MESSAGES);
		JsonNode threads = call(port, "GET", "/users/ada/threads?group_by=user_ids,bot_ids", "");
		expect("a thread's count", threads.at("/0/count").asInt(), writers * MESSAGES);
		expect("experiment sessions", call(port, "GET", "/api/sessions/", "").get("count").asInt(), writers);
		until("all events are on NATS", () -> text(port, "/actuator/prometheus").contains("parley_events_waiting 0.0"));
	}

	/** One sends what another has created, and the other takes the reply. */
	private void goOn(String who, int sender, int replier) {
		String id = who + "-3";
		call(sender, "POST", "/sessions/" + id + "/send_message", "{\"message\": \"Well?\", \"channel_id\": \"desk\"}");
		call(replier, "POST", "/channels/response",
				"{\"session_id\": \"%s\", \"response_data\": {\"ok\": true}}".formatted(id));
		expect("a status", call(sender, "GET", "/session/" + id, "").at("/data/status").asString(), "validated");
	}

	private MeasuredProcess service(String name, Path jar, int port) throws IOException {
		Map<String, String> own = new HashMap<>(this.environment);
		own.put("SERVER_PORT", String.valueOf(port));
		MeasuredProcess service = java(name, own, "-jar", jar.toString());
		until("the " + name + " service is ready", () -> {
			service.requireAlive();
			return isReady(port);
		});
		return service;
	}

	private MeasuredProcess java(String name, Map<String, String> environment, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-Djava.io.tmpdir=" + this.directory.resolve("tmp").toAbsolutePath()));
		command.addAll(List.of(arguments));
		return new MeasuredProcess(name, this.directory, command, environment);
	}

	private JsonNode call(int port, String method, String path, String body) {
		HttpResponse<String> answer = send(port, method, path, body);
		expect(method + " " + path + " (" + answer.body() + "), its class of status", answer.statusCode() / 100, 2);
		return this.mapper.readTree(answer.body());
	}

	private String text(int port, String path) {
		return send(port, "GET", path, "").body();
	}

	private boolean isReady(int port) {
		try {
			return send(port, "GET", "/actuator/health/readiness", "").statusCode() == 200;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private HttpResponse<String> send(int port, String method, String path, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Content-Type", "application/json")
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.build();
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(path + " was not answered: " + ex, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void expect(String what, Object found, Object wanted) {
		if (!found.equals(wanted)) {
			throw new IllegalStateException(what + ": " + found + " instead of " + wanted);
		}
	}

	private static void until(String what, Supplier<Boolean> there) {
		Awaitility.await(what).atMost(PATIENCE).until(there::get);
	}

	private static void say(String fact) {
		System.out.println("Kept: " + fact + ".");
	}

}
