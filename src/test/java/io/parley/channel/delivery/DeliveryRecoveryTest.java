package io.parley.channel.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.mongodb.client.MongoCollection;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.SequenceInfo;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.NatsServer;
import io.parley.ParleyApplication;
import io.parley.RequiresNats;
import io.parley.TcpProxy;
import io.parley.channel.Attempt;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.WithChannels;
import io.parley.store.embedded.EmbeddedStore;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances over one store, with a NATS server that is killed, purged and tampered
 * with.
 */
@RequiresNats(ownServer = true)
class DeliveryRecoveryTest {

	private static final String CHANNEL = "c";

	private static final Attempt DOWN = Attempt.failed(503, "down", null);

	private final List<ConfigurableApplicationContext> services = new ArrayList<>();

	private final List<TestReceivers> receivers = new ArrayList<>();

	private final List<Object> got = Collections.synchronizedList(new ArrayList<>());

	@TempDir
	private Path directory;

	private NatsServer server;

	private EmbeddedStore store;

	private TcpProxy network;

	private Api api;

	@BeforeEach
	void setUp() {
		this.server = NatsServer.find().orElseThrow().start();
		this.store = EmbeddedStore.open(this.directory, true);
		this.network = new TcpProxy(storePort());
		this.api = service();
		service();
		Answer answer = this.api.post("/channels",
				"{\"id\":\"c\",\"kind\":\"teams\",\"url\":\"https://example.org/hook\"}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		create("s");
		answer((message) -> Attempt.delivered(200, null));
	}

	@AfterEach
	void tearDown() throws Exception {
		Collections.reverse(this.services);
		this.services.forEach(ConfigurableApplicationContext::close);
		this.network.close();
		this.store.close();
		this.server.close();
	}

	private int storePort() {
		return URI.create(this.store.uri().replace("mongodb", "http")).getPort();
	}

	private Api service() {
		SpringApplication application = new SpringApplication(ParleyApplication.class,
				TestReceivers.Configuration.class);
		ConfigurableApplicationContext service = application.run("--server.port=0",
				"--parley.nats.url=" + this.server.url(), "--parley.nats.sweep-interval=500ms",
				"--MONGODB_URI=mongodb://127.0.0.1:" + this.network.port() + "/parley?directConnection=true",
				"--PARLEY_SECRET_KEY=" + WithChannels.KEY, "--parley.channels.first-retry=300ms",
				"--parley.channels.last-retry=1s", "--parley.channels.timeout=500ms",
				"--parley.channels.concurrency=4");
		this.services.add(service);
		this.receivers.add(service.getBean(TestReceivers.class));
		return new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	private void create(String id) {
		assertThat(this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(id)).status()).isEqualTo(201);
	}

	private String send(String session, String text) {
		Answer answer = this.api.post("/sessions/" + session + "/send_message",
				"{\"channel_id\":\"c\",\"message\":\"%s\"}".formatted(text));
		assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
		return answer.json().at("/details/message_id").asString();
	}

	/**
	 * A message's delivery; missing where the store does not answer, or does not show it.
	 */
	private JsonNode delivery(String id) {
		return this.api.get("/deliveries?page_size=500")
			.json()
			.path("results")
			.valueStream()
			.filter((found) -> found.get("id").asString().equals(id))
			.findFirst()
			.orElseGet(MissingNode::getInstance);
	}

	private JsonNode awaitDelivered(String id) {
		return await().until(() -> delivery(id), (found) -> found.path("state").asString("").equals("delivered"));
	}

	/** What the receivers of both instances do with each attempt from now on. */
	private void answer(Function<OutgoingMessage, Attempt> answer) {
		this.receivers.forEach((each) -> each.answer(CHANNEL, (message) -> {
			this.got.add(message.message().stored());
			return answer.apply(message);
		}));
	}

	/** Has every attempt last until the latch that this answers is let go. */
	private CountDownLatch holdUp() {
		CountDownLatch end = new CountDownLatch(1);
		answer((message) -> {
			pass(end);
			return Attempt.delivered(200, null);
		});
		return end;
	}

	/** What was attempted on both instances, in the order in which the attempts began. */
	private List<Object> texts() {
		synchronized (this.got) {
			return List.copyOf(this.got);
		}
	}

	private MongoCollection<Document> stored() {
		return this.services.get(0)
			.getBean(MongoDatabaseFactory.class)
			.getMongoDatabase()
			.getCollection(Delivery.COLLECTION);
	}

	@Test
	void aFailingFirstMessageHoldsUpItsSessionOnBothInstancesAndNoOther() {
		AtomicInteger tries = new AtomicInteger();
		List<Object> delivered = Collections.synchronizedList(new ArrayList<>());
		answer((message) -> {
			if (message.message().stored().equals("s0") && tries.incrementAndGet() < 4) {
				return Attempt.failed(500, "down", null);
			}
			delivered.add(message.message().stored());
			return Attempt.delivered(200, null);
		});
		create("other");
		List<String> ids = new ArrayList<>();
		IntStream.range(0, 10).forEach((i) -> {
			ids.add(send("s", "s" + i));
			ids.add(send("other", "o" + i));
		});
		ids.forEach(this::awaitDelivered);
		for (String session : List.of("s", "o")) {
			assertThat(delivered).filteredOn((text) -> text.toString().startsWith(session))
				.containsExactlyElementsOf(IntStream.range(0, 10).mapToObj((i) -> (Object) (session + i)).toList());
		}
		assertThat(delivered.indexOf("o0")).isLessThan(delivered.indexOf("s0"));
	}

	@Test
	void natsIsKilledAndStartedAgainWhileAMessageIsDelivered() {
		CountDownLatch end = holdUp();
		String first = send("s", "first");
		await().until(() -> texts().size() == 1);
		this.server.kill();
		String queued = send("s", "queued");
		end.countDown();
		awaitDelivered(first);
		this.server.start();
		awaitDelivered(queued);
		String after = send("s", "after");
		awaitDelivered(after);
		assertThat(texts()).containsExactlyInAnyOrder("first", "queued", "after");
	}

	@Test
	void aConsumerThatSomebodyDeletesIsMadeAgainAndNothingIsDeliveredTwice() throws Exception {
		awaitDelivered(send("s", "before"));
		try (Connection nats = Nats.connect(this.server.url())) {
			JetStreamManagement streams = nats.jetStreamManagement();
			List<String> names = streams.getConsumerNames("PARLEY")
				.stream()
				.filter((name) -> name.startsWith(ChannelWorkers.CONSUMER))
				.toList();
			assertThat(names).hasSize(1);
			streams.deleteConsumer("PARLEY", names.get(0));
			String after = send("s", "after");
			awaitDelivered(after);
			await().until(() -> streams.getConsumerInfo("PARLEY", names.get(0)).getNumAckPending() == 0);
		}
		assertThat(texts()).containsExactly("before", "after");
	}

	@Test
	void whatTheStreamHasLostIsPutThereAgain() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		answer((message) -> {
			pass(end);
			return DOWN;
		});
		String lost = send("s", "lost");
		await().until(() -> texts().size() == 1);
		try (Connection nats = Nats.connect(this.server.url())) {
			nats.jetStreamManagement().purgeStream("PARLEY");
		}
		answer((message) -> Attempt.delivered(200, null));
		end.countDown();
		await().until(() -> moved(lost, Instant.EPOCH));
		await().untilAsserted(() -> {
			this.services.get(0).getBean(LostDeliverySweep.class).run();
			assertThat(carriedAgain()).hasSize(1);
		});
		awaitDelivered(lost);
		assertThat(texts()).containsExactly("lost", "lost");
	}

