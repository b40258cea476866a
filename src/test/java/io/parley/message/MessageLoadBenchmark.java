package io.parley.message;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.parley.Api;
import io.parley.ParleyApplication;
import org.bson.Document;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/**
 * Whether threads count what comes in: eight callers send for a while as fast as they are
 * answered, into one thread and into many. Printed are the messages a second, how long it
 * takes after the last until all are counted, and what the store was asked for each
 * message. Started by {@code bench/messages load}.
 */
public final class MessageLoadBenchmark implements CommandListener {

	private static final int CALLERS = 8;

	private static final int WARM_UP_SECONDS = 5;

	private final Map<String, LongAdder> commands = new ConcurrentHashMap<>();

	public static void main(String[] seconds) throws Exception {
		MessageLoadBenchmark benchmark = new MessageLoadBenchmark();
		SpringApplication application = new SpringApplication(ParleyApplication.class);
		application.addInitializers((context) -> ((GenericApplicationContext) context).registerBean(
				MongoClientSettingsBuilderCustomizer.class,
				() -> (settings) -> settings.addCommandListener(benchmark)));
		String nats = System.getenv().getOrDefault("ORG_NATS_URL", "nats://127.0.0.1:1");
		try (ConfigurableApplicationContext service = application.run("--server.port=0", "--parley.nats.url=" + nats,
				"--parley.store.embedded.directory=target/bench/" + ProcessHandle.current().pid(),
				"--logging.level.root=ERROR")) {
			Api api = new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
			MongoCollection<Document> messages = service.getBean(MongoDatabaseFactory.class)
				.getMongoDatabase()
				.getCollection(Message.COLLECTION);
			int length = (seconds.length > 0) ? Integer.parseInt(seconds[0]) : 20;
			benchmark.load(api, 1, WARM_UP_SECONDS);
			for (int threads : new int[] { 1, 100, 10_000 }) {
				benchmark.run(api, messages, threads, length);
			}
		}
	}

	private void run(Api api, MongoCollection<Document> messages, int threads, int seconds) throws Exception {
		untilCounted(messages);
		this.commands.clear();
		int sent = load(api, threads, seconds);
		double behind = untilCounted(messages);
		Map<String, String> each = new TreeMap<>();
		this.commands.forEach((name, count) -> each.put(name, "%.2f".formatted(count.sum() / (double) sent)));
		System.out.printf("%6d threads: %6d messages, %5d a second, all counted %.1f s after the last; each: %s%n",
				threads, sent, sent / seconds, behind, each);
	}

	/** Answers how many messages were sent. */
	private int load(Api api, int threads, int seconds) throws Exception {
		AtomicInteger sent = new AtomicInteger();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Callable<Void>> all = Stream.generate(() -> (Callable<Void>) () -> {
				while (System.nanoTime() < end) {
					String body = "{\"body\":\"hello\",\"bot_ids\":[\"" + sent.incrementAndGet() % threads + "\"]}";
					if (api.post("/users/load-" + threads + "/messages", body).status() != 201) {
						throw new IllegalStateException("A message was refused");
					}
				}
				return null;
			}).limit(CALLERS).toList();
			for (var caller : callers.invokeAll(all)) {
				caller.get();
			}
		}
		finally {
			callers.shutdownNow();
		}
		return sent.get();
	}

	/** Answers how many seconds it took. */
	private double untilCounted(MongoCollection<Document> messages) throws InterruptedException {
		long start = System.nanoTime();
		Document uncounted = new Document("team", "default").append("filings.thread", new Document("$gt", ""));
		while (messages.find(uncounted).first() != null) {
			Thread.sleep(20);
		}
		return (System.nanoTime() - start) / 1e9;
	}

	@Override
	public void commandStarted(CommandStartedEvent event) {
		this.commands.computeIfAbsent(event.getCommandName(), (name) -> new LongAdder()).increment();
	}

}
