package io.parley.channel.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import io.parley.channel.Attempt;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.WithChannels;
import io.parley.sessionmessage.OutboundChannels;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.Ids;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages from the stream to a receiver, over a real NATS server. */
@ParleyTest
@RequiresNats
@WithChannels
@Import(TestReceivers.Configuration.class)
@TestPropertySource(properties = { "parley.channels.first-retry=200ms", "parley.channels.last-retry=1s",
		"parley.channels.attempts=50", "parley.channels.timeout=1s", "parley.channels.concurrency=4" })
class ChannelDeliveryTest {

	private final String channel = Api.id("channel");

	private final String session = Api.id("session");

	private ObjectId document;

	private ObjectId channelDocument;

	@Autowired
	private TestReceivers receivers;

	@Autowired
	private DeliveryRepository deliveries;

	@Autowired
	private LostDeliverySweep sweep;

	@Autowired
	private OutboundChannels outbound;

	@Autowired
	private Ids ids;

	@Autowired
	private JsonMapper mapper;

	private Connection nats;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) throws Exception {
		this.api = new Api(port);
		this.nats = Nats.connect(TestServers.natsUrl());
		this.channelDocument = register(this.channel);
		Answer created = this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.session));
		assertThat(created.status()).isEqualTo(201);
		this.document = new ObjectId(created.json().at("/data/id").asString());
	}

	@AfterEach
	void tearDown() throws Exception {
		this.nats.close();
		this.api.delete("/channels/" + this.channel);
	}

	/** Answers the id of its document, which is in its tag. */
	private ObjectId register(String id) {
		Answer answer = this.api.post("/channels",
				"{\"id\":\"%s\",\"kind\":\"teams\",\"url\":\"https://example.org/hook\"}".formatted(id));
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return new ObjectId(answer.header("ETag").substring(1, 25));
	}

	private OutboundMessage message(String text, ObjectId previous) {
		ObjectId id = this.ids.next();
		return new OutboundMessage("default", this.session, this.document, "subject", id, this.channel,
				this.channelDocument, Purpose.ASK, new JsonValue(text), previous, Ids.instant(id));
	}

	/** As the relay does after the write of the session. */
	private OutboundMessage publish(OutboundMessage message) {
		Map<String, Object> delivery = new java.util.HashMap<>();
		delivery.put("document_id", message.documentId().toHexString());
		delivery.put("channel_document_id", message.channelDocumentId().toHexString());
		delivery.put("previous_message_id", (message.previous() != null) ? message.previous().toHexString() : null);
		delivery.put("purpose", "ask");
		Map<String, Object> payload = Map.of("session_id", message.sessionId(), "subject_id", message.subjectId(),
				"message_id", message.messageId().toHexString(), "channel_id", message.channelId(), "message",
				message.message(), "at", message.at(), "delivery", delivery);
		return publish(message, payload);
	}

	private OutboundMessage publish(OutboundMessage message, Map<String, Object> payload) {
		try {
			this.nats.jetStream()
				.publish("parley.default.channels." + message.channelId() + ".outbound",
						this.mapper.writeValueAsBytes(payload));
			return message;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private OutboundMessage send(String text, ObjectId previous) {
		OutboundMessage message = message(text, previous);
		this.deliveries.open(message, ChannelKind.TEAMS);
		return publish(message);
	}

	private JsonNode delivery(OutboundMessage message) {
		return this.api.get("/sessions/" + this.session + "/deliveries")
			.json()
			.valueStream()
			.filter((found) -> found.get("id").asString().equals(message.messageId().toHexString()))
			.findFirst()
			.orElseThrow();
	}

	private JsonNode awaitState(OutboundMessage message, String state) {
		return await().until(() -> delivery(message), (found) -> found.get("state").asString().equals(state));
	}

	@Test
	void deliversAMessageAndTellsOfIt() {
		this.receivers.answer(this.channel,
				(message) -> Attempt.delivered(204, new org.bson.Document("ts", this.channel)));
		OutboundMessage sent = send("hello", null);
		JsonNode delivered = awaitState(sent, "delivered");
		assertThat(delivered.propertyNames()).containsExactly("id", "message_id", "channel_id", "state", "attempts",
				"last_error", "last_status", "created_at", "next_attempt_at", "delivered_at");
		assertThat(delivered.get("message_id").asString()).isEqualTo(sent.messageId().toHexString());
		assertThat(delivered.get("attempts").asInt()).isOne();
		assertThat(delivered.get("last_status").asInt()).isEqualTo(204);
		assertThat(delivered.get("next_attempt_at").isNull()).isTrue();
		assertThat(this.receivers.attempts(this.channel)).singleElement().satisfies((message) -> {
			assertThat(message.session().sessionId()).isEqualTo(this.session);
			assertThat(message.replyPageUrl()).startsWith("http://localhost:8000/reply/");
			assertThat(message.responseUrl()).isEqualTo("http://localhost:8000/channels/response");
			assertThat(message.thread()).isNull();
		});
		assertThat(this.deliveries.findByReceipt("default", this.channel, this.channel).orElseThrow().id())
			.isEqualTo(sent.messageId());
		OutboundMessage next = send("next", sent.messageId());
		awaitState(next, "delivered");
		assertThat(this.receivers.attempts(this.channel).get(1).thread().getString("ts")).isEqualTo(this.channel);
		assertThat(this.api.get("/actuator/prometheus").body())
			.contains("parley_deliveries_total{kind=\"teams\",outcome=\"delivered\"")
			.contains("parley_delivery_time_seconds_bucket");
	}

	/** Its human gets the message, with no link to reply to what another asks. */
	@Test
	void aSessionThatWasMadeAnewHasNothingOfTheOneBefore() {
		this.receivers.answer(this.channel,
				(message) -> Attempt.delivered(204, new org.bson.Document("ts", this.session)));
		OutboundMessage first = send("first", null);
		awaitState(first, "delivered");
		this.api.delete("/session/" + this.session);
		Answer anew = this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.session));
		OutboundMessage late = send("late", first.messageId());
		await().until(() -> this.deliveries.find("default", late.messageId()).orElseThrow().ended());
		this.document = new ObjectId(anew.json().at("/data/id").asString());
		awaitState(send("of the new one", late.messageId()), "delivered");
		List<OutgoingMessage> attempts = this.receivers.attempts(this.channel);
		assertThat(attempts.get(1).session()).isNull();
		assertThat(attempts.get(1).replyPageUrl()).isNull();
		assertThat(attempts.get(1).responseUrl()).isNull();
		assertThat(attempts.get(1).thread()).isNotNull();
		assertThat(attempts.get(2).session().id()).isEqualTo(this.document);
		assertThat(attempts.get(2).thread()).isNull();
		assertThat(this.api.get("/sessions/" + this.session + "/deliveries").json().size()).as("of the new one alone")
			.isOne();
	}

	@Test
	void aSessionThatHasEndedHasNoPageToReplyOn() {
		assertThat(this.api.put("/session/" + this.session, "{\"status\":\"completed\"}").status()).isEqualTo(200);
		awaitState(send("late", null), "delivered");
		assertThat(this.receivers.attempts(this.channel)).singleElement().satisfies((message) -> {
			assertThat(message.session().ended()).isTrue();
			assertThat(message.replyPageUrl()).isNull();
		});
	}

	@Test
	void aMessageOfWhichNothingIsStoredYetIsDeliveredOnce() {
		OutboundMessage sent = publish(message("m", null));
		await().until(() -> this.receivers.attempts(this.channel).size() == 1);
		this.deliveries.open(sent, ChannelKind.TEAMS);
		assertThat(awaitState(sent, "delivered").get("attempts").asInt()).isOne();
		publish(sent);
		OutboundMessage after = send("after", null);
		awaitState(after, "delivered");
		assertThat(this.receivers.texts(this.channel)).containsExactly("m", "after");
	}

	@Test
	void whatAWorkerOutsideIsToDeliverIsLeftAlone() {
		OutboundMessage other = message("for a worker", null);
		publish(other, Map.of("session_id", this.session, "subject_id", "u", "message_id",
				other.messageId().toHexString(), "channel_id", this.channel, "message", "m", "at", other.at()));
		OutboundMessage sent = send("ours", null);
		awaitState(sent, "delivered");
		assertThat(this.receivers.texts(this.channel)).containsExactly("ours");
		assertThat(this.api.get("/sessions/" + this.session + "/deliveries").json().size()).isOne();
	}

	@Test
	void aFailureIsTriedAgainAndHoldsUpOnlyItsOwnSession() {
		AtomicInteger tries = new AtomicInteger();
		this.receivers.answer(this.channel,
				(message) -> message.message().stored().equals("first") && tries.incrementAndGet() < 3
						? Attempt.failed(503, "busy", null) : Attempt.delivered(200, null));
		OutboundMessage first = send("first", null);
		OutboundMessage second = send("second", first.messageId());
		OutboundMessage other = send("other", null);
		awaitState(other, "delivered");
		awaitState(second, "delivered");
		JsonNode delivered = delivery(first);
		assertThat(delivered.get("state").asString()).isEqualTo("delivered");
		assertThat(delivered.get("attempts").asInt()).isEqualTo(3);
		assertThat(this.receivers.texts(this.channel)).filteredOn((text) -> !text.equals("other"))
			.containsExactly("first", "first", "first", "second");
	}

	@Test
	void aMessageThatComesBeforeTheOneItFollowsWaitsForIt() {
		OutboundMessage first = message("first", null);
		this.deliveries.open(first, ChannelKind.TEAMS);
		OutboundMessage second = send("second", first.messageId());
		OutboundMessage other = send("other", null);
		awaitState(other, "delivered");
		publish(first);
		awaitState(second, "delivered");
		assertThat(this.receivers.texts(this.channel)).containsExactly("other", "first", "second");
	}

	@Test
	void manyMessagesOfASessionStayInOrder() {
		ObjectId previous = null;
		OutboundMessage last = null;
		for (int i = 0; i < 40; i++) {
			last = send("m" + i, previous);
			previous = last.messageId();
		}
		awaitState(last, "delivered");
		assertThat(this.receivers.texts(this.channel))
			.containsExactlyElementsOf(IntStream.range(0, 40).mapToObj((i) -> (Object) ("m" + i)).toList());
	}

	@Test
	void whatTheReceiverRefusesForGoodIsNotTriedAgain() {
		this.receivers.answer(this.channel, (message) -> Attempt.refused(404, "The receiver answered 404"));
		OutboundMessage sent = send("m", null);
		assertThat(awaitState(sent, "dead").get("attempts").asInt()).isOne();
		assertThat(this.receivers.attempts(this.channel)).hasSize(1);
	}

	@Test
	void aBrokenTransportIsAFailure() {
		AtomicInteger tries = new AtomicInteger();
		this.receivers.answer(this.channel, (message) -> {
			if (tries.incrementAndGet() == 1) {
				throw new IllegalStateException("a bug");
			}
			return Attempt.delivered(200, null);
		});
		OutboundMessage sent = send("m", null);
		assertThat(awaitState(sent, "delivered").get("attempts").asInt()).isEqualTo(2);
	}

	@Test
	void aSlowReceiverHoldsUpNoOtherChannel() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		this.receivers.answer(this.channel, (message) -> {
			pass(end);
			return Attempt.delivered(200, null);
		});
		List<OutboundMessage> slow = IntStream.range(0, 12).mapToObj((i) -> send("slow" + i, null)).toList();
		await().until(() -> this.receivers.attempts(this.channel).size() == 4);
		String other = Api.id("other");
		ObjectId otherDocument = register(other);
		OutboundMessage quick = message("quick", null);
		OutboundMessage there = new OutboundMessage("default", this.session, this.document, "u", quick.messageId(),
				other, otherDocument, Purpose.ASK, quick.message(), null, quick.at());
		this.deliveries.open(there, ChannelKind.TEAMS);
		publish(there);
		awaitState(there, "delivered");
		assertThat(this.receivers.attempts(this.channel)).hasSize(4);
		end.countDown();
		slow.forEach((message) -> awaitState(message, "delivered"));
		assertThat(this.receivers.attempts(this.channel)).hasSize(12);
		this.api.delete("/channels/" + other);
	}

	@Test
	void aReceiverThatFailsIsLeftAloneUntilOneMessageGetsThrough() {
		AtomicInteger answers = new AtomicInteger();
		this.receivers.answer(this.channel, (message) -> (answers.incrementAndGet() <= 3)
				? Attempt.failed(429, "limited", Duration.ofSeconds(1)) : Attempt.delivered(200, null));
		long begin = System.nanoTime();
		OutboundMessage limited = send("m0", null);
		// The first answer is known, and the pause that it asks for has begun.
		await().until(() -> delivery(limited).get("attempts").asInt() > 0
				&& delivery(limited).get("state").asString().equals("pending"));
		List<OutboundMessage> others = IntStream.range(1, 8).mapToObj((i) -> send("m" + i, null)).toList();
		others.forEach((message) -> awaitState(message, "delivered"));
		awaitState(limited, "delivered");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2500));
		assertThat(this.receivers.attempts(this.channel)).hasSize(11);
	}

	@Test
	void aChannelThatIsDisabledWaitsAndOneThatIsDeletedGivesUp() {
		this.receivers.answer(this.channel, (message) -> Attempt.failed(503, "busy", Duration.ofSeconds(1)));
		OutboundMessage sent = send("m", null);
		await().until(() -> this.receivers.attempts(this.channel).size() == 1);
		assertThat(enable(false)).isEqualTo(200);
		OutboundMessage later = send("later", null);
		this.receivers.answer(this.channel, (message) -> Attempt.delivered(200, null));
		await().during(Duration.ofMillis(1500)).until(() -> delivery(later).get("state").asString().equals("pending"));
		assertThat(enable(true)).isEqualTo(200);
		awaitState(later, "delivered");
		awaitState(sent, "delivered");

		this.receivers.answer(this.channel, (message) -> Attempt.failed(503, "busy", null));
		OutboundMessage lost = send("lost", null);
		await().until(() -> this.receivers.texts(this.channel).contains("lost"));
		assertThat(this.api.delete("/channels/" + this.channel).status()).isBetween(200, 204);
		assertThat(awaitState(lost, "dead").get("last_error").asString()).isEqualTo("The channel was deleted");
		Answer retry = this.api.post("/deliveries/" + lost.messageId().toHexString() + "/retry", null);
		assertThat(retry.status()).isEqualTo(409);
		register(this.channel);
		this.receivers.answer(this.channel, (message) -> Attempt.delivered(200, null));
		assertThat(this.api.post("/deliveries/" + lost.messageId().toHexString() + "/retry", null).status())
			.isEqualTo(202);
		awaitState(lost, "delivered");
	}

	/** Whatever the clocks say of what was when. */
	@Test
	void aChannelThatWasMadeAnewHasNothingOfTheOneBeforeAndKeepsItsOwn() {
		this.receivers.answer(this.channel, (message) -> Attempt.failed(503, "busy", Duration.ofSeconds(1)));
		OutboundMessage lost = send("lost", null);
		await().until(() -> this.receivers.texts(this.channel).contains("lost"));
		OutboundMessage late = message("late", null);
		OutboundMessage missed = message("missed", null);
		this.api.delete("/channels/" + this.channel);
		this.channelDocument = register(this.channel);
		this.receivers.answer(this.channel, (message) -> (message.message().stored().equals("waits"))
				? Attempt.failed(503, "busy", Duration.ofSeconds(1)) : Attempt.delivered(200, null));
		OutboundMessage waits = behind(message("waits", null));
		this.deliveries.open(waits, ChannelKind.TEAMS);
		publish(waits);
		await().until(() -> this.receivers.texts(this.channel).contains("waits"));
		// Its record was written as the channel went, and its event before or after.
		this.deliveries.open(missed, ChannelKind.TEAMS);
		publish(late);
		publish(missed);
		this.sweep.run();
		for (OutboundMessage of : List.of(lost, missed)) {
			assertThat(awaitState(of, "dead").get("last_error").asString()).isEqualTo("The channel was deleted");
		}
		await().untilAsserted(() -> assertThat(state(late)).contains("dead"));
		assertThat(state(waits).orElseThrow()).isIn("pending", "delivering");
		this.receivers.answer(this.channel, (message) -> Attempt.delivered(200, null));
		awaitState(waits, "delivered");
		assertThat(this.receivers.texts(this.channel)).doesNotContain("late", "missed");
	}

	/** As an instance accepts it whose clock is an hour behind. */
	private static OutboundMessage behind(OutboundMessage message) {
		return new OutboundMessage(message.team(), message.sessionId(), message.documentId(), message.subjectId(),
				message.messageId(), message.channelId(), message.channelDocumentId(), message.purpose(),
				message.message(), message.previous(), message.at().minusSeconds(3600));
	}

	private Optional<String> state(OutboundMessage message) {
		return this.deliveries.find("default", message.messageId()).map(Delivery::state);
	}

	@Test
	void whatWasAcceptedAsItsChannelWasDeletedBecomesADeadLetter() {
		OutboundMessage recorded = message("recorded", null);
		OutboundMessage killed = message("killed before its delivery was recorded", null);
		OutboundMessage sent = send("sent", null);
		awaitState(sent, "delivered");
		this.api.delete("/channels/" + this.channel);
		this.outbound.accepted(recorded);
		JsonNode dead = delivery(recorded);
		assertThat(dead.get("state").asString()).isEqualTo("dead");
		assertThat(dead.get("last_error").asString()).isEqualTo("The channel was deleted");
		assertThat(dead.get("attempts").asInt()).isZero();
		publish(killed);
		publish(recorded);
		await().untilAsserted(() -> {
			this.sweep.run();
			assertThat(state(killed)).contains("dead");
		});
		assertThat(state(sent)).contains("delivered");
		this.outbound.accepted(recorded);
		assertThat(this.receivers.texts(this.channel)).containsExactly("sent");
		register(this.channel);
		assertThat(this.api.post("/deliveries/" + killed.messageId().toHexString() + "/retry", null).status())
			.isEqualTo(202);
		awaitState(killed, "delivered");
	}

	private int enable(boolean enabled) {
		return this.api
			.put("/channels/" + this.channel,
					"{\"enabled\":%s,\"url\":\"https://example.org/hook\"}".formatted(enabled))
			.status();
	}

	@Test
	void listsAreForWhoAsksAndWellFormed() {
		assertThat(this.api.get("/sessions/nobody/deliveries").status()).isEqualTo(404);
		assertThat(this.api.get("/deliveries?state=odd").json().get("detail").asString())
			.isEqualTo("state must be one of pending, delivering, delivered, dead");
		OutboundMessage one = send("1", null);
		OutboundMessage two = send("2", one.messageId());
		awaitState(two, "delivered");
		JsonNode first = this.api.get("/deliveries?page_size=1&channel_id=" + this.channel).json();
		assertThat(first.get("results").get(0).get("id").asString()).isEqualTo(two.messageId().toHexString());
		JsonNode second = this.api.get(first.get("next").asString()).json();
		assertThat(second.get("results").get(0).get("id").asString()).isEqualTo(one.messageId().toHexString());
		assertThat(second.get("next").isNull()).isTrue();
		assertThat(second.get("previous").isNull()).isFalse();
		assertThat(this.api.get("/deliveries").json().get("results").size()).isPositive();
		assertThat(this.api.get("/deliveries?state=delivered").json().get("results").size()).isPositive();
	}

	@Nested
	@TestPropertySource(properties = "parley.channels.attempts=4")
	class WithFewAttempts {

		@Test
		void givesUpAfterTheLastAttemptAndTriesAgainWhenAsked() {
			ChannelDeliveryTest.this.receivers.answer(ChannelDeliveryTest.this.channel,
					(message) -> message.message().stored().equals("bad")
							? Attempt.failed(500, "The receiver answered 500", null) : Attempt.delivered(200, null));
			OutboundMessage bad = send("bad", null);
			OutboundMessage next = send("next", bad.messageId());
			JsonNode dead = awaitState(bad, "dead");
			awaitState(next, "delivered");
			assertThat(dead.get("attempts").asInt()).isEqualTo(4);
			assertThat(dead.get("last_error").asString()).isEqualTo("The receiver answered 500");
			assertThat(dead.get("last_status").asInt()).isEqualTo(500);
			String retry = "/deliveries/" + dead.get("id").asString() + "/retry";
			assertThat(ChannelDeliveryTest.this.api
				.get("/deliveries?state=dead&channel_id=" + ChannelDeliveryTest.this.channel)
				.json()
				.get("results")
				.size()).isOne();

			ChannelDeliveryTest.this.receivers.answer(ChannelDeliveryTest.this.channel,
					(message) -> Attempt.delivered(200, null));
			Answer accepted = ChannelDeliveryTest.this.api.post(retry, null);
			assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
			assertThat(accepted.json().get("state").asString()).isEqualTo("pending");
			assertThat(accepted.json().get("attempts").asInt()).isZero();
			assertThat(awaitState(bad, "delivered").get("attempts").asInt()).isOne();
			Answer again = ChannelDeliveryTest.this.api.post(retry, null);
			assertThat(again.status()).isEqualTo(409);
			assertThat(again.json().get("detail").asString())
				.endsWith("is delivered; only one that is dead can be tried again");
			assertThat(ChannelDeliveryTest.this.api.post("/deliveries/64f380fcfd82d035f7172c98/retry", null).status())
				.isEqualTo(404);
			assertThat(ChannelDeliveryTest.this.api.post("/deliveries/x/retry", null).status()).isEqualTo(404);
		}

	}

	private static void pass(CountDownLatch latch) {
		try {
			latch.await(5, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
