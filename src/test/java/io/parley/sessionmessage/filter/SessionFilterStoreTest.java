package io.parley.sessionmessage.filter;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.parley.store.JsonObject;
import io.parley.store.embedded.EmbeddedStore;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class SessionFilterStoreTest {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@TempDir
	static Path directory;

	private static EmbeddedStore server;

	private static MongoClient client;

	private static MongoCollection<Document> sessions;

	@BeforeAll
	static void startStore() {
		server = EmbeddedStore.open(directory, false);
		client = MongoClients.create(server.uri());
		sessions = client.getDatabase("parley").getCollection("sessions");
		sessions.createIndex(new Document("team", 1).append("session_id", 1), new IndexOptions().unique(true));
		insert("a", "pending", 0,
				"""
						{"text":"Hello","n":1,"tags":["x","y"],"items":[{"k":1,"v":2},{"k":3,"v":4}],"big":9007199254740993}""");
		insert("b", "sent", 1_700_000_000, """
				{"text":"hello world","n":2.5,"tags":[],"items":[{"k":1,"v":4}],"a.b":{"$gt":1},"null":null}""");
		insert("c", "pending", 5_000_000_000L, """
				{"text":"line one\\nline two","n":"1","tags":"x","mixed":[1,"a",{"k":1},[1,2],null],"d":-0.0}""");
		insert("d", "FAILED", 12, """
				{"n":1.0,"deep":{"er":{"est":true}},"scores":[3,8,15],"":"empty","e":1E+300,"%":"p"}""");
	}

	@AfterAll
	static void stopStore() {
		client.close();
		server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                              | a b c d
			{"status":"pending"}                            | a c
			{"session_id":"b"}                              | b
			{"session_id":{"$in":["a","d","x"]}}            | a d
			{"session_id":{"$gt":"a","$lt":"d"}}            | b c
			{"session_id":{"$gt":""},"status":{"$ne":"pending"}} | b d
			{"status":{"$regex":"^PEND","$options":"i"}}    | a c
			{"status":{"$regex":"^PEND"}}                   |
			{"status":{"$regex":"e","$ne":"sent"}}          | a c
			{"status":{"$not":{"$regex":"^p"}}}             | b d
			{"status":{"$not":{"$regex":"e","$ne":"sent"}}} | b d
			{"$or":[{"status":"sent"},{"expiry_date":12}]}  | b d
			{"$nor":[{"status":"sent"},{"expiry_date":12}]} | a c
			{"$and":[{"status":"pending"},{"$or":[{"expiry_date":0},{"expiry_date":1}]}]} | a
			{"expiry_date":{"$gte":12,"$lt":5000000000}}    | b d
			{"expiry_date":{"$mod":[5,2]}}                  | d
			{"message_data.n":1}                            | a d
			{"message_data.n":{"$gt":1}}                    | b
			{"message_data.n":{"$type":"string"}}           | c
			{"message_data.n":{"$type":["string","int"]}}   | a c
			{"message_data.n":{"$not":{"$gt":1}}}           | a c d
			{"message_data.n":{"$not":{"$gt":1,"$lt":9}}}   | a c d
			{"message_data.text":{"$exists":false}}         | d
			{"message_data.text":null}                      | d
			{"message_data.null":null}                      | a b c d
			{"message_data.null":{"$exists":true,"$eq":null}} | b
			{"message_data.text":{"$regex":"^hello$","$options":"i"}} | a
			{"message_data.text":{"$regex":"^line two$","$options":"m"}} | c
			{"message_data.text":{"$regex":"one.line","$options":"s"}} | c
			{"message_data.text":{"$regex":"hello \\\\ world # text","$options":"x"}} | b
			{"message_data.tags":"x"}                       | a c
			{"message_data.tags":[]}                        | b
			{"message_data.tags":["x","y"]}                 | a
			{"message_data.tags":["y","x"]}                 |
			{"message_data.tags":{"$all":["y","x"]}}        | a
			{"message_data.tags":{"$all":["x"]}}            | a c
			{"message_data.tags":{"$all":[]}}               |
			{"message_data.tags":{"$size":2}}               | a
			{"message_data.tags":{"$nin":["x"]}}            | b d
			{"message_data.tags.0":"x"}                     | a
			{"message_data.items":{"$elemMatch":{"k":1,"v":4}}} | b
			{"message_data.items":{"k":1,"v":4}}            | b
			{"message_data.items.k":3}                      | a
			{"message_data.items":{"$all":[{"$elemMatch":{"k":1}},{"$elemMatch":{"k":{"$gt":2}}}]}} | a
			{"message_data.items":{"$elemMatch":{"k":{"$gt":1,"$lt":4},"v":{"$in":[4]}}}} | a
			{"message_data.scores":{"$elemMatch":{"$gt":4,"$lt":8}}} |
			{"message_data.scores":{"$gt":4,"$lt":8}}       | d
			{"message_data.scores":{"$elemMatch":{"$gt":4,"$lt":9}}} | d
			{"message_data.mixed":{"$elemMatch":{"$elemMatch":{"$eq":2}}}} | c
			{"message_data.deep.er.est":true}               | d
			{"message_data.deep":{"er":{"est":true}}}       | d
			{"message_data.absent":{}}                      |
			{"message_data.absent.x":{"y":{"z":1}}}         |
			{"message_data.":"empty"}                       | d
			{"message_data.%":"p"}                          | d
			{"message_data.e":1E+300}                       | d
			{"message_data.d":0}                            | c
			{"message_data.big":{"$gt":9007199254740991}}   | a
			{"message_data":{"$exists":true},"message_data_template":{}} | a b c d
			{"message_data_template.type":"object"}         |
			{"created_at":{"$gt":"2026-01-01T00:00:00Z","$lte":"2026-01-01T00:00:00.003Z"}} | b c d
			{"created_at":"2026-01-01T00:00:00.001+00:00"}  | b
			{"created_at":{"$in":["2026-01-01T01:00:00+01:00",null]}} | a
			{"updated_at":{"$gte":"2026-02-01"}}            |
			""")
	void findsWhatTheFilterSays(String filter, String ids) {
		List<String> expected = (ids == null) ? List.of() : List.of(ids.split(" "));
		assertThat(find(SessionFilter.parse(read(filter), new FilterLimits(256, 8, 100, 1000)).query()))
			.containsExactlyElementsOf(expected);
	}

	@ParameterizedTest
	@EnumSource(SessionSort.class)
	void pagesWithoutGapOrRepetition(SessionSort sort) {
		SessionFilter filter = SessionFilter.parse(read("{\"status\":{\"$ne\":\"x\"}}"),
				new FilterLimits(256, 8, 100, 1000));
		List<String> all = new ArrayList<>();
		sessions.find(filter.query()).sort(order(sort)).forEach((found) -> all.add(found.getString("session_id")));
		List<String> paged = new ArrayList<>();
		Document last = sessions.find(filter.query()).sort(order(sort)).first();
		while (last != null) {
			paged.add(last.getString("session_id"));
			Object value = last.get(sort.order().field());
			SessionCursor cursor = new SessionCursor(sort,
					(value instanceof Date time) ? time.getTime() : ((Number) value).longValue(),
					last.getObjectId("_id"));
			last = sessions.find(filter.query(SessionCursor.decode(cursor.encode(), sort))).sort(order(sort)).first();
		}
		assertThat(paged).hasSize(4).isEqualTo(all);
	}

	@Test
	void makesNoQueryThatTheStoreRefuses() {
		Random random = new Random(11);
		int accepted = 0;
		for (int i = 0; i < 20_000; i++) {
			String json = MAPPER.writeValueAsString(RandomFilters.filter(random, 3));
			Document query = parseOrNull(json);
			if (query != null) {
				accepted++;
				assertThatCode(() -> find(new Document(query).append("team", "t"))).as(json).doesNotThrowAnyException();
			}
		}
		assertThat(accepted).isBetween(2_000, 18_000);
	}

	private static Document parseOrNull(String json) {
		try {
			return SessionFilter.parse(read(json), new FilterLimits(256, 8, 100, 1000)).query();
		}
		catch (InvalidFilterException ex) {
			assertThat(ex.getMessage()).startsWith(ex.field() + " ").doesNotContain("Exception", "java", "bson.");
			return null;
		}
	}

	private static List<String> find(Document query) {
		List<String> ids = new ArrayList<>();
		sessions.find(query)
			.sort(new Document("session_id", 1))
			.forEach((found) -> ids.add(found.getString("session_id")));
		return ids;
	}

	private static void insert(String id, String status, long expiry, String messageData) {
		long count = sessions.countDocuments();
		sessions.insertOne(new Document("_id", new ObjectId()).append("team", "t")
			.append("session_id", id)
			.append("message_data", read(messageData).stored())
			.append("message_data_template", new Document())
			.append("expiry_date", expiry)
			.append("status", status)
			.append("created_at", Date.from(Instant.parse("2026-01-01T00:00:00Z").plusMillis(count)))
			.append("updated_at", Date.from(Instant.parse("2026-01-01T00:00:00Z"))));
	}

	private static JsonObject read(String json) {
		return MAPPER.readValue(json, JsonObject.class);
	}

	/** Filters of every shape, most of them almost right. */
	private static final class RandomFilters {

		private static final String[] FIELDS = { "session_id", "status", "expiry_date", "message_data",
				"message_data.n", "message_data.tags", "message_data.items", "message_data.items.k",
				"message_data.mixed", "message_data.mixed.0", "message_data.mixed.k", "message_data.mixed.0.1",
				"message_data.deep.er", "message_data.$a..b", "message_data.text", "created_at", "updated_at",
				"message_data_template.x" };

		private static final String[] OPERATORS = { "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin",
				"$exists", "$not", "$regex", "$options", "$size", "$all", "$elemMatch", "$type", "$mod" };

		private static final Object[] SCALARS = { 0, 1, -1, 2, 9_007_199_254_740_993L, Long.MIN_VALUE, 1.5, "a", "x",
				"", "i", "number", "array", true, false, "2026-01-01T00:00:00Z", "^a.*", "[a",
				new BigDecimal("1E+6000"), new BigDecimal("-0.0"), "\u0000", "😀", "hello" };

		private RandomFilters() {
		}

		static Map<String, Object> filter(Random random, int depth) {
			Map<String, Object> filter = new LinkedHashMap<>();
			for (int i = random.nextInt(3) + (depth == 3 ? 1 : 0); i > 0; i--) {
				if (depth > 0 && random.nextInt(6) == 0) {
					filter.put(pick(random, "$and", "$or", "$nor", "$nor", "$or", "$where", "$expr", "$not"),
							list(random, depth - 1, true));
				}
				else {
					filter.put(random.nextInt(30) == 0 ? "_id" : pick(random, FIELDS), condition(random, depth));
				}
			}
			return filter;
		}

		private static Object condition(Random random, int depth) {
			return random.nextInt(4) == 0 ? value(random, depth) : operators(random, depth);
		}

		private static Map<String, Object> operators(Random random, int depth) {
			Map<String, Object> operators = new LinkedHashMap<>();
			for (int i = random.nextInt(3) / 2; i >= 0; i--) {
				String operator = random.nextInt(40) == 0 ? pick(random, "$where", "x", "$near", "$text")
						: pick(random, OPERATORS);
				operators.put(operator,
						random.nextInt(12) == 0 ? value(random, depth) : operand(random, operator, depth));
			}
			return operators;
		}

		private static Object operand(Random random, String operator, int depth) {
			int below = Math.max(depth - 1, 0);
			return switch (operator) {
				case "$gt", "$gte", "$lt", "$lte" -> scalar(random);
				case "$in", "$nin" -> list(random, below, false);
				case "$all" -> random.nextBoolean() ? list(random, below, false)
						: List.of(Collections.singletonMap("$elemMatch", operand(random, "$elemMatch", below)));
				case "$exists" -> random.nextBoolean();
				case "$not" -> (depth == 0) ? Collections.singletonMap("$gt", 1) : operators(random, below);
				case "$regex" ->
					pick(random, "^a", "b$", ".*x.*", "(a|b)", "[a-z]+", "\\d{2}", "(?i)HELLO", "(a+)+", "");
				case "$options" -> pick(random, "i", "im", "xs", "g", "");
				case "$size" -> pick(random, 0, 1, 2, 3, -1);
				case "$mod" -> List.of(pick(random, 2, 0, -3, 4_294_967_296L), pick(random, 0, 1, 1.5));
				case "$type" -> pick(random, "string", "number", 2, "array", List.of("null", "bool"), "objectId", 99);
				case "$elemMatch" ->
					(depth == 0) ? Collections.singletonMap("k", 1) : random.nextBoolean() ? operators(random, below)
							: Collections.singletonMap(pick(random, "k", "0", "v.w", "$or"), condition(random, below));
				default -> value(random, depth);
			};
		}

		private static Object value(Random random, int depth) {
			return switch (random.nextInt((depth > 0) ? 6 : 4)) {
				case 4 -> list(random, depth - 1, false);
				case 5 -> Collections.singletonMap(pick(random, "k", "$gt", "a.b", ""), value(random, depth - 1));
				default -> scalar(random);
			};
		}

		private static Object scalar(Random random) {
			return random.nextInt(10) == 0 ? null : pick(random, SCALARS);
		}

		private static List<Object> list(Random random, int depth, boolean filters) {
			List<Object> list = new ArrayList<>();
			for (int i = random.nextInt(4); i > 0; i--) {
				list.add(filters ? filter(random, depth) : value(random, depth));
			}
			return list;
		}

		@SafeVarargs
		private static <T> T pick(Random random, T... choices) {
			return choices[random.nextInt(choices.length)];
		}

	}

	private static Document order(SessionSort sort) {
		int direction = sort.order().descending() ? -1 : 1;
		return new Document(sort.order().field(), direction).append("_id", direction);
	}

}
