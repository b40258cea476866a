package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same documents with and without indexes must give the same answers, whatever is
 * asked.
 */
class IndexedQueryTest {

	private static final int DOCUMENTS = 200;

	private static final int QUERIES = 200;

	private static final List<String> SORTED = List.of("team", "key", "at", "serial", "_id", "tags", "deep", "deep.x");

	private final Random random = new Random(20261121);

	private EmbeddedStore store;

	private StoreClient client;

	private MongoCollection<Document> indexed;

	private MongoCollection<Document> plain;

	@BeforeEach
	void open(@TempDir Path directory) {
		this.store = EmbeddedStore.open(directory, false);
		this.client = StoreClient.of(this.store);
		this.indexed = this.client.collection("indexed");
		this.plain = this.client.collection("plain");
		this.indexed.createIndex(Indexes.ascending("team", "serial"), new IndexOptions().unique(true));
		this.indexed.createIndex(Indexes.ascending("rare"), new IndexOptions().unique(true).sparse(true));
		this.indexed.createIndex(Indexes.ascending("team", "marks"), new IndexOptions().unique(true));
		this.indexed.createIndex(Indexes.ascending("team", "key", "at"));
		this.indexed.createIndex(Indexes.ascending("key", "tags"));
		this.indexed.createIndex(Indexes.ascending("deep"));
		this.indexed.createIndex(Indexes.compoundIndex(Indexes.ascending("team"), Indexes.descending("at")));
		this.indexed.createIndex(Indexes.ascending("tags", "at", "_id"));
		this.indexed.createIndex(Indexes.ascending("deep.x", "key"));
		this.indexed.createIndex(Indexes.ascending("at"));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.store.close();
	}

	@Test
	void findsWithAnIndexWhatAScanFinds() {
		List<Document> documents = IntStream.range(0, DOCUMENTS).mapToObj(this::document).toList();
		this.indexed.insertMany(documents);
		this.plain.insertMany(documents);
		change();
		for (int i = 0; i < QUERIES; i++) {
			Document query = query();
			assertThat(ids(this.indexed, query)).as(query.toJson()).isEqualTo(ids(this.plain, query));
			assertThat(aggregated(this.indexed, query)).as(query.toJson()).isEqualTo(aggregated(this.plain, query));
			assertThat(this.indexed.countDocuments(query)).as(query.toJson())
				.isEqualTo(this.plain.countDocuments(query));
			verifySorted(query);
		}
	}

	/**
	 * Each is in the index as it was before or after a change, and never in neither place
	 * or both.
	 */
	@Test
	void findsEachOnceWhileItMovesFromOneKeyToAnother() throws Exception {
		MongoCollection<Document> moving = this.client.collection("moving");
		moving.createIndex(Indexes.ascending("team", "state", "_id"));
		List<Integer> all = IntStream.range(0, 20).boxed().toList();
		moving.insertMany(
				all.stream().map((i) -> new Document("_id", i).append("team", "t").append("state", "a")).toList());
		Document either = new Document("team", "t").append("state", new Document("$in", List.of("a", "b", "c")));
		AtomicBoolean ended = new AtomicBoolean();
		CompletableFuture<Void> moves = CompletableFuture.runAsync(() -> {
			for (int n = 0; !ended.get(); n++) {
				moving.updateOne(new Document("_id", n % all.size()),
						Updates.set("state", List.of("c", "b", "a").get(n / all.size() % 3)));
			}
		});
		for (int n = 0; n < 1000 && !moves.isDone(); n++) {
			assertThat(moving.find(either).map((document) -> document.getInteger("_id")))
				.containsExactlyInAnyOrderElementsOf(all);
			assertThat(moving.countDocuments(new Document("team", "t"))).isEqualTo(all.size());
		}
		ended.set(true);
		moves.get();
	}

	@Test
	void countsInAnIndexWhatAScanCounts() {
		MongoCollection<Document> counted = this.client.collection("counted");
		counted.createIndex(Indexes.ascending("team", "key", "at", "_id"));
		List<Document> documents = IntStream.range(0, DOCUMENTS).mapToObj(this::countedDocument).toList();
		counted.insertMany(documents);
		this.plain.insertMany(documents);
		verifyCounts(counted);
		Document several = countedDocument(DOCUMENTS).append("key", List.of("s", "s\u0000", "t"));
		List.of(counted, this.plain).forEach((collection) -> collection.insertOne(several));
		verifyCounts(counted);
	}

