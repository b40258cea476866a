package io.parley.channel.http;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.parley.channel.Attempt;
import io.parley.channel.Attempt.Result;
import io.parley.channel.Channel;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.SecretBox;
import io.parley.channel.TestMessages;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Holds what a webhook is sent, with the public library that receivers check it with. */
class WebhookTransportTest {

	private static final SecretBox SECRETS = TestMessages.box();

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

	@Test
	void signsAsThePublishedTestVectorSays() {
		String signature = WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
			.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}".getBytes());

		assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	}

	/** The vector of docs/channels.md. */
	@Test
	void signsAsItsOwnDocumentsSay() {
		String body = """
				{"type":"session.message","session_id":"order-17","message_id":"6927d1a0c0ffee0123456789",\
				"channel_id":"approvals","subject_id":"shop","message":"Ship it?",\
				"message_data_template":{"policy_input_schema":{"approved":{"type":"boolean"}}},\
				"response_url":"https://parley.example.org/channels/response",\
				"reply_page_url":"https://parley.example.org/reply/token"}""";
		String signature = WebhookSecret.of("whsec_UGFybGV5IHNpZ25zIHRoaXMgd2l0aCAzMiBieXRlcyE=")
			.sign("6927d1a0c0ffee0123456789", 1764133200, body.getBytes());

		assertThat(signature).isEqualTo("v1,+Vf3GTYSkEcgBArW0ERl0yLZxWx6tLcQscc8nyvqoq4=");
	}

	@Test
	void sendsTheMessageSignedWithEverySecretThatIsValid() throws Exception {
		String secret = WebhookSecret.make();
		String previous = WebhookSecret.make();
		String before = WebhookSecret.make();
		try (Liar receiver = Liar.saying(OK)) {
			Channel channel = TestMessages.webhook(url(receiver), seal(secret), seal(previous),
					Instant.now().plusSeconds(60));
			OutgoingMessage message = TestMessages.asking("{\"b\":1.50,\"a.b\":[null,\"\u00fc\"]}",
					"{\"policy_input_schema\":{\"$n\":{\"type\":\"number\"}}}");

			Attempt attempt = transport(Clock.systemUTC()).deliver(channel, message);

			assertThat(attempt).isEqualTo(Attempt.delivered(200, null));
			assertThat(receiver.header("content-type")).isEqualTo("application/json");
			assertThat(receiver.header("user-agent")).isEqualTo("Parley");
			assertThat(receiver.header("webhook-id")).isEqualTo(message.messageId());
			assertThat(receiver.body()).isEqualTo("{\"type\":\"session.message\",\"session_id\":\"session-1\","
					+ "\"message_id\":\"" + message.messageId() + "\",\"channel_id\":\"channel-1\","
					+ "\"subject_id\":\"subject-1\",\"message\":{\"b\":1.50,\"a.b\":[null,\"\u00fc\"]},"
					+ "\"message_data_template\":{\"policy_input_schema\":{\"$n\":{\"type\":\"number\"}}},"
					+ "\"response_url\":\"http://parley.test/channels/response\",\"reply_page_url\":\""
					+ TestMessages.PAGE + "\"}");
			assertThatNoException().isThrownBy(() -> verify(secret, receiver));
			assertThatNoException().isThrownBy(() -> verify(previous, receiver));
			assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(before, receiver));
		}
	}

	@Test
	void doesNotSignWithASecretWhoseTimeHasPassed() throws Exception {
		String secret = WebhookSecret.make();
		String previous = WebhookSecret.make();
		try (Liar receiver = Liar.saying(OK)) {
			Channel channel = TestMessages.webhook(url(receiver), seal(secret), seal(previous),
					Instant.now().minusSeconds(1));
			transport(Clock.systemUTC()).deliver(channel, TestMessages.asking("\"?\"", "{}"));

			assertThatNoException().isThrownBy(() -> verify(secret, receiver));
			assertThatExceptionOfType(WebhookVerificationException.class).isThrownBy(() -> verify(previous, receiver));
		}
	}

	@Test
	void keepsTheIdAndSignsAnewInEachAttempt() throws Exception {
		String secret = WebhookSecret.make();
		try (Liar receiver = Liar.saying(OK)) {
			Channel channel = TestMessages.webhook(url(receiver), seal(secret), null, null);
			OutgoingMessage message = TestMessages.asking("\"?\"", "{}");
			Instant now = Instant.now();
			transport(Clock.fixed(now.minusSeconds(30), ZoneOffset.UTC)).deliver(channel, message);
			String signature = receiver.header("webhook-signature");
			String id = receiver.header("webhook-id");
			transport(Clock.fixed(now, ZoneOffset.UTC)).deliver(channel, message);

			assertThat(receiver.header("webhook-id")).isEqualTo(id);
			assertThat(receiver.header("webhook-timestamp")).isEqualTo(Long.toString(now.getEpochSecond()));
			assertThat(receiver.header("webhook-signature")).isNotEqualTo(signature);
			assertThatNoException().isThrownBy(() -> verify(secret, receiver));
		}
	}

	@Test
	void marksATest() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			transport(Clock.systemUTC()).deliver(
					TestMessages.webhook(url(receiver), seal(WebhookSecret.make()), null, null),
					TestMessages.trying("\"Hello\""));

			JsonNode body = JSON.readTree(receiver.body());
			assertThat(body.path("type").stringValue()).isEqualTo("channel.test");
			assertThat(body.path("session_id").isNull()).isTrue();
		}
	}

	@Test
	void failsWhereTheSecretCannotBeRead() throws Exception {
		try (Liar receiver = Liar.saying(OK)) {
			Attempt attempt = transport(Clock.systemUTC()).deliver(
					TestMessages.webhook(url(receiver), "v1:00000000:" + "A".repeat(60), null, null),
					TestMessages.asking("\"?\"", "{}"));

			assertThat(attempt.result()).isEqualTo(Result.FAILED);
			assertThat(attempt.detail()).contains("PARLEY_SECRET_KEY");
			assertThat(receiver.connections()).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "200, DELIVERED", "201, DELIVERED", "204, DELIVERED", "299, DELIVERED", "301, REFUSED", "302, REFUSED",
			"304, REFUSED", "308, REFUSED", "400, REFUSED", "401, REFUSED", "404, REFUSED", "408, FAILED",
			"409, FAILED", "410, REFUSED", "422, REFUSED", "425, FAILED", "429, FAILED", "500, FAILED", "501, FAILED",
			"503, FAILED", "599, FAILED", "600, FAILED" })
	void readsTheStatus(int status, Result result) throws Exception {
		try (Liar receiver = Liar.saying("HTTP/1.1 " + status + " So\r\nLocation: http://127.0.0.1/\r\n"
				+ ((status == 204 || status == 304) ? "\r\n" : "Content-Length: 0\r\n\r\n"))) {
			Attempt attempt = attempt(receiver);

			assertThat(attempt.result()).isEqualTo(result);
			assertThat(attempt.status()).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "7 | 7", "0 | ", "-1 | ", "3600 | 3600", "999999999999999999999 | 3600", "soon | ", "1.5 | ",
					"Thu, 01 Jan 2026 00:00:30 GMT | 30", "Wed, 31 Dec 2025 23:00:00 GMT | ",
					"Fri, 01 Jan 2027 00:00:00 GMT | 3600" })
	void readsWhenToTryAgain(String text, Long seconds) throws Exception {
		try (Liar receiver = Liar
			.saying("HTTP/1.1 503 Busy\r\nRetry-After: " + text + "\r\nContent-Length: 0\r\n\r\n")) {
			assertThat(attempt(receiver).retryAfter())
				.isEqualTo((seconds != null) ? Duration.ofSeconds(seconds) : null);
		}
	}

	@Test
	void refusesForGoodWhatIsInsideTheNetwork() {
		WebhookTransport transport = transport(new AddressRules(false), Clock.systemUTC());
		Attempt attempt = transport.deliver(
				TestMessages.webhook("http://127.0.0.1:1/", seal(WebhookSecret.make()), null, null),
				TestMessages.asking("\"?\"", "{}"));

		assertThat(attempt.result()).isEqualTo(Result.REFUSED);
		assertThat(attempt.status()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "whsec_short", "not-base64-at-all-but-long-enough-to-be-one", "whsec_", "''" })
	void refusesASecretThatIsNone(String secret) {
		assertThat(WebhookSecret.objection(secret)).contains("must be whsec_ and base64 of 24 to 64 bytes");
		assertThat(WebhookSecret.objection(WebhookSecret.make())).isEmpty();
	}

	private static Attempt attempt(Liar receiver) {
		return transport(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC)).deliver(
				TestMessages.webhook(url(receiver), seal(WebhookSecret.make()), null, null),
				TestMessages.asking("\"?\"", "{}"));
	}

	private static WebhookTransport transport(Clock clock) {
		return transport(new AddressRules(true), clock);
	}

	private static WebhookTransport transport(AddressRules rules, Clock clock) {
		return new WebhookTransport(
				new CheckedHttp(Duration.ofSeconds(20), rules, InetAddress::getAllByName, SSLContexts.createDefault()),
				new HttpAttempts(clock, Duration.ofHours(1)), SECRETS, JSON, clock);
	}

	private static void verify(String secret, Liar receiver) throws WebhookVerificationException {
		Map<String, List<String>> headers = new HashMap<>();
		for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
			headers.put(name, List.of(receiver.header(name)));
		}
		new Webhook(secret).verify(receiver.body(), headers);
	}

	private static String seal(String secret) {
		return SECRETS.seal("team", "channel-1", SecretBox.SECRET, secret);
	}

	private static String url(Liar receiver) {
		return "http://127.0.0.1:" + receiver.port() + "/hook?key=1";
	}

}
