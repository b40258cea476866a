package io.parley.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mongodb.client.MongoCollection;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StreamConfiguration;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.NatsServer;
import io.parley.ParleyApplication;
import io.parley.RequiresNats;
import io.parley.SlowProxy;
import io.parley.store.embedded.EmbeddedStore;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The relay over a real NATS server that does not take everything, or not now, or slowly.
 */
@RequiresNats(ownServer = true)
class RelayTest {

	private static final String TOO_LARGE = "{\"channel_id\":\"c\",\"message\":\"" + "x".repeat(5000) + "\"}";

	/** More than one instance leases at once. */
	private static final int DOCUMENTS = OutboxStore.PAGE + 50;

	@TempDir
	Path directory;

	private final List<ConfigurableApplicationContext> services = new ArrayList<>();

	private NatsServer server;

	@BeforeEach
	void setUp() {
		this.server = NatsServer.find().orElseThrow();
	}

	@AfterEach
	void tearDown() {
		Collections.reverse(this.services);
		this.services.forEach(ConfigurableApplicationContext::close);
		this.server.close();
	}

	@Test
	void anEventThatTheStreamNeverTakesIsParkedAndHoldsUpNothing() throws Exception {
		try (Connection nats = Nats.connect(this.server.start().url())) {
			nats.jetStreamManagement().addStream(stream("PARLEY").maximumMessageSize(2000).build());
			Api api = service(this.server.url(), "--parley.nats.confirm-timeout=30s");
			create(api, "large");
			create(api, "other");
			assertThat(api.post("/sessions/large/send_message", TOO_LARGE).status()).isEqualTo(202);
			assertThat(api.delete("/session/large").status()).isEqualTo(200);
			assertThat(api.post("/sessions/other/send_message", TOO_LARGE.replace("x".repeat(4990), "")).status())
				.isEqualTo(200);
			assertThat(EventLog.read(nats, "parley.default.sessions.large.*", 2)).extracting(Message::getSubject)
				.containsExactly("parley.default.sessions.large.created", "parley.default.sessions.large.deleted");

			await().until(() -> api.get("/events/parked").json().size() == 1);
			JsonNode parked = api.get("/events/parked").json().get(0);
			assertThat(parked.get("collection").asString()).isEqualTo("session_messages");
			assertThat(parked.get("subjects").get(0).asString()).isEqualTo("parley.default.channels.c.outbound");
			assertThat(parked.get("reason").asString()).contains("message size exceeds maximum");
			await().until(() -> nats(api).path("details").path("parked").asString("").startsWith("1 events"));
			assertThat(api.get("/actuator/prometheus").body()).contains("parley_events_parked 1.0");

			nats.jetStreamManagement().updateStream(stream("PARLEY").maximumMessageSize(-1).build());
			String retry = "/events/parked/" + parked.get("id").asString() + "/retry";
			assertThat(api.post(retry, null).status()).isEqualTo(202);
			assertThat(api.post(retry, null).status()).isEqualTo(404);
			assertThat(EventLog.read(nats, "parley.default.sessions.large.sent", 1)).hasSize(1);
			assertThat(api.get("/events/parked").json().size()).isZero();
		}
	}

