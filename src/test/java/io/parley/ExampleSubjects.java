package io.parley;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import io.parley.Api.Answer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the examples of the OpenAPI document are about. It is brought about by other
 * examples of the document where one does that; what goes wrong, by a receiver that
 * refuses a message and a stream that refuses an event.
 */
final class ExampleSubjects implements AutoCloseable {

	private static final String SESSION = "abc123";

	private static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

	private static final int LARGEST_EVENT = 2_000;

	private final Api api;

	private final List<DocumentedCall> calls;

	private final String natsUrl;

	private final HttpServer receiver;

	/**
	 * @param natsUrl a NATS server of the service's own
	 */
	ExampleSubjects(Api api, List<DocumentedCall> calls, String natsUrl) throws IOException {
		this.api = api;
		this.calls = calls;
		this.natsUrl = natsUrl;
		this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.receiver.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(410, -1);
			exchange.close();
		});
		this.receiver.start();
	}

	/**
	 * Brings about what an example is about, and removes what it would create.
	 * @return the ids that the service gave, by the parameters of the path
	 */
	Map<String, String> bringAbout(DocumentedCall call, String body) throws Exception {
		sessionsAndChannels(call, body);
		create("putExperiment");
		create("putUser");
		create("putBot");
		if (call.path().contains("{message_id}")) {
			return Map.of("message_id", create("sendUserMessage").get("_id").asString());
		}
		if (call.path().startsWith("/api/sessions/{id}")) {
			return Map.of("id", create("createExperimentSession").get("id").asString());
		}
		return switch (call.id()) {
			case "retryDelivery" -> Map.of("id", deadDelivery());
			case "retryParkedEvent" -> Map.of("id", parkedEvent());
			case "receiveSlackEvents" -> {
				registerWithSlack(call);
				yield Map.of();
			}
			default -> Secured.EVERYWHERE ? access(call) : Map.of();
		};
	}

	/** The headers that an example needs besides a credential. */
	String[] headers(DocumentedCall call, String body) throws GeneralSecurityException {
		if (!call.id().equals("receiveSlackEvents")) {
			return new String[0];
		}
		String now = String.valueOf(Instant.now().getEpochSecond());
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
		byte[] signature = mac.doFinal("v0:%s:%s".formatted(now, body).getBytes(StandardCharsets.UTF_8));
		return new String[] { "X-Slack-Request-Timestamp", now, "X-Slack-Signature",
				"v0=" + HexFormat.of().formatHex(signature) };
	}

	private void sessionsAndChannels(DocumentedCall call, String body) {
		this.api.delete("/session/" + SESSION);
		Optional.ofNullable(body)
			.map((text) -> Api.tree(text).path("session_id").asString(""))
			.filter((id) -> !id.isEmpty())
			.ifPresent((id) -> this.api.delete("/session/" + id));
		if (!call.id().equals("createSessionMessage")) {
			create("createSessionMessage");
		}
		call("createChannel").bodies()
			.forEach((channel) -> this.api.delete("/channels/" + Api.tree(channel).get("id").asString()));
		if (!call.id().equals("createChannel")) {
			create("createChannel");
		}
	}

	/**
	 * Keys, applications, accounts and teams, which there are while credentials are
	 * asked.
	 */
	private Map<String, String> access(DocumentedCall call) {
		switch (call.id()) {
			case "getKey", "deleteKey":
				return Map.of("id", create("createKey").get("id").asString());
			case "getApplication", "deleteApplication":
				return Map.of("client_id", create("createApplication").get("client_id").asString());
			case "createAccount", "createTeam":
				send(call.id().replace("create", "delete"), null);
				break;
			case "getAccount", "changeAccount", "deleteAccount":
				createUnlessThere("createAccount");
				break;
			case "deleteTeam":
				createUnlessThere("createTeam");
				break;
			default:
		}
		return Map.of();
	}

	private String deadDelivery() {
		String channel = Api.id("refusing");
		String url = "http://127.0.0.1:" + this.receiver.getAddress().getPort() + "/hook";
		accepted(this.api.post("/channels",
				"{\"id\": \"%s\", \"kind\": \"teams\", \"url\": \"%s\"}".formatted(channel, url)));
		accepted(this.api.post("/sessions/" + SESSION + "/send_message",
				"{\"channel_id\": \"%s\", \"message\": \"hello\"}".formatted(channel)));
		return await()
			.until(() -> this.api.get("/deliveries?state=dead&channel_id=" + channel).json().at("/results/0/id"),
					(id) -> !id.isMissingNode())
			.asString();
	}

	private String parkedEvent() throws Exception {
		try (Connection nats = Nats.connect(this.natsUrl)) {
			JetStreamManagement streams = nats.jetStreamManagement();
			StreamConfiguration before = streams.getStreamInfo("PARLEY").getConfiguration();
			streams.updateStream(StreamConfiguration.builder(before).maximumMessageSize(LARGEST_EVENT).build());
			accepted(this.api.post("/sessions/" + SESSION + "/send_message",
					"{\"channel_id\": \"operators\", \"message\": \"%s\"}".formatted("x".repeat(2 * LARGEST_EVENT))));
			JsonNode id = await().until(() -> this.api.get("/events/parked").json().at("/0/id"),
					(found) -> !found.isMissingNode());
			streams.updateStream(before);
			return id.asString();
		}
	}

	private void registerWithSlack(DocumentedCall call) {
		String id = call.parameter("id");
		this.api.delete("/channels/" + id);
		accepted(this.api.post("/channels", """
				{"id": "%s", "kind": "slack", "channel": "#ops", "bot_token": "xoxb-1", "signing_secret": "%s"}"""
			.formatted(id, SIGNING_SECRET)));
	}

	private JsonNode create(String id) {
		return accepted(send(id, call(id).bodies().get(0))).json();
	}

	private void createUnlessThere(String id) {
		Answer answer = send(id, call(id).bodies().get(0));
		assertThat(answer.status()).as(id + ": " + answer.body()).isIn(201, 409);
	}

	private Answer send(String id, String body) {
		DocumentedCall call = call(id);
		return this.api.send(call.method(), call.target(Map.of()), body);
	}

	private DocumentedCall call(String id) {
		return this.calls.stream().filter((each) -> each.id().equals(id)).findFirst().orElseThrow();
	}

	private static Answer accepted(Answer answer) {
		assertThat(answer.status()).as(answer.response().uri() + ": " + answer.body()).isBetween(200, 299);
		return answer;
	}

	@Override
	public void close() {
		this.receiver.stop(0);
	}

}