	@Test
	void whatMerelyWaitsIsNotTakenForLost() {
		answer((message) -> DOWN);
		send("s", "first");
		String second = send("s", "second");
		Instant sent = Instant.now();
		await().until(() -> !texts().isEmpty());
		assertThat(moved(second, sent.minus(Duration.ofMinutes(5)))).isTrue();
		await().until(() -> Instant.now().isAfter(sent.plusSeconds(2)));
		this.services.get(0).getBean(LostDeliverySweep.class).run();
		assertThat(carriedAgain()).isEmpty();
		assertThat(texts()).containsOnly("first");
	}

	/** As if a delivery that waits had last moved then; not where it does not wait. */
	private boolean moved(String id, Instant at) {
		return stored()
			.updateOne(new Document("_id", new ObjectId(id)).append("state", "pending"),
					new Document("$set", new Document("moved_at", Date.from(at))))
			.getModifiedCount() == 1;
	}

	private List<Document> carriedAgain() {
		return stored().find(new Document("carrier", new Document("$exists", true))).into(new ArrayList<>());
	}

	@Test
	void anAttemptOfAnInstanceThatIsGoneIsTakenOver() {
		answer((message) -> DOWN);
		String id = send("s", "m");
		await().until(() -> delivery(id).path("attempts").asInt(0) > 0);
		// As an instance leaves it that is killed during its attempt.
		Document left = new Document("$set",
				new Document("state", "delivering").append("claimed_by", "gone").append("claimed_deliveries", 0L))
			.append("$inc", new Document("version", 1L));
		await().until(() -> stored().updateOne(new Document("state", "pending"), left).getModifiedCount() == 1);
		answer((message) -> Attempt.delivered(200, null));
		awaitDelivered(id);
	}