	@Test
	void aParkedEventMayBeSentAgainUntilItIsTaken() throws Exception {
		try (Connection nats = Nats.connect(this.server.start().url())) {
			nats.jetStreamManagement().addStream(stream("PARLEY").maximumMessageSize(2000).build());
			Api api = service(this.server.url());
			create(api, "s");
			assertThat(api.post("/sessions/s/send_message", TOO_LARGE).status()).isEqualTo(202);
			List<String> ids = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				JsonNode parked = await().until(() -> api.get("/events/parked").json().path(0),
						(event) -> !event.isMissingNode() && !ids.contains(event.get("id").asString()));
				ids.add(parked.get("id").asString());
				assertThat(parked.get("collection").asString()).isEqualTo("session_messages");
				assertThat(api.post("/events/parked/" + ids.get(i) + "/retry", null).status()).isEqualTo(202);
			}
		}
	}

	@Test
	void aStreamThatWasDeletedIsMadeAgain() throws Exception {
		Api api = service(this.server.start().url());
		try (Connection nats = Nats.connect(this.server.url())) {
			awaitStatus(api, "UP");
			create(api, "s");
			EventLog.read(nats, "parley.default.sessions.s.created", 1);
			nats.jetStreamManagement().deleteStream("PARLEY");
			api.post("/sessions/s/send_message", "{\"channel_id\":\"c\",\"message\":\"lost stream\"}");
			await().until(() -> nats.jetStreamManagement().getStreamNames().contains("PARLEY"));
			assertThat(EventLog.read(nats, "parley.default.channels.c.outbound", 1)).hasSize(1);
		}
	}

	@Test
	void aFullStreamGetsEverythingOnceThereIsRoomAndARepliesComesOnce() throws Exception {
		try (Connection nats = Nats.connect(this.server.start().url())) {
			nats.jetStreamManagement()
				.addStream(stream("PARLEY").discardPolicy(DiscardPolicy.New).maxMessages(1).build());
			Subscription replies = nats.subscribe("u__human_intervention_results");
			nats.flush(Duration.ofSeconds(60));
			Api api = service(this.server.url());
			create(api, "s");
			for (int i = 0; i < 20; i++) {
				create(api, "s" + i);
			}
			assertThat(api.post("/channels/response", "{\"session_id\":\"s\",\"response_data\":{}}").status())
				.isEqualTo(200);
			assertThat(replies.nextMessage(Duration.ofSeconds(60))).isNotNull();
			assertThat(api.put("/session/s", "{\"subject_id\":\"u2\"}").status()).isEqualTo(200);
			await().until(() -> nats(api).at("/details/reason").asString("").contains("maximum messages exceeded"));
			assertThat(nats(api).get("status").asString()).isEqualTo("DEGRADED");
			await().until(() -> metric(api, "parley_events_waiting") >= 20
					&& metric(api, "parley_events_oldest_age_seconds") > 3);

			nats.jetStreamManagement()
				.updateStream(stream("PARLEY").discardPolicy(DiscardPolicy.New).maxMessages(-1).build());
			assertThat(EventLog.read(nats, "parley.default.sessions.*.created", 21)).hasSize(21);
			assertThat(EventLog.read(nats, "parley.default.sessions.s.replied", 1)).hasSize(1);
			assertThat(replies.nextMessage(Duration.ofMillis(500))).isNull();
			awaitStatus(api, "UP");
		}
	}

	@Test
	void whileAnotherStreamOwnsTheSubjectsRepliesStillReachWhoWaits() throws Exception {
		try (Connection nats = Nats.connect(this.server.start().url())) {
			nats.jetStreamManagement().addStream(stream("OTHER").build());
			Subscription replies = nats.subscribe("u__human_intervention_results");
			nats.flush(Duration.ofSeconds(60));
			Api api = service(this.server.url());
			create(api, "s");
			api.post("/channels/response", "{\"session_id\":\"s\",\"response_data\":{}}");
			assertThat(replies.nextMessage(Duration.ofSeconds(60))).isNotNull();
			assertThat(nats(api).get("status").asString()).isEqualTo("DEGRADED");
			assertThat(nats(api).at("/details/reason").asString()).contains("subjects overlap");
			nats.jetStreamManagement().deleteStream("OTHER");
			await().until(() -> nats.jetStreamManagement().getStreamNames().contains("PARLEY"));
			assertThat(EventLog.read(nats, "parley.default.sessions.s.*", 2)).extracting(Message::getSubject)
				.containsExactly("parley.default.sessions.s.created", "parley.default.sessions.s.replied");
			assertThat(replies.nextMessage(Duration.ofMillis(500))).isNull();
		}
	}

	@Test
	void confirmationsSlowerThanARequestWaitsCountAllTheSame() throws Exception {
		try (SlowProxy slow = new SlowProxy(this.server.port(), Duration.ofSeconds(3));
				Connection nats = Nats.connect(this.server.start().url())) {
			Api api = service("nats://127.0.0.1:" + slow.port());
			awaitStatus(api, "UP");
			for (int i = 0; i < 200; i++) {
				create(api, "s" + i);
			}
			assertThat(api.post("/sessions/s0/send_message", "{\"channel_id\":\"c\",\"message\":\"x\"}").status())
				.isEqualTo(202);
			await().until(() -> metric(api, "parley_events_published_total") >= 201);
			assertThat(EventLog.read(nats, "parley.default.sessions.*.created", 200)).hasSize(200);
			await().until(() -> metric(api, "parley_events_waiting") == 0);
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aFrozenServerDoesNotCountAsUp(CapturedOutput output) throws Exception {
		Api api = service(this.server.start().url());
		awaitStatus(api, "UP");
		this.server.freeze();
		try {
			create(api, "s");
			awaitStatus(api, "DEGRADED");
			assertThat(nats(api).at("/details/reason").asString()).contains("NATS");
			await().untilAsserted(() -> assertThat(output)
				.containsPattern("WARN .*Events wait in their outboxes: NATS has not confirmed an event"));
			assertThat(api.post("/sessions/s/send_message", "{\"channel_id\":\"c\",\"message\":\"x\"}").status())
				.isEqualTo(202);
		}
		finally {
			this.server.thaw();
		}
		awaitStatus(api, "UP");
		try (Connection nats = Nats.connect(this.server.url())) {
			assertThat(EventLog.read(nats, "parley.default.sessions.s.*", 2)).extracting(Message::getSubject)
				.containsExactly("parley.default.sessions.s.created", "parley.default.sessions.s.sent");
		}
	}

	@Test
	void whatCannotBeReadStopsNothingElse() throws Exception {
		Api api = service("nats://127.0.0.1:" + this.server.port());
		for (int i = 0; i < 3; i++) {
			create(api, "s" + i);
		}
		collection("session_messages").updateOne(new Document("session_id", "s0"),
				new Document("$set", new Document("outbox.0.event_id", 1)));
		this.server.start();
		try (Connection nats = Nats.connect(this.server.url())) {
			awaitStatus(api, "UP");
			assertThat(EventLog.read(nats, "parley.default.sessions.*.created", 2)).hasSize(2);
		}
		await().until(() -> metric(api, "parley_events_waiting") == 1);
	}

	@Test
	void twoInstancesShareWhatWaitsAndNeitherDoesTheOthers() throws Exception {
		Api api = service("nats://127.0.0.1:" + this.server.port());
		for (int i = 0; i < DOCUMENTS; i++) {
			create(api, "s" + i);
		}
		Api other = service("nats://127.0.0.1:" + this.server.port(),
				"--spring.mongodb.uri=" + this.services.get(0).getBean(EmbeddedStore.class).uri() + "/parley");
		assertThat(lease(0)).hasSize(OutboxStore.PAGE);
		assertThat(lease(1)).hasSize(DOCUMENTS - OutboxStore.PAGE);
		assertThat(lease(0)).isEmpty();
		collection(OutboxLeases.COLLECTION).updateMany(new Document(),
				new Document("$set", new Document("until", Date.from(Instant.EPOCH))));
		this.server.start();
		await().until(() -> published(api) + published(other) >= DOCUMENTS);
		try (Connection nats = Nats.connect(this.server.url())) {
			assertThat(EventLog.read(nats, "parley.default.sessions.*.created", DOCUMENTS)).hasSize(DOCUMENTS);
		}
		assertThat(published(api) + published(other)).isEqualTo(DOCUMENTS);
	}

	/** The documents that an instance leases. */
	private List<ObjectId> lease(int instance) {
		OutboxStore outboxes = this.services.get(instance).getBean(OutboxStore.class);
		return outboxes.lease(OutboxSource.of("session_messages"), Instant.EPOCH, Instant.now(), false).ids();
	}

	@Test
	void whatNatsHasConfirmedIsTakenOutForManyDocumentsAtOnceAndChangesNoTag() throws Exception {
		Api api = service(this.server.start().url());
		awaitStatus(api, "UP");
		create(api, "s");
		String tag = api.get("/session/s").header("ETag");
		await().until(() -> collection("session_messages").find(new Document("session_id", "s"))
			.first()
			.getList("outbox", Document.class)
			.isEmpty());
		assertThat(api.get("/session/s").header("ETag")).isEqualTo(tag);
	}

	@Test
	void aMessageToAThousandGoesOutWholeAndWhatWouldBeTooMuchAltogetherIsRefused() throws Exception {
		Api api = service(this.server.start().url());
		awaitStatus(api, "UP");
		String users = IntStream.range(0, 1000).mapToObj((i) -> "\"u" + i + "\"").collect(Collectors.joining(","));
		String body = "{\"body\":\"%s\",\"user_ids\":[" + users + "]}";
		assertThat(api.post("/users/ann/messages", body.formatted("x".repeat(10_000))).status()).isEqualTo(201);
		assertThat(api.post("/users/ann/messages", body.formatted("x".repeat(60_000))).status()).isEqualTo(413);
		try (Connection nats = Nats.connect(this.server.url())) {
			assertThat(EventLog.read(nats, "parley.default.users.*.messages.*", 1001)).hasSize(1001);
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aConnectionThatIsClosedForGoodIsMadeAnew(CapturedOutput output) {
		this.server.with("--user", "other", "--pass", "other").start();
		Api api = service(this.server.url(), "--logging.level.io.parley.dispatch.NatsConnection=debug");
		await().until(() -> output.getOut().contains("NATS has closed the connection"));
		this.server.kill();
		this.server.withoutFlags().start();
		awaitStatus(api, "UP");
	}

	private Api service(String nats, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--parley.nats.url=" + nats,
				"--parley.nats.sweep-interval=500ms", "--parley.store.embedded.directory=" + this.directory));
		arguments.addAll(List.of(more));
		ConfigurableApplicationContext service = SpringApplication.run(ParleyApplication.class,
				arguments.toArray(String[]::new));
		this.services.add(service);
		return new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	private MongoCollection<Document> collection(String name) {
		return this.services.get(0).getBean(MongoDatabaseFactory.class).getMongoDatabase().getCollection(name);
	}

	private static double published(Api api) {
		return metric(api, "parley_events_published_total");
	}

	private static StreamConfiguration.Builder stream(String name) {
		return StreamConfiguration.builder().name(name).subjects("parley.>");
	}

	private static void create(Api api, String id) {
		Answer answer = api.post("/session", "{\"session_id\":\"%s\",\"subject_id\":\"u\"}".formatted(id));
		assertThat(answer.status()).isEqualTo(201);
	}

	private static JsonNode nats(Api api) {
		return api.get("/actuator/health").json().at("/components/nats");
	}

	private static void awaitStatus(Api api, String status) {
		await().until(() -> nats(api).get("status").asString().equals(status));
	}

	private static double metric(Api api, String name) {
		return api.get("/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> line.startsWith(name + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(name.length() + 1)))
			.findFirst()
			.orElse(-1);
	}

}
