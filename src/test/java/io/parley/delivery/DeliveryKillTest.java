package io.parley.delivery;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api;
import io.parley.JavaProcess;
import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.Ports;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances, NATS, the store, and receivers over HTTP and SMTP that fail, hang, limit
 * and lie, each a process that is killed hard in turn under load. Afterwards the store,
 * the stream and the receivers say that every acknowledged message was delivered, in
 * order for its session, no more often than somebody was killed while it was under way,
 * and that every reply counted once.
 */
@RequiresNats(ownServer = true)
class DeliveryKillTest {

	/** How often somebody is killed. */
	private static final int KILLS = Integer.getInteger("parley.test.delivery-kills", 54);

	/** From the arrival of a message until what came of it is written, at most. */
	private static final long UNDER_WAY_MILLIS = 3000;

	/** How many messages are acknowledged between two kills, at least. */
	private static final int MESSAGES_BETWEEN = 8;

	/** How long whatever waits may take once nobody is killed any more. */
	private static final Duration DRAIN = Duration.ofMinutes(10);

	/**
	 * How long it may take until something goes on again, as both instances may start.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final Logger log = LoggerFactory.getLogger(DeliveryKillTest.class);

	private final List<Outage> outages = new ArrayList<>();

	private final int webhookPort = Ports.next();

	private final int mailPort = Ports.next();

	@TempDir
	Path directory;

	private NatsServer nats;

	private StoreServer store;

	private ParleyProcess one;

	private ParleyProcess two;

	private JavaProcess webhooks;

	private JavaProcess mail;

	@Test
	void whoeverIsKilledEveryMessageIsDeliveredInOrderAndEveryReplyCountsOnce() throws Exception {
		try (NatsServer server = NatsServer.find().orElseThrow().start();
				StoreServer storeServer = new StoreServer(this.directory).start();
				JavaProcess http = new JavaProcess(WebhookReceiver.class, this.directory.resolve("http.log"),
						this.webhookPort, this.directory.resolve("webhooks"))
					.start();
				JavaProcess smtp = new JavaProcess(MailReceiver.class, this.directory.resolve("smtp.log"),
						this.mailPort, this.directory.resolve("mail"))
					.start();
				ParleyProcess first = instance(server, storeServer).begin();
				ParleyProcess second = instance(server, storeServer).begin()) {
			first.awaitReady();
			second.awaitReady();
			this.nats = server;
			this.store = storeServer;
			this.webhooks = http;
			this.mail = smtp;
			this.one = first;
			this.two = second;
			register();
			AskLoad load = new AskLoad(List.of(first.api(), second.api()), List.of("steady", "wild", "mail")).start();
			killEachInTurn(load);
			load.stop();
			assertThat(load.refused()).isEmpty();
			awaitAllDelivered(load);
			hold(load);
		}
	}

	private ParleyProcess instance(NatsServer server, StoreServer storeServer) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("ORG_NATS_URL", server.url());
		environment.put("MONGODB_URI", storeServer.uri());
		environment.put("PARLEY_SECRET_KEY", Base64.getEncoder()
			.encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
		environment.put("PARLEY_CHANNELS_ALLOW_PRIVATE_ADDRESSES", "true");
		environment.put("PARLEY_CHANNELS_TIMEOUT", "4s");
		environment.put("PARLEY_CHANNELS_FIRST_RETRY", "200ms");
		environment.put("PARLEY_CHANNELS_LAST_RETRY", "2s");
		environment.put("PARLEY_CHANNELS_ATTEMPTS", "100");
		environment.put("SPRING_MAIL_HOST", "127.0.0.1");
		environment.put("SPRING_MAIL_PORT", String.valueOf(this.mailPort));
		environment.put("PARLEY_NATS_CONFIRM_TIMEOUT", "2s");
		return new ParleyProcess(this.directory, environment);
	}

	private void register() {
		Api api = this.one.api();
		for (String kind : List.of("steady", "wild")) {
			assertThat(api
				.post("/channels",
						"{\"id\":\"%s\",\"kind\":\"webhook\",\"name\":\"%s\",\"url\":\"http://127.0.0.1:%d/%s\"}"
							.formatted(kind, kind, this.webhookPort, kind))
				.status()).isEqualTo(201);
		}
		assertThat(api.post("/channels",
				"{\"id\":\"mail\",\"kind\":\"email\",\"name\":\"mail\",\"to\":[\"human@example.org\"],\"subject\":\"Asked\"}")
			.status()).isEqualTo(201);
	}

	/** Each while messages are accepted, and the next only once some more were. */
	private void killEachInTurn(AskLoad load) throws InterruptedException {
		List<Runnable> turns = List.of(() -> again(this.one), () -> {
			this.webhooks.kill();
			this.webhooks.start();
		}, () -> again(this.two), () -> {
			this.nats.kill();
			this.nats.start();
		}, () -> {
			this.mail.kill();
			this.mail.start();
		}, () -> {
			this.store.kill();
			this.store.start();
		});
		for (int kill = 0; kill < KILLS; kill++) {
			int before = load.acknowledged();
			await().atMost(PATIENCE).until(() -> load.acknowledged() >= before + MESSAGES_BETWEEN);
			Thread.sleep(ThreadLocalRandom.current().nextInt(1000));
			long begin = System.currentTimeMillis();
			turns.get(kill % turns.size()).run();
			this.outages.add(new Outage(begin, System.currentTimeMillis()));
		}
	}