	private Document countedDocument(int i) {
		Document document = new Document("_id", i).append("team", pick(List.of("a", "b")));
		if (chance(9)) {
			document.append("key", pick(Arrays.asList("", "s", "s\u0000", "t", "\ud83d\ude80", true, false, null, 1)));
		}
		if (chance(9)) {
			document.append("at", chance(9) ? new Date(this.random.nextInt(20) - 10) : "then");
		}
		return document;
	}

	private void verifyCounts(MongoCollection<Document> counted) {
		for (int i = 0; i < QUERIES; i++) {
			Document query = new Document("team", pick(List.of("a", "b", "c")));
			if (chance(8)) {
				query.append("key", pick(List.of("", "s", "s\u0000", "t", "\ud83d\ude80", true, false)));
			}
			if (chance(8)) {
				Document range = new Document();
				IntStream.range(0, 1 + this.random.nextInt(3))
					.forEach((n) -> range.append(pick(List.of("$gt", "$gte", "$lt", "$lte")),
							new Date(this.random.nextInt(24) - 12)));
				query.append("at", range);
			}
			CountOptions limit = new CountOptions().limit(this.random.nextInt(2) * 3);
			assertThat(counted.countDocuments(query, limit)).as(query.toJson())
				.isEqualTo(this.plain.countDocuments(query, limit));
		}
	}

	@Test
	void trustsNoOrderOfAnIndexThatHoldsArrays() {
		List<Object> tags = List.of(List.of(1, 9), 5, 10);
		tags.forEach((tag) -> this.indexed.insertOne(new Document("_id", tags.indexOf(tag) + 1).append("tags", tag)
			.append("serial", tag.hashCode())
			.append("marks", tag)));
		Document over = new Document("tags", new Document("$gt", 3));
		assertThat(this.indexed.find(over).sort(Sorts.ascending("tags")).map((found) -> found.get("_id")))
			.containsExactly(1, 2, 3);
	}

	@Test
	void takesAnEmptyArrayForAKeyOfAUniqueIndex() {
		MongoCollection<Document> unique = this.client.collection("unique");
		unique.createIndex(Indexes.ascending("team", "marks"), new IndexOptions().unique(true));
		unique.insertMany(List.of(new Document("team", "a").append("marks", List.of()), new Document("team", "a"),
				new Document("team", "a").append("marks", List.of(1, 2, 1))));
		assertThat(unique.countDocuments(new Document("team", "a"))).isEqualTo(3);
		assertThat(unique.countDocuments(new Document("team", "a").append("marks", 2))).isOne();
		List.of(List.of(), List.of(3, 2))
			.forEach((marks) -> assertThatExceptionOfType(MongoWriteException.class)
				.isThrownBy(() -> unique.insertOne(new Document("team", "a").append("marks", marks)))
				.matches((ex) -> ex.getCode() == 11000));
	}

	@Test
	void refusesTwoArraysInOneEntry() {
		assertThatExceptionOfType(MongoWriteException.class)
			.isThrownBy(() -> this.indexed
				.insertOne(new Document("serial", 1).append("key", List.of(1)).append("tags", List.of(1))))
			.matches((ex) -> ex.getCode() == 171);
	}

	private void verifySorted(Document query) {
		String field = pick(SORTED);
		Document sort = new Document(field, pick(List.of(1, -1)));
		sort.putIfAbsent("_id", pick(List.of(1, -1)));
		int limit = this.random.nextInt(4) * 3;
		assertThat(this.indexed.find(query).sort(sort).skip(limit / 2).limit(limit)).as(query.toJson() + sort.toJson())
			.containsExactlyElementsOf(this.plain.find(query).sort(sort).skip(limit / 2).limit(limit));
	}

