package io.parley.channel.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.NatsServer;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import io.parley.channel.slack.FakeSlack.Call;
import io.parley.channel.slack.FakeSlack.Reply;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.test.context.ContextConfiguration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Slack and NATS as channels that bring replies in, with a NATS server of their own. */
@ParleyTest
@ContextConfiguration(initializers = { TestServers.class, SlackChannelTest.Servers.class })
@RequiresNats(ownServer = true)
@Timeout(180)
class SlackChannelTest {

	private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

	private static final String BOOLEAN = "{\"policy_input_schema\":{\"approved\":{\"type\":\"boolean\"}}}";

	private static final FakeSlack SLACK = new FakeSlack();

	private static final NatsServer NATS = NatsServer.find().map(NatsServer::startForever).orElse(null);

	private final String channel = Api.id("slack");

	private final String session = Api.id("session");

	@Autowired
	private MongoDatabaseFactory database;

	private Api api;

	/** After those of every test, whose NATS server others share. */
	static final class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			TestPropertyValues
				.of("parley.nats.url=" + NATS.url(), "parley.channels.slack.api-url=" + SLACK.url(),
						"parley.channels.first-retry=200ms",
						"PARLEY_SECRET_KEY=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
				.applyTo(context);
		}

	}

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		register(this.channel);
	}

	private void register(String id) {
		Answer registered = this.api.post("/channels", """
				{"id": "%s", "kind": "slack", "channel": "#ops", "bot_token": "xoxb-%s", "signing_secret": "%s"}"""
			.formatted(id, id, SECRET));
		assertThat(registered.status()).as(registered.body()).isEqualTo(201);
	}

	private void ask(String template, String more) {
		Answer asked = this.api.post("/session", """
				{"session_id": "%s", "subject_id": "%s", "message_data_template": %s%s}""".formatted(this.session,
				this.session, template, more));
		assertThat(asked.status()).as(asked.body()).isEqualTo(201);
		send("Ship " + this.session + " <now> & *here*?");
	}

	private void send(String text) {
		Answer sent = this.api.post("/sessions/" + this.session + "/send_message", """
				{"channel_id": "%s", "message": "%s"}""".formatted(this.channel, text));
		assertThat(sent.status()).as(sent.body()).isIn(200, 202);
	}

	/** The messages of the session that were posted, once there are so many delivered. */
	private List<Call> posted(int count) {
		await().untilAsserted(() -> assertThat(this.api.get("/sessions/" + this.session + "/deliveries")
			.json()
			.valueStream()
			.filter((delivery) -> delivery.get("state").asString().equals("delivered"))).hasSize(count));
		return SLACK.calls("chat.postMessage", this.session);
	}

	private JsonNode current() {
		return this.api.get("/session/" + this.session).json().get("data");
	}

	private List<Call> rewritten(int atLeast) {
		await().until(() -> SLACK.calls("chat.update", this.session).size() >= atLeast);
		return SLACK.calls("chat.update", this.session);
	}

	@Test
	void asksInSlackTakesAButtonAndRewritesTheMessage() {
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		assertThat(question.authorization()).isEqualTo("Bearer xoxb-" + this.channel);
		assertThat(question.body().get("channel").asString()).isEqualTo("#ops");
		assertThat(question.body().has("thread_ts")).isFalse();
		assertThat(question.body().at("/blocks/0/text/text").asString())
			.isEqualTo("Ship " + this.session + " &lt;now&gt; &amp; *here*?");
		assertThat(question.body().toString()).contains("/reply/");
		Answer taken = FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), question.ts(),
				question.buttons().get(0));
		assertThat(taken.status()).as(taken.body()).isEqualTo(200);
		assertThat(taken.body()).isEqualTo("{}");
		assertThat(current().get("status").asString()).isEqualTo("validated");
		assertThat(current().at("/reply/approved").asBoolean()).isTrue();
		assertThat(current().get("replied_by").toString())
			.isEqualTo("{\"kind\":\"slack\",\"id\":\"U0HUMAN1\",\"name\":\"ann\"}");
		Call update = rewritten(1).get(0);
		assertThat(update.body().get("ts").asString()).isEqualTo(question.ts());
		assertThat(update.body().get("channel").asString()).isEqualTo(FakeSlack.CHANNEL);
		assertThat(update.buttons()).isEmpty();
		assertThat(update.body().toString()).contains("This was answered by", "<@U0HUMAN1>", "Approve");
	}

	@Test
	void takesATextInTheThreadAndIgnoresWhatIsElsewhere() {
		ask("{\"policy_input_schema\":{\"reason\":{\"type\":\"string\"}}}", "");
		String thread = posted(1).get(0).ts();
		assertThat(FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), "1600000000.000001", "elsewhere")
			.status()).isEqualTo(200);
		assertThat(current().get("status").asString()).isEqualTo("sent");
		assertThat(FakeSlack
			.writes(this.api, this.channel, SECRET, Api.id("Ev"), thread, "a &lt; b, see <http://c.example>")
			.status()).isEqualTo(200);
		assertThat(current().at("/reply/reason").asString()).isEqualTo("a < b, see http://c.example");
		assertThat(current().at("/replied_by/id").asString()).isEqualTo("U0HUMAN1");
	}

	@Test
	void takesAReplyOverTheUrlOfAnotherChannelOfTheSameApp() {
		String other = Api.id("slack");
		register(other);
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		assertThat(FakeSlack.writes(this.api, other, SECRET, Api.id("Ev"), question.ts(), "yes").status())
			.isEqualTo(200);
		assertThat(current().get("status").asString()).isEqualTo("validated");
	}

	@Test
	void countsAReplyOnceHoweverOftenSlackSendsIt() throws Exception {
		ask(BOOLEAN, "");
		String thread = posted(1).get(0).ts();
		String event = Api.id("Ev");
		List<CompletableFuture<Answer>> sent = IntStream.range(0, 12)
			.mapToObj((i) -> CompletableFuture
				.supplyAsync(() -> FakeSlack.writes(this.api, this.channel, SECRET, event, thread, "no")))
			.toList();
		assertThat(sent).allSatisfy((answer) -> assertThat(answer.join().status()).isEqualTo(200));
		assertThat(current().at("/reply/approved").asBoolean()).isFalse();
		try (Connection nats = Nats.connect(NATS.url())) {
			assertThat(EventLog.read(nats, "parley.default.sessions." + this.session + ".replied", 1)).hasSize(1);
		}
		assertThat(FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), thread, "no").status())
			.isEqualTo(200);
		await().until(() -> !SLACK.calls("chat.postEphemeral", thread).isEmpty());
		assertThat(SLACK.calls("chat.postEphemeral", thread)).as("only the later one is told that it came too late")
			.hasSize(1);
	}

	@Test
	void tellsWhoComesTooLateWhoWasFirst() {
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), question.ts(), question.buttons().get(0));
		assertThat(
				FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), question.ts(), question.buttons().get(1))
					.status())
			.isEqualTo(200);
		await().until(() -> !ephemeral(this.channel).isEmpty());
		Call notice = ephemeral(this.channel).get(0);
		assertThat(notice.body().get("user").asString()).isEqualTo("U0HUMAN1");
		assertThat(notice.body().toString()).contains("This was answered by", "<@U0HUMAN1>");
		assertThat(current().at("/reply/approved").asBoolean()).isTrue();
	}

	private static List<Call> ephemeral(String channel) {
		return SLACK.calls("chat.postEphemeral", "")
			.stream()
			.filter((call) -> call.authorization().endsWith(channel))
			.toList();
	}

	@Test
	void repairsInTheSameThreadWithButtonsAgain() {
		ask(BOOLEAN, ", \"on_invalid\": {\"retries\": 1}");
		Call question = posted(1).get(0);
		FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), question.ts(), "who knows");
		await().until(() -> SLACK.calls("chat.postMessage", "\"thread_ts\":\"" + question.ts()).size() == 1);
		Call repair = SLACK.calls("chat.postMessage", "\"thread_ts\":\"" + question.ts()).get(0);
		assertThat(repair.body().get("channel").asString()).isEqualTo(FakeSlack.CHANNEL);
		assertThat(repair.buttons()).hasSize(2);
		await().untilAsserted(() -> {
			FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), repair.ts(), repair.buttons().get(1));
			assertThat(current().get("status").asString()).isEqualTo("validated");
		});
		assertThat(current().at("/reply/approved").asBoolean()).isFalse();
		await().until(() -> Stream.of(question, repair)
			.allMatch((call) -> !SLACK.calls("chat.update", "\"ts\":\"" + call.ts()).isEmpty()));
	}

	@Test
	void takesAButtonInEveryCopyOfItsMessage() {
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		String value = question.buttons().get(0);
		SlackButton button = SlackButton.read(value).orElseThrow();
		List<SlackButton> forged = List.of(new SlackButton(button.sessionId(), new ObjectId(), button.key()),
				new SlackButton(new ObjectId(), button.messageId(), button.key()));
		assertThat(forged).allSatisfy((other) -> assertThat(
				FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), question.ts(), other.value()).status())
			.isEqualTo(200));
		await().until(() -> ephemeral(this.channel).size() == 2);
		assertThat(ephemeral(this.channel).get(0).body().toString()).contains("not known here any more");
		assertThat(current().get("status").asString()).isEqualTo("sent");
		assertThat(FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), "1600000000.000001", value).status())
			.isEqualTo(200);
		assertThat(current().get("status").asString()).isEqualTo("validated");
	}

	/** As after a crash between Slack's answer and the write of it. */
	@Test
	void takesWhatIsRepliedToAMessageThatIsNotRecordedAsDelivered() {
		SLACK.answers(this.session, new Reply(500, "", Map.of("Retry-After", "60")));
		ask(BOOLEAN, "");
		await().until(() -> SLACK.calls("chat.postMessage", this.session).size() == 1);
		Call lost = SLACK.calls("chat.postMessage", this.session).get(0);
		assertThat(FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), lost.ts(), "no").status())
			.isEqualTo(200);
		assertThat(current().at("/reply/approved").asBoolean(true)).isFalse();
		assertThat(current().get("status").asString()).isEqualTo("validated");
	}

	@Test
	void takesAButtonOfAMessageThatIsNotRecordedAsDelivered() {
		SLACK.answers(this.session, new Reply(500, "", Map.of("Retry-After", "60")));
		ask(BOOLEAN, "");
		await().until(() -> SLACK.calls("chat.postMessage", this.session).size() == 1);
		Call lost = SLACK.calls("chat.postMessage", this.session).get(0);
		FakeSlack.uses(this.api, this.channel, SECRET, Api.id("1.2"), lost.ts(), lost.buttons().get(0));
		assertThat(current().get("status").asString()).isEqualTo("validated");
	}

	@Test
	void hasSlackSendAReplyAgainWhileItIsNotSaidWhichMessageItIsAbout() {
		String thread = "1600000000.%06d".formatted(Math.abs(this.session.hashCode() % 1_000_000));
		Reply refusal = new Reply(200, "{\"ok\":false,\"error\":\"missing_scope\"}", Map.of());
		SLACK.answers("\"ts\":\"" + thread + "\"", new Reply(429, "", Map.of("Retry-After", "1")));
		// Channels of other tests may be asked too: they are of the same app.
		SLACK.answers("\"ts\":\"" + thread + "\"", refusal, refusal, refusal, refusal, refusal);
		assertThat(FakeSlack.writes(this.api, this.channel, SECRET, "Ev1", thread, "yes").status()).isEqualTo(503);
		assertThat(ephemeral(this.channel)).isEmpty();
		assertThat(FakeSlack.writes(this.api, this.channel, SECRET, "Ev1", thread, "yes").status()).isEqualTo(200);
		await().until(() -> !ephemeral(this.channel).isEmpty());
		assertThat(ephemeral(this.channel).get(0).body().get("thread_ts").asString()).isEqualTo(thread);
	}

	@Test
	void rewritesWhatHasExpiredWasTurnedDownOrDeleted() {
		ask(BOOLEAN, "");
		posted(1);
		this.api.put("/session/" + this.session, "{\"status\": \"FAILED\"}");
		assertThat(rewritten(1).get(0).body().toString()).contains("turned down").doesNotContain("\"actions\"");
		this.api.put("/session/" + this.session, "{\"status\": \"sent\"}");
		this.api.put("/session/" + this.session, "{\"expiry_date\": 1000}");
		this.api.post("/sessions/expire", null);
		await().until(() -> rewritten(2).stream().anyMatch((call) -> call.body().toString().contains("has passed")));
		this.api.delete("/session/" + this.session);
		await()
			.until(() -> rewritten(3).stream().anyMatch((call) -> call.body().toString().contains("no longer asked")));
	}

	@Test
	void rewritesAMessageThatCameAfterManyOverAnotherChannel() {
		this.database.getMongoDatabase()
			.getCollection("deliveries")
			.insertMany(IntStream.range(0, 100).mapToObj((i) -> deliveredToAWebhook()).toList());
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		this.api.put("/session/" + this.session, "{\"status\": \"FAILED\"}");
		assertThat(rewritten(1).get(0).body().get("ts").asString()).isEqualTo(question.ts());
	}

	/** As the service writes what has no receipt. */
	private Document deliveredToAWebhook() {
		return new Document("team", "default").append("session_id", this.session)
			.append("channel_id", "hook")
			.append("kind", "webhook")
			.append("purpose", "ASK")
			.append("in_order", true)
			.append("state", "delivered")
			.append("attempts", 1)
			.append("receipt", null)
			.append("version", 2L);
	}

	@Test
	void tellsWhoRepliesToWhatWasDeleted() {
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		this.api.delete("/session/" + this.session);
		this.api.post("/session", "{\"session_id\": \"%s\"}".formatted(this.session));
		FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), question.ts(), "yes");
		await().until(() -> !ephemeral(this.channel).isEmpty());
		assertThat(ephemeral(this.channel).get(0).body().toString()).contains("no longer asked");
		assertThat(current().get("status").asString()).isEqualTo("pending");
	}

	@Test
	void asksNothingAnyMoreWhereTheSessionWasDeletedBeforeTheMessageWasPosted() {
		SLACK.answers(this.session,
				new Reply(429, "{\"ok\":false,\"error\":\"ratelimited\"}", Map.of("Retry-After", "2")));
		ask(BOOLEAN, "");
		await().until(() -> !SLACK.calls("chat.postMessage", this.session).isEmpty());
		this.api.delete("/session/" + this.session);
		await().until(() -> SLACK.calls("chat.postMessage", this.session).size() == 2);
		assertThat(SLACK.calls("chat.postMessage", this.session).get(1).body().toString()).contains("no longer asked")
			.doesNotContain("\"actions\"");
	}

	@Test
	void waitsAsLongAsSlackSays() {
		SLACK.answers(this.session,
				new Reply(429, "{\"ok\":false,\"error\":\"ratelimited\"}", Map.of("Retry-After", "2")),
				new Reply(200, "{\"ok\":false,\"error\":\"internal_error\"}", Map.of()),
				new Reply(200, "<html>", Map.of()));
		ask(BOOLEAN, "");
		List<Call> calls = posted(1);
		assertThat(calls).hasSize(4);
		assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
			.isGreaterThanOrEqualTo(Duration.ofMillis(1900));
	}

	@ParameterizedTest
	@ValueSource(strings = { "channel_not_found", "not_in_channel", "invalid_auth", "msg_too_long", "a_new_error" })
	void givesUpAtOnceWhatSlackNeverTakes(String error) {
		SLACK.answers(this.session, new Reply(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error), Map.of()));
		ask(BOOLEAN, "");
		await().untilAsserted(() -> assertThat(
				this.api.get("/sessions/" + this.session + "/deliveries").json().at("/0/state").asString())
			.isEqualTo("dead"));
		JsonNode delivery = this.api.get("/sessions/" + this.session + "/deliveries").json().get(0);
		assertThat(delivery.get("attempts").asInt()).isEqualTo(1);
		assertThat(delivery.get("last_error").asString()).contains(error);
	}

	@Test
	void rewritesAlsoAfterARefusalThatPasses() {
		ask(BOOLEAN, "");
		Call question = posted(1).get(0);
		SLACK.answers("\"ts\":\"" + question.ts() + "\"", new Reply(503, "", Map.of()),
				new Reply(429, "{}", Map.of("Retry-After", "1")));
		FakeSlack.writes(this.api, this.channel, SECRET, Api.id("Ev"), question.ts(), "yes");
		assertThat(rewritten(3)).hasSize(3);
	}

	@Test
	void answersTheChallengeOnlyWhereTheSignatureHolds() {
		String body = "{\"token\": \"t\", \"challenge\": \"abc\", \"type\": \"url_verification\"}";
		Answer signed = FakeSlack.calls(this.api, this.channel, SECRET, body);
		assertThat(signed.status()).isEqualTo(200);
		assertThat(signed.json().toString()).isEqualTo("{\"challenge\":\"abc\"}");
		Answer forged = FakeSlack.calls(this.api, this.channel, SECRET + "x", body);
		Answer nowhere = FakeSlack.calls(this.api, Api.id("nobody"), SECRET, body);
		assertThat(List.of(forged, nowhere)).allSatisfy((answer) -> {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		});
		assertThat(forged.json().get("detail")).isEqualTo(nowhere.json().get("detail"));
		assertThat(this.api.post("/channels/" + this.channel + "/slack/events", body).status()).isEqualTo(401);
	}

	@Test
	void refusesWhatWasSignedMoreThanFiveMinutesFromNow() {
		String body = "{\"challenge\": \"abc\", \"type\": \"url_verification\"}";
		for (long offset : new long[] { -310, 310 }) {
			String timestamp = String.valueOf(Instant.now().getEpochSecond() + offset);
			assertThat(this.api
				.post("/channels/" + this.channel + "/slack/events", body, "X-Slack-Request-Timestamp", timestamp,
						"X-Slack-Signature", FakeSlack.sign(SECRET, timestamp, body))
				.status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "[]", "null", "7", "{", "{\"type\": \"event_callback\", \"type\": \"event_callback\"}", "" })
	void refusesWhatIsNoObject(String body) {
		assertThat(FakeSlack.calls(this.api, this.channel, SECRET, body).status()).isIn(400, 415);
		assertThat(
				FakeSlack.send(this.api, this.channel, SECRET, "payload=" + body, "application/x-www-form-urlencoded")
					.status())
			.isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"type\": 7}", "{\"type\": {\"$ne\": 1}}", "{\"type\": \"event_callback\"}",
			"{\"type\": \"event_callback\", \"event\": [], \"authorizations\": {}}", "{\"type\": \"block_actions\"}",
			"{\"type\": \"block_actions\", \"actions\": [{\"action_id\": \"parley\", \"value\": \"..\"}]}",
			"{\"type\": \"view_submission\"}", "{\"type\": \"app_rate_limited\"}" })
	void takesAndIgnoresWhatIsNoReply(String body) {
		assertThat(FakeSlack.calls(this.api, this.channel, SECRET, body).status()).isEqualTo(200);
	}

	@Test
	void refusesOtherTypesOfBodiesAndOtherMethods() {
		assertThat(FakeSlack.send(this.api, this.channel, SECRET, "{}", "text/plain").status()).isEqualTo(415);
		assertThat(FakeSlack.send(this.api, this.channel, SECRET, "payload=%zz", "application/x-www-form-urlencoded")
			.status()).isEqualTo(400);
		assertThat(FakeSlack.send(this.api, this.channel, SECRET, "a=b", "application/x-www-form-urlencoded").status())
			.isEqualTo(400);
		assertThat(FakeSlack.send(this.api, this.channel, SECRET, "x".repeat(2 << 20), "application/json").status())
			.isEqualTo(413);
		assertThat(FakeSlack.send(this.api, this.channel, SECRET, "x".repeat(300_000), "application/json").status())
			.isEqualTo(413);
		assertThat(this.api.get("/channels/" + this.channel + "/slack/events").status()).isEqualTo(405);
	}

	@Test
	void takesRepliesFromNatsOnceAndTellsOfThoseThatCanNeverBeTaken() throws Exception {
		ask(BOOLEAN, "");
		try (Connection nats = Nats.connect(NATS.url())) {
			String reply = """
					{"session_id": "%s", "text": "yes", "reply_id": "r1", "replied_by": {"id": "+4912", "name": "Ann"},
					 "channel_id": "sms"}""".formatted(this.session);
			nats.jetStream().publish("parley.default.replies", reply.getBytes());
			await().until(() -> current().get("status").asString().equals("validated"));
			assertThat(current().get("replied_by").toString())
				.isEqualTo("{\"kind\":\"nats\",\"id\":\"+4912\",\"name\":\"Ann\"}");
			nats.jetStream().publish("parley.default.replies", reply.getBytes());
			nats.jetStream().publish("parley.default.replies", reply.replace("r1", "r2").getBytes());
			nats.jetStream().publish("parley.other.replies", reply.replace("r1", "r3").getBytes());
			nats.jetStream().publish("parley.default.replies", "not JSON".getBytes());
			nats.jetStream().publish("parley.default.replies", "null".getBytes());
			nats.jetStream()
				.publish("parley.default.replies", reply.replace("yes", "\u00c0\u00af").getBytes(ISO_8859_1));
			assertThat(refusals(nats, "parley.default.replies.refused", 4)).satisfiesExactlyInAnyOrder((ended) -> {
				assertThat(ended.get("reply_id").asString()).isEqualTo("r2");
				assertThat(ended.get("session_id").asString()).isEqualTo(this.session);
				assertThat(ended.get("status").asInt()).isEqualTo(409);
			}, (malformed) -> assertThat(malformed.get("status").asInt()).isEqualTo(400),
					(nothing) -> assertThat(nothing.get("status").asInt()).isEqualTo(400),
					(overlong) -> assertThat(overlong.get("status").asInt()).isEqualTo(400));
			assertThat(refusals(nats, "parley.other.replies.refused", 1)).singleElement()
				.satisfies((elsewhere) -> assertThat(elsewhere.get("status").asInt()).isEqualTo(404));
			assertThat(EventLog.read(nats, "parley.default.sessions." + this.session + ".replied", 1)).hasSize(1);
		}
		assertThat(this.api.get("/actuator/prometheus").body()).contains("parley_replies_total");
	}

	private static List<JsonNode> refusals(Connection nats, String subject, int atLeast) throws Exception {
		return EventLog.read(nats, subject, atLeast)
			.stream()
			.map(Message::getData)
			.map(String::new)
			.map(Api::tree)
			.toList();
	}

}
