package io.parley.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import io.parley.Api;
import io.parley.ParleyApplication;
import io.parley.store.Ids;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MongoConverter;

/**
 * How long reading messages takes as they become many. A bot talks to a hundred users;
 * measured is what the bot reads: a page of its list, around a message in the middle, a
 * page of a conversation, a page of its threads. Each time is the median of many, in
 * milliseconds. Started by {@code bench/messages}.
 */
public final class MessageBenchmark {

	private static final int USERS = 100;

	private static final int BATCH = 2000;

	private static final int WARM_UP = 100;

	private static final int RUNS = 41;

	private static final String TEAM = "default";

	private static final String ROW = "%12s  %-14s %10s %10s%n";

	private final Api api;

	private final MongoDatabase database;

	private final MongoConverter converter;

	private final Ids ids;

	private MessageBenchmark(ConfigurableApplicationContext service) {
		this.api = new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
		this.database = service.getBean(MongoDatabaseFactory.class).getMongoDatabase();
		this.converter = service.getBean(MongoConverter.class);
		this.ids = service.getBean(Ids.class);
	}

	public static void main(String[] sizes) {
		SpringApplication application = new SpringApplication(ParleyApplication.class);
		String nats = System.getenv().getOrDefault("ORG_NATS_URL", "nats://127.0.0.1:1");
		try (ConfigurableApplicationContext service = application.run("--server.port=0", "--parley.nats.url=" + nats,
				"--parley.store.embedded.directory=target/bench/" + ProcessHandle.current().pid(),
				"--logging.level.root=ERROR")) {
			MessageBenchmark benchmark = new MessageBenchmark(service);
			System.out.printf(ROW, "messages", "", "HTTP ms", "driver ms");
			Arrays.stream(sizes).mapToInt(Integer::parseInt).forEach(benchmark::run);
		}
	}

	private void run(int size) {
		String run = new ObjectId().toHexString();
		Participant bot = Participant.bot("bot-" + run);
		long start = System.nanoTime();
		ObjectId middle = fill(size, bot, run);
		System.out.printf(ROW, size, "fill, seconds", "", (System.nanoTime() - start) / 1_000_000_000);
		String path = "/bots/" + bot.id();
		print(size, "list", path + "/messages", () -> read(page("participants", bot.token())));
		print(size, "around", path + "/messages/around/" + middle, () -> {
			read(messages().find(new Document("team", TEAM).append("_id", middle).append("participants", bot.token())));
			read(around(bot, middle, "$gt", 1));
			read(around(bot, middle, "$lt", -1));
		});
		print(size, "conversation", path + "/messages/with/user/user-" + run + "-7",
				() -> read(page("pairs", new Conversation(bot, Participant.user("user-" + run + "-7")).key())));
		print(size, "threads", path + "/threads?group_by=user_ids,bot_ids", () -> readThreads(bot));
	}

	private ObjectId fill(int size, Participant bot, String run) {
		List<Audience> audiences = new ArrayList<>();
		for (int i = 0; i < USERS; i++) {
			audiences.add(new Audience(bot, List.of("user-" + run + "-" + i), null));
		}
		ObjectId[] newest = new ObjectId[USERS];
		ObjectId middle = null;
		List<Document> batch = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			newest[i % USERS] = this.ids.next();
			middle = (i == size / 2) ? newest[i % USERS] : middle;
			batch.add(message(audiences.get(i % USERS), newest[i % USERS], i));
			if (batch.size() == BATCH || i == size - 1) {
				messages().insertMany(batch, new InsertManyOptions().ordered(false));
				batch.clear();
			}
		}
		for (int i = 0; i < USERS; i++) {
			threads().insertOne(stored(ThreadSummary.empty(audiences.get(i).thread())
				.plus(size / USERS, newest[i], audiences.get(i).tokens(), Set.of())));
		}
		return middle;
	}

	private Document message(Audience audience, ObjectId id, int number) {
		MessageRequest request = new MessageRequest(audience.userIds(), null, "Message number " + number, null, null,
				null, null);
		Document stored = stored(Message.send(request, audience, id, TEAM));
		stored.remove(ThreadCountChange.FILINGS);
		return stored;
	}

	private Document stored(Object object) {
		Document document = new Document();
		this.converter.write(object, document);
		document.remove("_class");
		return document.append("team", TEAM);
	}

	private FindIterable<Document> page(String field, String value) {
		return messages().find(new Document("team", TEAM).append(field, value)).sort(new Document("_id", -1)).limit(51);
	}

	private FindIterable<Document> around(Participant bot, ObjectId middle, String side, int direction) {
		return messages()
			.find(new Document("team", TEAM).append("participants", bot.token())
				.append("_id", new Document(side, middle)))
			.sort(new Document("_id", direction))
			.limit(6);
	}

	private void readThreads(Participant bot) {
		read(messages().find(new Document("team", TEAM).append("filings.participants", bot.token())).limit(500));
		List<Document> found = read(threads().find(new Document("team", TEAM).append("participants", bot.token()))
			.sort(new Document("newest", -1))
			.limit(51));
		List<ObjectId> newest = found.stream().map((thread) -> thread.getObjectId("newest")).toList();
		List<Document> shown = read(
				messages().find(new Document("team", TEAM).append("_id", new Document("$in", newest))));
		List<String> tokens = shown.stream()
			.flatMap((message) -> message.getList("participants", String.class).stream())
			.distinct()
			.toList();
		read(this.database.getCollection(ParticipantName.COLLECTION)
			.find(new Document("team", TEAM).append("participant", new Document("$in", tokens))));
	}

	private static List<Document> read(FindIterable<Document> found) {
		return found.into(new ArrayList<>());
	}

	private MongoCollection<Document> messages() {
		return this.database.getCollection(Message.COLLECTION);
	}

	private MongoCollection<Document> threads() {
		return this.database.getCollection(ThreadSummary.COLLECTION);
	}

	private void print(int size, String what, String path, Runnable driver) {
		double http = median(() -> {
			if (this.api.get(path).status() != 200) {
				throw new IllegalStateException(this.api.get(path).body());
			}
		});
		System.out.printf(ROW, size, what, "%.2f".formatted(http), "%.2f".formatted(median(driver)));
	}

	private static double median(Runnable work) {
		for (int i = 0; i < WARM_UP; i++) {
			work.run();
		}
		long[] times = new long[RUNS];
		for (int i = 0; i < RUNS; i++) {
			long start = System.nanoTime();
			work.run();
			times[i] = System.nanoTime() - start;
		}
		Arrays.sort(times);
		return times[RUNS / 2] / 1_000_000.0;
	}

}
