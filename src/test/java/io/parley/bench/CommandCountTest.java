package io.parley.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.Secured;
import io.parley.store.CollectionIndexes;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What requests cost the store while many come at once: how many commands each, with what
 * is asked for many together, such as taking their events from the outboxes; how many
 * documents are written; how many entries of indexes. What is asked once in a while,
 * however much there is to do, is left out of the commands: on a slow machine fewer
 * requests would share it.
 */
@ParleyTest
@RequiresNats
@Import(CommandCountTest.Counting.class)
class CommandCountTest {

	private static final int CALLERS = 16;

	private static final int REQUESTS = 1_000;

	/** How often in a tenth of a second events are taken out at most, or looked for. */
	private static final int TAKING_OUT = 1;

	/** How many commands a round of counting has, of which there is one in that time. */
	private static final int COUNTING = 3;

	private static final Set<String> COLLECTIONS = Set.of("session_messages", "messages", "threads");

	private static final Map<String, LongAdder> COMMANDS = new ConcurrentHashMap<>();

	private static final Map<String, LongAdder> WRITTEN = new ConcurrentHashMap<>();

	private static final Queue<BsonDocument> INSERTED = new ConcurrentLinkedQueue<>();

	private final String run = Api.id("run");

	@Autowired
	private MongoOperations mongo;

	@Autowired
	private List<CollectionIndexes> declared;

	private BenchApi api;

