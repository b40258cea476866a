package io.parley.sessionmessage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.store.TeamTemplate;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What sessions tell of messages that the service itself delivers, and channels of
 * replies.
 */
@ParleyTest
@RequiresNats
@Import(DeliveredMessagesTest.Delivering.class)
class DeliveredMessagesTest {

	private static final Queue<OutboundMessage> ACCEPTED = new ConcurrentLinkedQueue<>();

	/** What a channel is like, by its id: delivered, disabled, away. */
	private static final Map<String, String> CHANNELS = new ConcurrentHashMap<>();

	/** That of every channel that is delivered. */
	private static final ObjectId DOCUMENT = new ObjectId();

	/** What happens while the delivery of a message to a channel is recorded. */
	private static final Map<String, Runnable> MEANWHILE = new ConcurrentHashMap<>();

	private final String id = Api.id("session");

	private final String channel = Api.id("channel");

	private Api api;

	@Autowired
	private SessionMessages sessions;

	@Autowired
	private SendMessageService service;

	@Autowired
	private OnBehalf onBehalf;

	@Autowired
	private TeamTemplate store;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		CHANNELS.put(this.channel, "delivered");
		Answer created = this.api.post("/session", """
				{"session_id": "%s", "subject_id": "someone", "on_invalid": {"retries": 2},
				 "message_data_template": {"policy_input_schema": {"ok": {"type": "boolean"}}}}""".formatted(this.id));
		assertThat(created.status()).as(created.body()).isEqualTo(201);
	}

	@Test
	void eachMessageNamesTheOneBeforeItAlsoTheOneThatAsksAgain() throws Exception {
		String first = sent(send(this.channel, "one"));
		String second = sent(send(this.channel, "two"));
		sent(send(Api.id("outside"), "aside"));
		String third = sent(send(this.channel, "three"));
		reply("{\"ok\":7}");
		String fourth = sent(send(this.channel, "four"));

		List<OutboundMessage> accepted = accepted();
		assertThat(accepted).extracting((message) -> message.messageId().toHexString())
			.startsWith(first, second, third)
			.endsWith(fourth)
			.hasSize(5);
		assertThat(accepted).extracting(OutboundMessage::purpose)
			.containsExactly(Purpose.ASK, Purpose.ASK, Purpose.ASK, Purpose.REPAIR, Purpose.ASK);
		assertThat(accepted).extracting(OutboundMessage::previous)
			.containsExactly(null, accepted.get(0).messageId(), accepted.get(1).messageId(),
					accepted.get(2).messageId(), accepted.get(3).messageId());
		assertThat(accepted.get(0).subjectId()).isEqualTo("someone");
		assertThat(accepted.get(0).team()).isEqualTo("default");

		List<JsonNode> events = outbound(5);
		for (int i = 0; i < 5; i++) {
			JsonNode event = events.get(i);
			OutboundMessage message = accepted.get(i);
			assertThat(event.get("message_id").asString()).isEqualTo(message.messageId().toHexString());
			assertThat(event.get("message").asString()).isEqualTo(message.message().stored());
			assertThat(event.at("/delivery/purpose").asString()).isEqualTo(message.purpose().text());
			assertThat(event.at("/delivery/previous_message_id").asString(null))
				.isEqualTo((message.previous() != null) ? message.previous().toHexString() : null);
			assertThat(event.at("/delivery/document_id").asString()).isEqualTo(message.documentId().toHexString());
			assertThat(event.at("/delivery/channel_document_id").asString()).isEqualTo(DOCUMENT.toHexString());
			assertThat(message.channelDocumentId()).isEqualTo(DOCUMENT);
			assertThat(event.get("delivery").size()).isEqualTo(4);
			assertThat(event.get("at").asString())
				.isEqualTo(message.at().truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
		}
	}

	@Test
	void whoIsWrongIsAskedAgainOverTheChannelOfTheReply() {
		String other = Api.id("channel");
		CHANNELS.put(other, "delivered");
		String first = sent(send(this.channel, "one"));
		String second = sent(send(other, "two"));
		replyOver(this.channel, "r1");
		assertThat(accepted()).hasSize(3).last().satisfies((repair) -> {
			assertThat(repair.purpose()).isEqualTo(Purpose.REPAIR);
			assertThat(repair.channelId()).isEqualTo(this.channel);
			assertThat(repair.previous()).hasToString(first);
		});
		sent(send(other, "three"));
		replyOver(Api.id("never-used"), "r2");
		assertThat(accepted()).hasSize(5).last().satisfies((repair) -> {
			assertThat(repair.purpose()).isEqualTo(Purpose.REPAIR);
			assertThat(repair.channelId()).isEqualTo(other);
			assertThat(repair.previous()).isNotNull().doesNotHaveToString(second);
		});
	}

	private void replyOver(String channelId, String replyId) {
		HandedInReply invalid = new HandedInReply(this.id, null, channelId, new JsonObject(new Document("ok", 7)), null,
				replyId, null);
		assertThat(onBehalf(() -> this.sessions.reply(invalid)).isRetry()).isTrue();
	}

	@Test
	void aChannelThatIsNotEnabledOrCannotBeDeliveredOverIsRefused() {
		CHANNELS.put(this.channel, "disabled");
		assertThat(send(this.channel, "one").status()).isEqualTo(409);
		CHANNELS.put(this.channel, "away");
		assertThat(send(this.channel, "one").status()).isEqualTo(503);
		assertThat(session().get("status").asString()).isEqualTo("pending");
		this.api.put("/session/" + this.id, "{\"status\":\"completed\"}");
		assertThat(send(this.channel, "one").json().get("error").asString()).contains("has ended");
		assertThat(accepted()).isEmpty();
	}

	@Test
	void aFailureToRecordTheDeliveryIsNoneOfTheSenders() {
		CHANNELS.put(this.channel, "failing");
		assertThat(send(this.channel, "one").status()).isEqualTo(200);
		assertThat(accepted()).hasSize(1);
	}

	/** Whoever listens without the stream hears each publication of an event. */
	@Test
	void aMessageIsPublishedOnceHoweverLongItsDeliveryTakesToRecord() throws Exception {
		AtomicBoolean forgotten = new AtomicBoolean();
		MEANWHILE.put(this.channel, () -> {
			awaitTakenOut(this.id);
			// What is taken out later is so once the relay holds nothing of the first.
			String later = Api.id("session");
			this.api.post("/session", "{\"session_id\":\"" + later + "\"}");
			awaitTakenOut(later);
			forgotten.set(true);
		});
		try (Connection nats = Nats.connect(TestServers.natsUrl())) {
			Subscription published = nats.subscribe("parley.default.channels.%s.outbound".formatted(this.channel));
			nats.flush(Duration.ofSeconds(60));
			assertThat(send(this.channel, "one").status()).isEqualTo(200);
			assertThat(forgotten).isTrue();
			assertThat(published.nextMessage(Duration.ofSeconds(60))).isNotNull();
			assertThat(published.nextMessage(Duration.ofMillis(500))).isNull();
		}
	}

	private void awaitTakenOut(String sessionId) {
		Query query = new Query(Criteria.where("session_id").is(sessionId));
		await().until(() -> this.store.of("default")
			.on("session_messages")
			.findOne(query, Document.class)
			.orElseThrow()
			.getList("outbox", Document.class, List.of())
			.isEmpty());
	}

	@Test
	void aRepeatedOperationIsAcceptedAgainAsTheSameMessage() {
		sent(send(this.channel, "before"));
		OperationId operation = new OperationId(new ObjectId());
		SendRequest request = new SendRequest(this.channel, new JsonValue("once"));
		onBehalf(() -> this.service.send(this.id, request, Precondition.none(), operation));
		onBehalf(() -> this.service.send(this.id, request, Precondition.none(), operation));
		assertThat(accepted()).hasSize(3);
		assertThat(accepted().get(2)).isEqualTo(accepted().get(1));
		assertThat(accepted().get(2).previous()).isEqualTo(accepted().get(0).messageId());
	}

	@Test
	void whereTheChannelIsNotEnabledAnyMoreTheReplyIsTakenAllTheSame() {
		sent(send(this.channel, "one"));
		CHANNELS.put(this.channel, "disabled");
		assertThat(reply("{\"ok\":7}").json().get("status").asString()).isEqualTo("retry");
		CHANNELS.put(this.channel, "away");
		assertThat(reply("{\"ok\":7}").status()).isEqualTo(503);
		assertThat(session().get("attempts").size()).isEqualTo(1);
		assertThat(reply("{\"ok\":true}").status()).isEqualTo(200);
		assertThat(accepted()).hasSize(1);
	}

	@Test
	void aChannelHandsInForAHuman() {
		AskedSession asked = onBehalf(() -> this.sessions.find(this.id)).orElseThrow();
		assertThat(asked.status()).isEqualTo("pending");
		assertThat(onBehalf(() -> this.sessions.find(asked.id()))).contains(asked);
		RepliedBy human = new RepliedBy("slack", "U1", "Ada");
		HandedInReply reply = new HandedInReply(this.id, asked.id(), null, null, "yes", "r1", human);
		ReplyOutcome outcome = onBehalf(() -> this.sessions.reply(reply));
		assertThat(outcome).isEqualTo(new ReplyOutcome("validated", JsonObject.empty(), null));
		assertThat(onBehalf(() -> this.sessions.reply(reply))).isEqualTo(outcome);
		assertThat(session().at("/replied_by/name").asString()).isEqualTo("Ada");
		assertThat(session().at("/attempts/0/replied_by/kind").asString()).isEqualTo("slack");
		AskedSession ended = onBehalf(() -> this.sessions.find(this.id)).orElseThrow();
		assertThat(ended.ended()).isTrue();
		assertThat(ended.repliedBy()).isEqualTo(human);
	}

	@Test
	void aLaterSessionOfTheSameIdIsNotTheOneThatWasAsked() {
		ObjectId asked = onBehalf(() -> this.sessions.find(this.id)).orElseThrow().id();
		this.api.delete("/session/" + this.id);
		assertThat(onBehalf(() -> this.sessions.find(asked))).isEmpty();
		this.api.post("/session", "{\"session_id\":\"" + this.id + "\"}");
		HandedInReply reply = new HandedInReply(this.id, asked, null, JsonObject.empty(), null, null, null);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> onBehalf(() -> this.sessions.reply(reply)))
			.matches((ex) -> ex.getStatusCode().value() == 404);
		assertThat(session().get("status").asString()).isEqualTo("pending");
	}

	@Test
	void aChannelThatDoesNotSayWhoIsKeptItself() {
		onBehalf(() -> this.sessions.reply(new HandedInReply(this.id, null, "no", null, null)));
		assertThat(session().at("/replied_by/kind").asString()).isEqualTo("channel");
		assertThat(session().at("/replied_by/name").asString()).isEqualTo(this.channel);
	}

	@Test
	void aSessionWhoseTimeHasPassedIsSeenAsExpired() {
		this.api.put("/session/" + this.id, "{\"expiry_date\":1000}");
		AskedSession asked = onBehalf(() -> this.sessions.find(this.id)).orElseThrow();
		assertThat(asked.status()).isEqualTo("expired");
		assertThat(asked.ended()).isTrue();
	}

	private <T> T onBehalf(java.util.function.Supplier<T> work) {
		return this.onBehalf.of(Caller.ofChannel("default", this.channel), work);
	}

	private List<OutboundMessage> accepted() {
		return ACCEPTED.stream().filter((message) -> message.sessionId().equals(this.id)).toList();
	}

	private List<JsonNode> outbound(int atLeast) throws Exception {
		try (Connection nats = Nats.connect(TestServers.natsUrl())) {
			return EventLog.read(nats, "parley.default.channels.%s.outbound".formatted(this.channel), atLeast)
				.stream()
				.map((event) -> Api.tree(new String(event.getData())))
				.toList();
		}
	}

	private Answer send(String channelId, String message) {
		return this.api.post("/sessions/" + this.id + "/send_message",
				"{\"channel_id\":\"%s\",\"message\":\"%s\"}".formatted(channelId, message));
	}

	private static String sent(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isIn(200, 202);
		return answer.json().at("/details/message_id").asString();
	}

	private Answer reply(String data) {
		return this.api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":%s}".formatted(this.id, data));
	}

	private JsonNode session() {
		return this.api.get("/session/" + this.id).json().get("data");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Delivering {

		@Bean
		@Primary
		OutboundChannels delivering() {
			return new OutboundChannels() {

				@Override
				public Optional<ObjectId> delivers(String channelId) {
					String state = CHANNELS.getOrDefault(channelId, "outside");
					if (state.equals("disabled")) {
						throw ProblemException.conflict("Channel " + channelId + " is not enabled");
					}
					if (state.equals("away")) {
						throw ProblemException.unavailable("The NATS server has no JetStream");
					}
					return state.equals("outside") ? Optional.empty() : Optional.of(DOCUMENT);
				}

				@Override
				public void accepted(OutboundMessage message) {
					ACCEPTED.add(message);
					MEANWHILE.getOrDefault(message.channelId(), () -> {
					}).run();
					if (CHANNELS.get(message.channelId()).equals("failing")) {
						throw new IllegalStateException("The store is away");
					}
				}

			};
		}

	}

}