	/** Indexes follow updates and deletes as well. */
	private void change() {
		for (int i = 0; i < DOCUMENTS; i += 3) {
			Document changed = document(i).append("_id", i);
			List.of("serial", "rare", "marks").forEach(changed::remove);
			Document byId = new Document("_id", i);
			Document set = new Document("$set", changed);
			List.of(this.indexed, this.plain).forEach((collection) -> collection.updateOne(byId, set));
			if (i % 4 == 0) {
				List.of(this.indexed, this.plain).forEach((collection) -> collection.deleteOne(byId));
			}
		}
	}

	private Document document(int i) {
		Document document = new Document("_id", i).append("serial", i)
			.append("marks", chance(7) ? List.of(i, -i - 1) : i);
		if (chance(3)) {
			document.append("rare", i);
		}
		if (chance(9)) {
			document.append("team", pick(List.of("a", "b")));
		}
		if (chance(8)) {
			document.append("key", value());
		}
		if (chance(8)) {
			document.append("tags", chance(8) ? list() : value());
		}
		if (chance(9)) {
			document.append("at", new Date(this.random.nextInt(50)));
		}
		if (chance(8)) {
			document.append("deep", chance(7) ? new Document("x", value())
					: pick(List.of(list(), List.of(new Document("x", value()), new Document("y", 1)), 7, List.of())));
		}
		return document;
	}

	private Document query() {
		Document query = new Document();
		int conditions = 1 + this.random.nextInt(3);
		for (int i = 0; i < conditions; i++) {
			String field = pick(List.of("team", "key", "tags", "at", "deep.x", "deep", "serial", "rare", "_id"));
			query.append(field, condition(field));
		}
		if (chance(2)) {
			query.append("$and", List.of(new Document("team", condition("team")), new Document("at", condition("at"))));
		}
		if (chance(2)) {
			query.append("$or",
					List.of(new Document("key", condition("key")), new Document("tags", condition("tags"))));
		}
		return query;
	}

	private Object condition(String field) {
		return switch (this.random.nextInt(9)) {
			case 0, 1, 2 -> operand(field);
			case 3 -> new Document("$eq", operand(field));
			case 4 -> new Document("$in", Arrays.asList(operand(field), operand(field), operand(field)));
			case 5 -> new Document(pick(List.of("$gt", "$gte", "$lt", "$lte")), operand(field));
			case 6 -> new Document("$gte", operand(field)).append("$lt", operand(field));
			case 7 -> new Document(pick(List.of("$ne", "$exists")), operand(field));
			default -> new Document("$not", new Document("$gt", operand(field)));
		};
	}

	private Object operand(String field) {
		return switch (field) {
			case "team" -> chance(9) ? pick(List.of("a", "b")) : value();
			case "at" -> chance(9) ? new Date(this.random.nextInt(50)) : null;
			case "rare" -> chance(6) ? this.random.nextInt(DOCUMENTS) : null;
			case "serial", "_id" -> chance(9) ? this.random.nextInt(DOCUMENTS) : value();
			case "tags" -> chance(7) ? value() : chance(5) ? List.of() : list();
			case "deep" -> chance(8) ? new Document("x", value()) : value();
			default -> value();
		};
	}

	private Object value() {
		return pick(Arrays.asList(null, "", "s", "t", "s\u0000", 1, 1L, 1.0, 2, 2.5, -3, new Decimal128(2), true, false,
				new Date(10), new Binary(new byte[] { 1 }), (1L << 53) + 1));
	}

	private List<Object> list() {
		return IntStream.range(0, this.random.nextInt(4))
			.mapToObj((i) -> value())
			.collect(Collectors.toCollection(ArrayList::new));
	}

	private boolean chance(int ofTen) {
		return this.random.nextInt(10) < ofTen;
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static Set<Object> ids(MongoCollection<Document> collection, Document query) {
		return collection.find(query).map((document) -> document.get("_id")).into(new java.util.HashSet<>());
	}

	private static List<Document> aggregated(MongoCollection<Document> collection, Document query) {
		return collection.aggregate(List.of(new Document("$match", query),
				new Document("$sort", new Document("_id", 1)), new Document("$project", new Document("key", 1))))
			.into(new ArrayList<>());
	}

}