	private double tenths;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new BenchApi("http://127.0.0.1:" + port, Secured.EVERYWHERE).withKey();
	}

	@Test
	void aCreateIsOneCommandAndItsPartOfTakingOutTheEvents(TestReporter reporter) throws Exception {
		Request create = Request.post("/session", """
				{"session_id": "{run}-{n}", "subject_id": "user-{i}", "reception_channel_id": "channel-7",
				 "dsl_execution_id": "run-1001", "message_data": {"text": "Please approve the order"},
				 "expiry_date": 1893456000}""", 100);
		ask(create, "session_messages");
		report(reporter, "create", "session_messages");
		assertThat(COMMANDS.get("insert").sum()).isEqualTo(REQUESTS);
		assertThat(commandsEach(TAKING_OUT)).isLessThanOrEqualTo(1.1);
		assertThat(WRITTEN.get("session_messages").sum()).isLessThanOrEqualTo(2 * REQUESTS);
		assertThat(touched("session_messages")).isLessThanOrEqualTo(15);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100 })
	void aMessageIsOneCommandAndItsPartOfWhatManyShare(int threads, TestReporter reporter) throws Exception {
		Request send = Request.post("/users/{run}/messages", """
				{"bot_ids": ["{run}-{i}"], "body": "Hello there, how can I help you with your order today?"}""",
				threads);
		ask(send, "messages");
		report(reporter, "message into " + threads, "messages");
		assertThat(COMMANDS.get("insert").sum()).isBetween((long) REQUESTS, (long) REQUESTS + threads);
		assertThat(commandsEach(TAKING_OUT + COUNTING)).isLessThanOrEqualTo(1.3);
		assertThat(WRITTEN.get("messages").sum()).isLessThanOrEqualTo(3 * REQUESTS);
		assertThat(touched("messages")).isLessThanOrEqualTo(13);
	}

	@Test
	void aReadIsOneCommand() throws Exception {
		String session = this.run + "-read";
		this.api.send(Request.post("/session", "{\"session_id\": \"" + session + "\"}", 1));
		for (int i = 0; i < 60; i++) {
			this.api.send(Request.post("/users/" + this.run + "/messages", "{\"body\": \"hello\"}", 1));
		}
		for (String path : List.of("/session/" + session, "/users/" + this.run + "/messages")) {
			await().until(this::isSettled);
			ask(Request.get(path, 1), null);
			assertThat(COMMANDS).as(path).containsOnlyKeys("find");
			assertThat(COMMANDS.get("find").sum()).as(path).isEqualTo(REQUESTS);
		}
	}

	/**
	 * Sends many requests at once and waits until all that they led to is done.
	 * @param collection where they insert, or null where they read
	 */
	private void ask(Request request, String collection) throws Exception {
		Counting.clear(collection == null);
		long start = System.nanoTime();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Callable<Object>> all = new ArrayList<>();
			for (int i = 0; i < REQUESTS; i++) {
				int number = i;
				all.add(() -> this.api.send(request.at(number, this.run)));
			}
			for (Future<Object> one : callers.invokeAll(all)) {
				one.get();
			}
		}
		finally {
			callers.shutdownNow();
		}
		this.tenths = (System.nanoTime() - start) / 1e8;
		await().until(this::isSettled);
	}

	/** Asked by another thread than those of the service, so not counted. */
	private boolean isSettled() {
		return !waits("session_messages", "outbox.at", new Date(0)) && !waits("messages", "outbox.at", new Date(0))
				&& !waits("messages", "filings.thread", "");
	}

	private boolean waits(String collection, String field, Object above) {
		return this.mongo.getCollection(collection)
			.find(BareStore.team(field, new Document("$gt", above)))
			.first() != null;
	}

	/**
	 * @param inATenth how many commands there may be in a tenth of a second besides
	 */
	private double commandsEach(int inATenth) {
		return (sum(COMMANDS.values()) - inATenth * this.tenths) / REQUESTS;
	}

	private static long sum(Collection<LongAdder> counts) {
		return counts.stream().mapToLong(LongAdder::sum).sum();
	}

	/** The entries of indexes that one of the inserted documents has cost. */
	private int touched(String collection) {
		IndexEntries entries = new IndexEntries(this.declared.stream()
			.filter((indexes) -> indexes.collection().equals(collection))
			.findFirst()
			.orElseThrow());
		Document first = INSERTED.stream()
			.filter((command) -> command.getString("insert").getValue().equals(collection))
			.map((command) -> Document.parse(command.getArray("documents").get(0).asDocument().toJson()))
			.findFirst()
			.orElseThrow();
		Document then = this.mongo.getCollection(collection).find(BareStore.team("_id", first.get("_id"))).first();
		return entries.touched(first, then);
	}

	private void report(TestReporter reporter, String what, String collection) {
		reporter.publishEntry(what,
				"%.3f commands %s; documents written %s; %d entries of indexes; %.0f requests a second".formatted(
						(double) sum(COMMANDS.values()) / REQUESTS, COMMANDS, WRITTEN, touched(collection),
						REQUESTS / this.tenths * 10));
	}

	/** Counts what the service sends that concerns these requests. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Counting {

		private static volatile boolean requestsOnly;

		/** The collection that a command which is under way writes to. */
		private static final Map<Integer, String> WRITING = new ConcurrentHashMap<>();

		static void clear(boolean ofRequestsOnly) {
			requestsOnly = ofRequestsOnly;
			COMMANDS.clear();
			WRITTEN.clear();
			INSERTED.clear();
		}

		@Bean
		MongoClientSettingsBuilderCustomizer countedCommands() {
			return (settings) -> settings.addCommandListener(new CommandListener() {

				@Override
				public void commandStarted(CommandStartedEvent event) {
					BsonValue collection = event.getCommand().get(event.getCommandName());
					if (counts(collection)) {
						count(COMMANDS, event.getCommandName(), 1);
						WRITING.put(event.getRequestId(), collection.asString().getValue());
						if (event.getCommandName().equals("insert")) {
							INSERTED.add(event.getCommand().clone());
						}
					}
				}

				@Override
				public void commandSucceeded(CommandSucceededEvent event) {
					String collection = WRITING.remove(event.getRequestId());
					if (collection != null) {
						count(WRITTEN, collection, written(event));
					}
				}

			});
		}

		private static boolean counts(BsonValue collection) {
			String thread = Thread.currentThread().getName();
			boolean ofARequest = thread.contains("-exec-") || thread.contains("tomcat-handler");
			boolean ofTheTest = thread.equals("main") || thread.startsWith("awaitility");
			return collection.isString() && (ofARequest
					|| !requestsOnly && !ofTheTest && COLLECTIONS.contains(collection.asString().getValue()));
		}

		private static long written(CommandSucceededEvent event) {
			BsonDocument answer = event.getResponse();
			return switch (event.getCommandName()) {
				case "insert", "delete" -> answer.getNumber("n").longValue();
				case "update" -> answer.getNumber("nModified").longValue();
				case "findAndModify" -> answer.isDocument("value") ? 1 : 0;
				default -> 0;
			};
		}

		private static void count(Map<String, LongAdder> counts, String name, long more) {
			counts.computeIfAbsent(name, (key) -> new LongAdder()).add(more);
		}

	}

}
