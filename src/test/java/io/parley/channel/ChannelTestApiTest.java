package io.parley.channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.parley.Api;
import io.parley.ParleyTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tries channels, over real HTTP on both sides. */
@ParleyTest
@WithChannels
@TestPropertySource(properties = { "parley.channels.allow-private-addresses=true", "parley.channels.timeout=2s",
		"parley.channels.slack.api-url=http://127.0.0.1:1", "spring.mail.port=1" })
class ChannelTestApiTest {

	private static final String NEXT = "whsec_"
			+ Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes());

	private final String id = Api.id("channel");

	private final String path = "/channels/" + this.id;

	private final Queue<Received> received = new ConcurrentLinkedQueue<>();

	private volatile int answer = 204;

	@Autowired
	private ChannelRepository channels;

	private HttpServer receiver;

	private Api api;

	private record Received(HttpHeaders headers, String body) {
	}

	@BeforeEach
	void setUp(@LocalServerPort int port) throws Exception {
		this.api = new Api(port);
		this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.receiver.createContext("/", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.received.add(new Received(HttpHeaders.of(exchange.getRequestHeaders(), (a, b) -> true), body));
			exchange.sendResponseHeaders(this.answer, -1);
			exchange.close();
		});
		this.receiver.start();
	}

	@AfterEach
	void stop() {
		this.receiver.stop(0);
		this.api.delete(this.path);
	}

	private String url() {
		return "http://127.0.0.1:" + this.receiver.getAddress().getPort() + "/hook";
	}

	private JsonNode create(String kind) {
		return this.api
			.post("/channels",
					"{\"id\":\"%s\",\"kind\":\"%s\",\"url\":\"%s\",\"enabled\":false}".formatted(this.id, kind, url()))
			.json();
	}

	private JsonNode test() {
		Api.Answer tested = this.api.post(this.path + "/test", null);
		assertThat(tested.status()).as(tested.body()).isEqualTo(200);
		return tested.json();
	}

	@Test
	void aWebhookGetsAMessageMarkedAsATestAndSigned() throws Exception {
		String secret = create("webhook").get("secret").asString();
		JsonNode tested = test();
		assertThat(tested.toString())
			.isEqualTo("{\"delivered\":true,\"status\":204,\"detail\":\"The receiver has taken the test message\"}");
		Received message = this.received.poll();
		assertThat(Api.tree(message.body()).get("type").asString()).isEqualTo("channel.test");
		assertThat(Api.tree(message.body()).get("channel_id").asString()).isEqualTo(this.id);
		assertThat(Api.tree(message.body()).get("reply_page_url").isNull()).isTrue();
		new Webhook(secret).verify(message.body(), message.headers());
	}

	@Test
	void whileASecretIsReplacedBothVerify() {
		String before = create("webhook").get("secret").asString();
		this.api.put(this.path, "{\"url\":\"%s\",\"secret\":\"%s\"}".formatted(url(), NEXT));
		assertThat(test().get("delivered").asBoolean()).isTrue();
		Received message = this.received.poll();
		for (String secret : new String[] { before, NEXT }) {
			assertThatNoException().isThrownBy(() -> new Webhook(secret).verify(message.body(), message.headers()));
		}
	}

	@Test
	void anotherSecretWorksAtOnceWhereTheOneBeforeCannotBeDecrypted() {
		create("webhook");
		Channel lost = this.channels.find("default", this.id).orElseThrow();
		String sealed = TestMessages.box().seal("default", this.id, SecretBox.SECRET, NEXT);
		assertThat(
				this.channels.seal(lost, new Channel.Settings(url(), sealed, null, null, null, null, null, null, null)))
			.isTrue();
		assertThat(test().get("detail").asString()).contains("PARLEY_SECRET_KEY");
		this.api.put(this.path, "{\"url\":\"%s\",\"secret\":\"%s\"}".formatted(url(), NEXT));
		assertThat(test().get("delivered").asBoolean()).isTrue();
		Received message = this.received.poll();
		assertThat(message.headers().firstValue("webhook-signature").orElseThrow().split(" ")).hasSize(1);
		assertThatNoException().isThrownBy(() -> new Webhook(NEXT).verify(message.body(), message.headers()));
	}

	@Test
	void teamsGetsACard() {
		create("teams");
		assertThat(test().get("delivered").asBoolean()).isTrue();
		assertThat(this.received.poll().body()).contains("AdaptiveCard", "This is a test", this.id);
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 400, 401, 404, 410, 429, 500, 503 })
	void whatTheReceiverRefusesIsToldWithItsStatus(int status) {
		create("webhook");
		this.answer = status;
		JsonNode tested = test();
		assertThat(tested.get("delivered").asBoolean()).isFalse();
		assertThat(tested.get("status").asInt()).isEqualTo(status);
		assertThat(tested.get("detail").asString()).isNotBlank();
		assertThat(this.received).hasSize(1);
	}

	@Test
	void aReceiverThatIsNotThereIsTold() {
		create("teams");
		this.receiver.stop(0);
		JsonNode tested = test();
		assertThat(tested.get("delivered").asBoolean()).isFalse();
		assertThat(tested.get("status").isNull()).isTrue();
		assertThat(tested.get("detail").asString()).isNotBlank().doesNotContain("hook", "java");
	}

	@Test
	void aRepeatedTestSendsOneMessage() {
		create("webhook");
		for (int i = 0; i < 2; i++) {
			assertThat(this.api.post(this.path + "/test", null, "Idempotency-Key", this.id).status()).isEqualTo(200);
		}
		assertThat(this.received).hasSize(1);
	}

	@Test
	void everyKindHasATransport() {
		Map.of("email", "\"to\":[\"ada@example.org\"]", "slack",
				"\"channel\":\"C\",\"bot_token\":\"x\",\"signing_secret\":\"y\"")
			.forEach((kind, rest) -> {
				this.api.post("/channels", "{\"id\":\"%s\",\"kind\":\"%s\",%s}".formatted(this.id, kind, rest));
				JsonNode tested = test();
				assertThat(tested.get("delivered").asBoolean()).as(kind).isFalse();
				assertThat(tested.get("detail").asString()).as(kind).isNotBlank().doesNotStartWith("Nothing was sent");
				this.api.delete(this.path);
			});
	}

}