	/**
	 * From a kill until the process was begun anew, in epoch milliseconds.
	 */
	private record Outage(long begin, long end) {

		/** Whether somebody was gone while a message that came then was under way. */
		boolean hits(long arrival) {
			return this.begin <= arrival + UNDER_WAY_MILLIS && this.end >= arrival - 1000;
		}

	}

	private static void again(ParleyProcess instance) {
		instance.kill();
		instance.begin();
	}

	private void awaitAllDelivered(AskLoad load) {
		Api api = this.one.awaitReady().api();
		this.two.awaitReady();
		await().atMost(DRAIN).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			for (String state : List.of("pending", "delivering", "dead")) {
				assertThat(api.get("/deliveries?state=" + state).json().get("results")).as(state).isEmpty();
			}
			// One that moves meanwhile may be in neither.
			load.messages().forEach((session, sent) -> {
				Api.Answer deliveries = api.get("/sessions/" + session + "/deliveries");
				assertThat(deliveries.status()).as(session).isEqualTo(200);
				Map<String, String> states = new HashMap<>();
				deliveries.json()
					.forEach((each) -> states.put(each.get("message_id").asString(), each.get("state").asString()));
				sent.forEach((id) -> assertThat(states.get(id)).as(id).isEqualTo("delivered"));
			});
		});
	}

	private void hold(AskLoad load) throws Exception {
		List<Arrival> arrivals = new ArrayList<>(Arrival.read(this.directory.resolve("webhooks")));
		arrivals.addAll(Arrival.read(this.directory.resolve("mail")));
		Map<String, List<Arrival>> attempted = arrivals.stream().collect(Collectors.groupingBy(Arrival::messageId));
		int messages = 0;
		int repeated = 0;
		for (List<String> sent : load.messages().values()) {
			messages += sent.size();
			assertThat(sent).allSatisfy((id) -> assertThat(attempted.getOrDefault(id, List.of())).as(id)
				.anyMatch((arrival) -> arrival.how().isTaken()));
			assertInOrder(sent, attempted);
			for (String id : sent) {
				repeated += isRepeated(id, attempted.get(id)) ? 1 : 0;
			}
		}
		assertThat(repeated).as("repeated").isLessThanOrEqualTo(KILLS);
		assertThat(load.answered()).hasSameSizeAs(load.messages().keySet());
		int replies = assertEveryReplyCountedOnce(load);
		log.info("{} kills; {} sessions, {} messages acknowledged and delivered, {} of them more than once because of "
				+ "a kill; {} arrivals, {} of them failed, limited, left hanging or lied about; {} replies counted once",
				KILLS, load.messages().size(), messages, repeated, arrivals.size(),
				arrivals.stream().filter((arrival) -> arrival.how() != Arrival.How.OK).count(), replies);
	}

	/** Nothing of a session is attempted before what was sent before it was done with. */
	private static void assertInOrder(List<String> sent, Map<String, List<Arrival>> attempted) {
		for (int i = 1; i < sent.size(); i++) {
			long last = attempted.get(sent.get(i - 1)).stream().mapToLong(Arrival::at).max().orElseThrow();
			long next = attempted.get(sent.get(i)).stream().mapToLong(Arrival::at).min().orElseThrow();
			assertThat(next).as("%s after %s", sent.get(i), sent.get(i - 1)).isGreaterThanOrEqualTo(last);
		}
	}

	/**
	 * What the receiver took and said so comes again only where somebody was killed just
	 * then: before it was written that it is delivered.
	 */
	private boolean isRepeated(String id, List<Arrival> attempted) {
		List<Arrival> said = attempted.stream().filter((arrival) -> arrival.how() == Arrival.How.OK).toList();
		for (Arrival before : said.subList(0, Math.max(said.size() - 1, 0))) {
			assertThat(this.outages).as("%s came again", id).anyMatch((outage) -> outage.hits(before.at()));
		}
		return said.size() > 1;
	}

	private int assertEveryReplyCountedOnce(AskLoad load) throws Exception {
		Map<String, Integer> replied = new HashMap<>();
		try (Connection connection = Nats.connect(this.nats.url())) {
			JetStreamSubscription all = connection.jetStream()
				.subscribe("parley.*.sessions.*.replied", PushSubscribeOptions.builder().ordered(true).build());
			Set<String> missing = new HashSet<>(load.answered());
			await().atMost(PATIENCE).until(() -> {
				for (Message next = all.nextMessage(Duration.ofSeconds(1)); next != null; next = all
					.nextMessage(Duration.ofSeconds(1))) {
					String session = Api.tree(new String(next.getData(), StandardCharsets.UTF_8))
						.get("session_id")
						.asString();
					replied.merge(session, 1, Integer::sum);
					missing.remove(session);
				}
				return missing.isEmpty();
			});
		}
		assertThat(replied.values()).allMatch((count) -> count == 1);
		return replied.size();
	}

}