	@Test
	void theStoreGoesAwayWhileAMessageIsDelivered() {
		CountDownLatch end = holdUp();
		String id = send("s", "m");
		await().until(() -> texts().size() == 1);
		this.network.cut();
		end.countDown();
		await().until(() -> this.api.get("/deliveries").status() == 503);
		this.network.mend(storePort());
		awaitDelivered(id);
		assertThat(texts()).containsExactly("m");
	}

	/**
	 * What waits for its turn is handed from one instance to the other all the time, and
	 * is called for as soon as the message before it has ended.
	 */
	@Test
	void chainsThatTwoInstancesShareArriveOnceAndInOrder() {
		int sessions = 12;
		int messages = 10;
		answer((message) -> {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
			return Attempt.delivered(200, null);
		});
		IntStream.range(0, sessions).forEach((session) -> create("chain" + session));
		List<String> last = new ArrayList<>();
		for (int i = 0; i < messages; i++) {
			for (int session = 0; session < sessions; session++) {
				String id = send("chain" + session, session + "-" + i);
				if (i == messages - 1) {
					last.add(id);
				}
			}
		}
		await().untilAsserted(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(sessions * messages));
		last.forEach(this::awaitDelivered);
		for (int session = 0; session < sessions; session++) {
			String chain = session + "-";
			assertThat(texts()).filteredOn((text) -> text.toString().startsWith(chain))
				.containsExactlyElementsOf(IntStream.range(0, messages).mapToObj((i) -> (Object) (chain + i)).toList());
		}
	}

	/** As instances do that had the message before, and have not heard who has it now. */
	@Test
	void aMessageThatIsCalledForDuringItsAttemptIsNotAttemptedByAnother() throws Exception {
		CountDownLatch end = holdUp();
		String id = send("s", "m");
		await().until(() -> texts().size() == 1);
		try (Connection nats = Nats.connect(this.server.url())) {
			await().until(() -> {
				callForAgain(nats);
				Document watched = stored().find().first().get("watched", Document.class);
				return texts().size() > 1 || (watched != null && watched.getLong("deliveries") > 4);
			});
		}
		end.countDown();
		awaitDelivered(id);
		assertThat(texts()).containsExactly("m");
		assertThat(delivery(id).get("attempts").asInt()).isOne();
	}

	private static void callForAgain(Connection nats) throws Exception {
		JetStreamManagement streams = nats.jetStreamManagement();
		String name = streams.getConsumerNames("PARLEY")
			.stream()
			.filter((each) -> each.startsWith(ChannelWorkers.CONSUMER))
			.findFirst()
			.orElseThrow();
		SequenceInfo last = streams.getConsumerInfo("PARLEY", name).getDelivered();
		nats.publish("$JS.ACK.PARLEY.%s.1.%d.%d.1700000000000000000.0".formatted(name, last.getStreamSequence(),
				last.getConsumerSequence()), "-NAK".getBytes());
		nats.flush(Duration.ofSeconds(60));
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
