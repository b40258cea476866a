package io.parley.dispatch;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.sun.management.OperatingSystemMXBean;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.parley.NatsServer;
import io.parley.ParleyApplication;
import org.bson.BsonArray;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/**
 * How many events the relay takes from outboxes to NATS. Started by {@code bench/relay}.
 */
public final class RelayBenchmark {

	private static final int BATCH = 1000;

	private static final int THREADS = 4;

	private static final String COLLECTION = ParkedEvent.COLLECTION;

	private static final Map<String, AtomicLong> COMMANDS = new ConcurrentHashMap<>();

	private static final AtomicLong STATEMENTS = new AtomicLong();

	private RelayBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		int documents = Integer.parseInt(arguments[0]);
		int seconds = Integer.parseInt(arguments[1]);
		String named = named();
		try (NatsServer own = NatsServer.find().orElse(null)) {
			String url = (named != null) ? named : own.url();
			try (ConfigurableApplicationContext service = service(url)) {
				fill(service, documents);
				if (named == null) {
					own.start();
				}
				drain(service, url, documents);
				sustained(service, url, seconds);
			}
		}
	}

	private static String named() {
		String url = System.getenv("ORG_NATS_URL");
		return (url == null || url.isBlank()) ? null : url;
	}

	private static ConfigurableApplicationContext service(String nats) {
		return new SpringApplicationBuilder(ParleyApplication.class, CountedCommands.class).run("--server.port=0",
				"--parley.nats.url=" + nats,
				"--parley.store.embedded.directory=target/bench/" + ProcessHandle.current().pid(),
				"--logging.level.root=ERROR");
	}

	private static MongoCollection<Document> collection(ConfigurableApplicationContext service) {
		return service.getBean(MongoDatabaseFactory.class).getMongoDatabase().getCollection(COLLECTION);
	}

	private static void fill(ConfigurableApplicationContext service, int documents) {
		List<Document> batch = new ArrayList<>();
		for (int i = 0; i < documents; i++) {
			ObjectId id = new ObjectId();
			OutboxEvent event = new OutboxEvent(id.toHexString(), Instant.now(),
					List.of(Subjects.of("default", "bench", id.toHexString(), "created")), null, payload(id), null);
			batch.add(new Document("_id", id).append("team", "default")
				.append("document", id)
				.append("event_id", id.toHexString())
				.append("data", "x".repeat(500))
				.append("parked_at", new Date())
				.append(OutboxEvent.OUTBOX, List.of(event.stored())));
			if (batch.size() == BATCH || i == documents - 1) {
				collection(service).insertMany(batch, new InsertManyOptions().ordered(false));
				batch.clear();
			}
		}
	}

	private static String payload(ObjectId id) {
		return "{\"event_type\":\"created\",\"id\":\"" + id + "\",\"text\":\"" + "x".repeat(250) + "\"}";
	}

	private static void drain(ConfigurableApplicationContext service, String nats, int documents) throws Exception {
		long start = System.nanoTime();
		long cpu = cpu();
		while (inStream(nats) < documents || waiting(service) > 0) {
			Thread.sleep(100);
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf("drain: %,d events in %.1f s, %,.0f a second, %.2f ms of processor each; %,d in the stream%n",
				documents, seconds, documents / seconds, (cpu() - cpu) / 1e6 / documents, inStream(nats));
	}

	/**
	 * The processor time of this process: the service and, where it is embedded, the
	 * store.
	 */
	private static long cpu() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private static void sustained(ConfigurableApplicationContext service, String nats, int seconds) throws Exception {
		Outbox outbox = service.getBean(Outbox.class);
		OutboxSource source = service.getBean("parkedOutbox", OutboxSource.class);
		long before = inStream(nats);
		long cpu = cpu();
		COMMANDS.clear();
		STATEMENTS.set(0);
		AtomicLong written = new AtomicLong();
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(new Thread(() -> {
				while (System.nanoTime() < end) {
					write(outbox, source);
					written.incrementAndGet();
				}
			}));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		long out = inStream(nats) - before;
		System.out.printf(
				"sustained: %,.0f written a second; when the last was, %,d of %,d were in the stream,"
						+ " %.2f ms of processor each%n",
				written.get() / (double) seconds, out, written.get(), (cpu() - cpu) / 1e6 / written.get());
		while (waiting(service) > 0) {
			Thread.sleep(50);
		}
		long commands = COMMANDS.values().stream().mapToLong(AtomicLong::get).sum();
		System.out.printf("store: %.3f commands and %.2f documents written for each; %s%n",
				commands / (double) written.get(), (written.get() + STATEMENTS.get()) / (double) written.get(),
				COMMANDS);
	}

	private static void write(Outbox outbox, OutboxSource source) {
		ObjectId id = new ObjectId();
		Instant now = Instant.now();
		OutboxEvent event = outbox.event(id.toHexString(), now,
				List.of(Subjects.of("default", "bench", id.toHexString(), "created")), null,
				Map.of("id", id.toHexString(), "text", "x".repeat(250)));
		outbox.insert(source,
				new ParkedEvent(id, "default", COLLECTION, id, id.toHexString(), null, "x".repeat(500), now, null),
				event);
	}

	private static long inStream(String nats) throws Exception {
		try (Connection connection = Nats.connect(nats)) {
			return connection.jetStreamManagement().getStreamInfo(EventStream.NAME).getStreamState().getMsgCount();
		}
		catch (java.io.IOException | io.nats.client.JetStreamApiException ex) {
			return 0;
		}
	}

	private static long waiting(ConfigurableApplicationContext service) {
		return collection(service)
			.find(new Document("team", "default").append("outbox.at", new Document("$gt", new Date(0))))
			.limit(1)
			.into(new ArrayList<>())
			.size();
	}

	/** Counts what the driver sends, without what the benchmark itself asks. */
	@TestConfiguration(proxyBeanMethods = false)
	static class CountedCommands {

		@Bean
		MongoClientSettingsBuilderCustomizer counted() {
			return (settings) -> settings.addCommandListener(new CommandListener() {

				@Override
				public void commandStarted(CommandStartedEvent event) {
					if (!Thread.currentThread().getName().equals("main")) {
						COMMANDS.computeIfAbsent(event.getCommandName(), (name) -> new AtomicLong()).incrementAndGet();
						STATEMENTS.addAndGet(event.getCommand().getArray("updates", new BsonArray()).size());
					}
				}

			});
		}

	}

}
