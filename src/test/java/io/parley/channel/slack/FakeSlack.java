package io.parley.channel.slack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.Api;
import io.parley.Api.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack over real HTTP: its Web API, which takes whatever it is sent unless told
 * otherwise, and its call-backs, signed.
 */
public final class FakeSlack {

	/** The id of the Slack channel that every message is posted in. */
	public static final String CHANNEL = "C0PARLEY1";

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();

	private final AtomicInteger posted = new AtomicInteger();

	private final HttpServer server;

	/** A call of the Web API. */
	public record Call(String method, String authorization, JsonNode body, String ts, Instant at) {

		/** The values of its buttons. */
		public List<String> buttons() {
			return this.body.findValues("value").stream().map(JsonNode::asString).toList();
		}

	}

	/** What is answered in place of ok. */
	public record Reply(int status, String body, Map<String, String> headers) {
	}

	public FakeSlack() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "fake-slack");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.createContext("/api/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/api";
	}

	/** Has the next calls with a text in them answered so, one after the other. */
	public void answers(String text, Reply... next) {
		this.replies.computeIfAbsent(text, (any) -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
	}

	/** The calls of a method with a text in them. */
	public List<Call> calls(String method, String text) {
		return this.calls.stream()
			.filter((call) -> call.method().equals(method) && call.body().toString().contains(text))
			.toList();
	}

	private void answer(HttpExchange exchange) throws IOException {
		JsonNode body = read(exchange);
		String method = exchange.getRequestURI().getPath().substring("/api/".length());
		String ts = "1700000000.%06d".formatted(this.posted.incrementAndGet());
		this.calls
			.add(new Call(method, exchange.getRequestHeaders().getFirst("Authorization"), body, ts, Instant.now()));
		Reply reply = this.replies.entrySet()
			.stream()
			.filter((entry) -> body.toString().contains(entry.getKey()))
			.map((entry) -> entry.getValue().poll())
			.filter((next) -> next != null)
			.findFirst()
			.orElseGet(
					() -> new Reply(200,
							method.equals("conversations.replies") ? thread(body)
									: "{\"ok\":true,\"channel\":\"%s\",\"ts\":\"%s\"}".formatted(CHANNEL, ts),
							Map.of()));
		reply.headers().forEach(exchange.getResponseHeaders()::set);
		byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(reply.status(), answer.length);
		exchange.getResponseBody().write(answer);
		exchange.close();
	}

	/** JSON, or a form as an object of its fields. */
	private static JsonNode read(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		if (!exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/x-www-form")) {
			return JsonMapper.shared().readTree(body);
		}
		ObjectNode fields = JsonMapper.shared().createObjectNode();
		for (String field : new String(body, StandardCharsets.US_ASCII).split("&")) {
			String[] parts = field.split("=", 2);
			fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
		}
		return fields;
	}

	/** The message of a thread, with its metadata where it was posted here. */
	private String thread(JsonNode asked) {
		ObjectNode message = JsonMapper.shared().createObjectNode().put("ts", asked.path("ts").asString());
		this.calls.stream()
			.filter((call) -> call.method().equals("chat.postMessage") && call.ts().equals(asked.path("ts").asString()))
			.findFirst()
			.ifPresent((call) -> message.set("metadata", call.body().path("metadata")));
		return "{\"ok\":true,\"messages\":[%s]}".formatted(message);
	}

	/** Calls back as the Events API does when a user writes in a thread. */
	public static Answer writes(Api api, String channelId, String secret, String eventId, String thread, String text) {
		return calls(api, channelId, secret, """
				{"token": "t", "team_id": "T1", "api_app_id": "A1", "type": "event_callback", "event_id": "%s",
				 "event_time": 1700000001, "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": true}],
				 "event": {"type": "message", "channel": "%s", "user": "U0HUMAN1", "text": %s,
				           "ts": "1700000009.000900", "thread_ts": "%s", "parent_user_id": "UBOT",
				           "channel_type": "channel"}}""".formatted(eventId, CHANNEL,
				JsonMapper.shared().writeValueAsString(text), thread));
	}

	/** Calls back as interactivity does when a user uses a button. */
	public static Answer uses(Api api, String channelId, String secret, String triggerId, String ts, String value) {
		String payload = """
				{"type": "block_actions", "user": {"id": "U0HUMAN1", "username": "ann", "team_id": "T1"},
				 "api_app_id": "A1", "token": "t", "trigger_id": "%s", "team": {"id": "T1"},
				 "container": {"type": "message", "message_ts": "%s", "channel_id": "%s", "is_ephemeral": false},
				 "channel": {"id": "%s", "name": "ops"}, "response_url": "https://hooks.slack.com/actions/T1/1/x",
				 "actions": [{"action_id": "parley.x", "block_id": "b", "type": "button", "value": "%s",
				              "action_ts": "1700000009.000900"}]}""".formatted(triggerId, ts, CHANNEL, CHANNEL, value);
		return send(api, channelId, secret, "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8),
				"application/x-www-form-urlencoded");
	}

	/** Calls back with JSON. */
	public static Answer calls(Api api, String channelId, String secret, String json) {
		return send(api, channelId, secret, json, "application/json");
	}

	public static Answer send(Api api, String channelId, String secret, String body, String type) {
		String timestamp = String.valueOf(Instant.now().getEpochSecond());
		return api.post("/channels/" + channelId + "/slack/events", body, "Content-Type", type,
				"X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", sign(secret, timestamp, body));
	}

	/** As Slack's documentation says. */
	public static String sign(String secret, String timestamp, String body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return "v0=" + HexFormat.of()
				.formatHex(mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
		}
		catch (java.security.GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
