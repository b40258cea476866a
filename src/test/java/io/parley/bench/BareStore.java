package io.parley.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The bare driver on the store that the service uses, with the service's write and read
 * concern. It reads the service's own documents and writes documents of the same form
 * into the same collections, so under the same indexes, for a team that nobody asks for.
 */
final class BareStore implements AutoCloseable {

	static final String TEAM = "default";

	static final String OTHER_TEAM = "bare-driver";

	private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

	private static final int APART_MILLIS = 20;

	private static final Duration SETTLED = Duration.ofMinutes(2);

	private static final int AT_ONCE = 2_000;

	private static final List<String> WITH_OUTBOX = List.of("session_messages", "messages", "experiment_sessions");

	private final MongoClient client;

	private final MongoDatabase database;

	BareStore(String uri, String database, int connections) {
		this.client = MongoClients.create(MongoClientSettings.builder()
			.applyConnectionString(new ConnectionString(uri))
			.applyToConnectionPoolSettings((pool) -> pool.maxSize(connections + 2))
			.writeConcern(WriteConcern.MAJORITY.withJournal(true))
			.readConcern(ReadConcern.MAJORITY)
			.build());
		this.database = this.client.getDatabase(database);
	}

	MongoCollection<Document> collection(String name) {
		return this.database.getCollection(name);
	}

	/** A query of the team's documents. */
	static Document team(String field, Object value) {
		return new Document("team", TEAM).append(field, value);
	}

	static List<Document> read(FindIterable<Document> found) {
		return found.into(new ArrayList<>());
	}

	/**
	 * The id of the n-th document that is filled in, in the form and order of the
	 * service's own, and before all that it makes now.
	 */
	static ObjectId id(long n) {
		long millis = EPOCH + n * APART_MILLIS;
		ByteBuffer bytes = ByteBuffer.allocate(12).putInt((int) (millis / 1000));
		int fraction = (int) (millis % 1000) << 14;
		bytes.put((byte) (fraction >>> 16)).put((byte) (fraction >>> 8)).put((byte) fraction);
		return new ObjectId(bytes.put(new byte[5]).array());
	}

	/** When the n-th document that is filled in was made. */
	static Date time(long n) {
		return new Date(EPOCH + n * APART_MILLIS);
	}

	/** A document as another one is, but for its id and times. */
	static Document like(Document model, ObjectId id, Date time) {
		Document copy = new Document(model);
		copy.put("_id", id);
		for (String field : List.of("created_at", "updated_at")) {
			copy.computeIfPresent(field, (name, value) -> time);
		}
		return copy;
	}

	/** A document like another one for the bare driver to insert. */
	static Document anew(Document model) {
		Document copy = like(model, new ObjectId(), new Date());
		copy.put("team", OTHER_TEAM);
		return copy;
	}

	/** Inserts documents by their numbers, in two threads. */
	void fill(String collection, long from, long to, LongFunction<Document> document) throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<?>> batches = new ArrayList<>();
			for (long first = from; first < to; first += AT_ONCE) {
				long begin = first;
				batches.add(threads.submit(() -> collection(collection).insertMany(
						LongStream.range(begin, Math.min(begin + AT_ONCE, to)).mapToObj(document).toList(),
						new InsertManyOptions().ordered(false))));
			}
			for (Future<?> batch : batches) {
				batch.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Filling " + collection + ": " + ex.getCause().getMessage(), ex.getCause());
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** Whether an event waits in an outbox, or a message for its thread to count it. */
	boolean waits() {
		return WITH_OUTBOX.stream().anyMatch((name) -> has(name, "outbox.at", new Date(0)))
				|| has("messages", "filings.thread", "");
	}

	private boolean has(String collection, String field, Object above) {
		Bson waiting = team(field, new Document("$gt", above));
		return collection(collection).find(waiting).projection(new Document("_id", 1)).first() != null;
	}

	/** Waits until every event is out and every message counted; answers for how long. */
	double settle() {
		long start = System.nanoTime();
		long end = start + SETTLED.toNanos();
		while (waits()) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("After " + SETTLED.toSeconds() + " s events still wait in outboxes,"
						+ " or messages for their threads.");
			}
			pause();
		}
		return (System.nanoTime() - start) / 1e9;
	}

	private static void pause() {
		try {
			Thread.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void drop() {
		this.database.drop();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
