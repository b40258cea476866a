package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What each operator finds, as MongoDB's manual (reference/operator/query, query for null
 * or missing fields, query an array, BSON type comparison order) says.
 */
class DocumentFilterTest {

	/** A document, a filter, and whether it is found. */
	private static final String TABLE = """
			{a: 1}                                   | {a: 1}                                     | yes
			{a: 1}                                   | {a: {$eq: {$numberLong: "1"}}}             | yes
			{a: 1}                                   | {a: {$numberDecimal: "1.00"}}              | yes
			{a: {$numberDecimal: "0.1"}}             | {a: {$numberDecimal: "0.1000000000000000000000000000000001"}} | no
			{a: {$numberDecimal: "0.1"}}             | {a: 0.1}                                   | no
			{a: {$numberDecimal: "0.5"}}             | {a: 0.5}                                   | yes
			{a: {$numberDecimal: "9223372036854775808"}} | {a: {$numberLong: "9223372036854775807"}} | no
			{a: {$numberLong: "9223372036854775807"}} | {a: 9223372036854775808.0}                | no
			{a: {$numberLong: "9007199254740993"}}   | {a: 9007199254740992.0}                    | no
			{a: {$numberLong: "9007199254740993"}}   | {a: {$gt: 9007199254740992.0}}             | yes
			{a: {$numberDecimal: "0.1"}}             | {a: {$lt: 0.1}}                            | yes
			{a: {$numberDecimal: "1E+6000"}}         | {a: {$gt: 1e308}}                          | yes
			{a: {$numberDecimal: "-0"}}              | {a: 0}                                     | yes
			{a: -0.0}                                | {a: 0}                                     | yes
			{a: {$numberDouble: "NaN"}}              | {a: {$numberDecimal: "NaN"}}               | yes
			{a: {$numberDouble: "NaN"}}              | {a: {$lt: 5}}                              | no
			{a: {$numberDouble: "NaN"}}              | {a: {$gte: {$numberDouble: "NaN"}}}        | yes
			{a: 5}                                   | {a: {$gt: {$numberDouble: "NaN"}}}         | no
			{a: {$numberDouble: "Infinity"}}         | {a: {$numberDecimal: "Infinity"}}          | yes
			{a: 1}                                   | {a: true}                                  | no
			{a: 1}                                   | {a: "1"}                                   | no
			{a: "a"}                                 | {a: "A"}                                   | no
			{a: null}                                | {a: null}                                  | yes
			{}                                       | {a: null}                                  | yes
			{a: []}                                  | {a: null}                                  | no
			{a: [1, null]}                           | {a: null}                                  | yes
			{a: [1]}                                 | {a: null}                                  | no
			{a: [1, null]}                           | {a: {$ne: null}}                           | no
			{a: 4}                                   | {"a.b": null}                              | yes
			{a: {}}                                  | {"a.b": null}                              | yes
			{a: []}                                  | {"a.b": null}                              | no
			{a: [1, 2]}                              | {"a.b": null}                              | no
			{a: [{b: 1}, {}]}                        | {"a.b": null}                              | yes
			{a: [{b: 1}, {b: 2}]}                    | {"a.b": null}                              | no
			{a: [{b: 1}, {b: 2}]}                    | {"a.b": {$ne: null}}                       | yes
			{a: [{b: 1}, {}]}                        | {"a.b": {$ne: null}}                       | no
			{}                                       | {a: {$gte: null}}                          | yes
			{a: null}                                | {a: {$lt: null}}                           | no
			{a: 1}                                   | {a: {$gt: null}}                           | no
			{a: null}                                | {a: {$exists: true}}                       | yes
			{}                                       | {a: {$exists: true}}                       | no
			{}                                       | {a: {$exists: 0}}                          | yes
			{a: []}                                  | {a: {$exists: true}}                       | yes
			{a: []}                                  | {"a.b": {$exists: false}}                  | yes
			{a: [1, 2]}                              | {"a.b": {$exists: false}}                  | yes
			{a: [{}, {b: 1}]}                        | {"a.b": {$exists: false}}                  | no
			{a: [{}, {}]}                            | {"a.b": {$exists: false}}                  | yes
			{a: [{}, {b: 1}]}                        | {"a.b": {$exists: true}}                   | yes
			{a: {b: 1}}                              | {"a.b": {$exists: false}}                  | no
			{a: [5, 6]}                              | {"a.1": {$exists: true}}                   | yes
			{a: [5, 6]}                              | {"a.2": {$exists: true}}                   | no
			{a: [1, 2, 3]}                           | {a: 2}                                     | yes
			{a: [1, 2, 3]}                           | {a: [1, 2, 3]}                             | yes
			{a: [1, 2, 3]}                           | {a: [3, 2, 1]}                             | no
			{a: [1, 2, 3]}                           | {a: [1, 2]}                                | no
			{a: [[1, 2], 3]}                         | {a: [1, 2]}                                | yes
			{a: [[1, 2], 3]}                         | {a: 1}                                     | no
			{a: [1, 2]}                              | {a: [1.0, {$numberLong: "2"}]}             | yes
			{a: 1}                                   | {a: [1]}                                   | no
			{a: [1, 5]}                              | {a: {$gt: 2, $lt: 4}}                      | yes
			{a: [1, 5]}                              | {a: {$elemMatch: {$gt: 2, $lt: 4}}}        | no
			{a: [1, 5]}                              | {a: {$gt: 5}}                              | no
			{a: [2]}                                 | {a: {$gt: [1, 9]}}                         | yes
			{a: [1]}                                 | {a: {$lt: [1, 0]}}                         | yes
			{a: 5}                                   | {a: {$gt: [1]}}                            | no
			{a: "5"}                                 | {a: {$gt: 1}}                              | no
			{a: {b: 1}}                              | {a: {$gt: 1}}                              | no
			{a: {b: 2}}                              | {a: {$gt: {b: 1}}}                         | yes
			{a: {b: 1}}                              | {a: {$gt: {b: 1}}}                         | no
			{a: {b: 1, c: 2}}                        | {a: {$gt: {b: 1}}}                         | yes
			{a: "b"}                                 | {a: {$gt: "a"}}                            | yes
			{a: "\\ud83d\\ude00"}                    | {a: {$gt: "\\uffff"}}                      | yes
			{a: true}                                | {a: {$gt: false}}                          | yes
			{a: {$date: 5}}                          | {a: {$lte: {$date: 5}}}                    | yes
			{a: {x: 1, y: 2}}                        | {a: {x: 1, y: 2}}                          | yes
			{a: {x: 1, y: 2}}                        | {a: {y: 2, x: 1}}                          | no
			{a: {x: 1, y: 2}}                        | {a: {x: 1}}                                | no
			{a: {x: 1}}                              | {a: {x: 1.0}}                              | yes
			{a: {x: null}}                           | {a: {}}                                    | no
			{a: {}}                                  | {a: {}}                                    | yes
			{a: [{x: 1}]}                            | {a: {x: 1}}                                | yes
			{a: 1}                                   | {a: {$ne: 1}}                              | no
			{}                                       | {a: {$ne: 1}}                              | yes
			{a: [1, 2]}                              | {a: {$ne: 1}}                              | no
			{a: [1, 2]}                              | {a: {$ne: 3}}                              | yes
			{a: [1, 2]}                              | {a: {$ne: [1, 2]}}                         | no
			{a: 1}                                   | {a: {$in: [1, 2]}}                         | yes
			{a: 1}                                   | {a: {$in: []}}                             | no
			{}                                       | {a: {$in: [null]}}                         | yes
			{a: [1, 2]}                              | {a: {$in: [2, 9]}}                         | yes
			{a: [1, 2]}                              | {a: {$in: [[1, 2]]}}                       | yes
			{a: "abc"}                               | {a: {$in: [{$regularExpression: {pattern: "^a", options: ""}}]}} | yes
			{a: {$numberDecimal: "0.1"}}             | {a: {$in: [0.1]}}                          | no
			{a: 1}                                   | {a: {$nin: [1, 2]}}                        | no
			{}                                       | {a: {$nin: [1, 2]}}                        | yes
			{a: [1, 3]}                              | {a: {$nin: [1, 2]}}                        | no
			{a: 1}                                   | {a: {$nin: []}}                            | yes
			{a: 1, b: 2}                             | {$and: [{a: 1}, {b: 2}]}                   | yes
			{a: 1, b: 2}                             | {$and: [{a: 1}, {b: 3}]}                   | no
			{a: 1, b: 2}                             | {$or: [{a: 9}, {b: 2}]}                    | yes
			{a: 1, b: 2}                             | {$nor: [{a: 9}, {b: 2}]}                   | no
			{a: 1}                                   | {$nor: [{a: 2}, {a: {$exists: false}}]}    | yes
			{a: 1}                                   | {a: {$not: {$gt: 5}}}                      | yes
			{}                                       | {a: {$not: {$gt: 5}}}                      | yes
			{a: [1, 9]}                              | {a: {$not: {$gt: 5}}}                      | no
			{a: "abc"}                               | {a: {$not: {$regularExpression: {pattern: "^a", options: ""}}}} | no
			{a: "abc"}                               | {a: {$not: {$regex: "^b"}}}                | yes
			{a: 5}                                   | {a: {$not: {$regex: "5"}}}                 | yes
			{a: [1, 2]}                              | {a: {$not: {$size: 2}}}                    | no
			{a: [1, 9]}                              | {a: {$not: {$elemMatch: {$gt: 5}}}}        | no
			{a: "abc"}                               | {a: {$regex: "B", $options: "i"}}          | yes
			{a: 17}                                  | {a: {$regex: "7"}}                         | no
			{a: ["x", "17"]}                         | {a: {$regex: "7"}}                         | yes
			{a: "line\\n"}                           | {a: {$regex: "line$"}}                     | yes
			{a: "line\\n\\n"}                        | {a: {$regex: "line$"}}                     | no
			{a: "line\\r"}                           | {a: {$regex: "line$"}}                     | no
			{a: "line\\u0085"}                       | {a: {$regex: "line$"}}                     | no
			{a: "line\\u2028"}                       | {a: {$regex: "line$"}}                     | no
			{a: "line\\r\\n"}                        | {a: {$regex: "line$"}}                     | no
			{a: "one\\ntwo"}                         | {a: {$regex: "one$"}}                      | no
			{a: "one\\ntwo"}                         | {a: {$regex: "^two$", $options: "m"}}      | yes
			{a: "one\\rtwo"}                         | {a: {$regex: "^two$", $options: "m"}}      | no
			{a: "a\\nb"}                             | {a: {$regex: "a.b"}}                       | no
			{a: "a\\rb"}                             | {a: {$regex: "a.b"}}                       | yes
			{a: "a\\u2028b"}                         | {a: {$regex: "a.b"}}                       | yes
			{a: "a\\nb"}                             | {a: {$regex: "a.b", $options: "s"}}        | yes
			{a: "ÄB"}                                | {a: {$regex: "äb", $options: "i"}}         | yes
			{a: "ab"}                                | {a: {$regex: "a b # c", $options: "x"}}    | yes
			{a: {$regularExpression: {pattern: "x", options: "i"}}} | {a: {$regularExpression: {pattern: "x", options: "i"}}} | yes
			{a: {$regularExpression: {pattern: "xy", options: ""}}} | {a: {$regex: "x"}} | no
			{a: [1, 2]}                              | {a: {$size: 2}}                            | yes
			{a: [1, 2]}                              | {a: {$size: 2.0}}                          | yes
			{a: [[1, 2], [3]]}                       | {a: {$size: 1}}                            | no
			{a: "ab"}                                | {a: {$size: 2}}                            | no
			{}                                       | {a: {$size: 0}}                            | no
			{a: []}                                  | {a: {$size: 0}}                            | yes
			{a: [{b: [1]}, {b: [1, 2]}]}             | {"a.b": {$size: 2}}                        | yes
			{a: [1, 2, 3]}                           | {a: {$all: [3, 1]}}                        | yes
			{a: [1, 2, 3]}                           | {a: {$all: [3, 4]}}                        | no
			{a: 5}                                   | {a: {$all: [5]}}                           | yes
			{a: [1]}                                 | {a: {$all: []}}                            | no
			{a: [[1, 2]]}                            | {a: {$all: [[1, 2]]}}                      | yes
			{a: [1, 2]}                              | {a: {$all: [[1, 2]]}}                      | yes
			{a: [{x: 1, y: 2}, {x: 3, y: 4}]}        | {a: {$all: [{$elemMatch: {x: 1, y: 2}}, {$elemMatch: {x: 3}}]}} | yes
			{a: [{x: 1, y: 4}, {x: 3, y: 2}]}        | {a: {$all: [{$elemMatch: {x: 1, y: 2}}]}}  | no
			{a: ["ab", "cd"]}                        | {a: {$all: [{$regularExpression: {pattern: "^a", options: ""}}, "cd"]}} | yes
			{a: [{b: 1}, {b: 2}]}                    | {"a.b": {$all: [1, 2]}}                    | yes
			{a: [{x: 1, y: 2}]}                      | {a: {$elemMatch: {x: 1, y: 2}}}            | yes
			{a: [{x: 1, y: 3}, {x: 2, y: 2}]}        | {a: {$elemMatch: {x: 1, y: 2}}}            | no
			{a: {x: 1, y: 2}}                        | {a: {$elemMatch: {x: 1, y: 2}}}            | no
			{a: [{x: 1}, 5]}                         | {a: {$elemMatch: {}}}                      | yes
			{a: [5]}                                 | {a: {$elemMatch: {}}}                      | no
			{a: [{x: 1}]}                            | {a: {$elemMatch: {$or: [{x: 2}, {x: 1}]}}} | yes
			{a: [[5, 6]]}                            | {a: {$elemMatch: {$elemMatch: {$gt: 5}}}}  | yes
			{a: [[5, 6]]}                            | {a: {$elemMatch: {$gt: 5}}}                | no
			{a: [[5, 6]]}                            | {a: {$elemMatch: {"0": 5}}}                | yes
			{a: [1, 2]}                              | {a: {$elemMatch: {$ne: 1}}}                | yes
			{a: [1, 1]}                              | {a: {$elemMatch: {$ne: 1}}}                | no
			{a: [1, 2]}                              | {a: {$elemMatch: {$nin: [1], $exists: true}}} | yes
			{a: [null]}                              | {a: {$elemMatch: {$eq: null}}}             | yes
			{a: 1}                                   | {a: {$type: "int"}}                        | yes
			{a: 1}                                   | {a: {$type: 16}}                           | yes
			{a: 1}                                   | {a: {$type: "number"}}                     | yes
			{a: {$numberDecimal: "1"}}               | {a: {$type: "number"}}                     | yes
			{a: {$numberDecimal: "1"}}               | {a: {$type: ["string", "decimal"]}}        | yes
			{a: 1.5}                                 | {a: {$type: "double"}}                     | yes
			{a: 1.5}                                 | {a: {$type: "int"}}                        | no
			{a: null}                                | {a: {$type: "null"}}                       | yes
			{}                                       | {a: {$type: "null"}}                       | no
			{a: [1, "x"]}                            | {a: {$type: "string"}}                     | yes
			{a: [1, "x"]}                            | {a: {$type: "array"}}                      | yes
			{a: []}                                  | {a: {$type: 4}}                            | yes
			{a: {}}                                  | {a: {$type: "object"}}                     | yes
			{a: [{}]}                                | {a: {$type: "object"}}                     | yes
			{a: {$regularExpression: {pattern: "x", options: ""}}} | {a: {$type: "regex"}}        | yes
			{a: {$date: 1}}                          | {a: {$type: "date"}}                       | yes
			{a: true}                                | {a: {$type: "bool"}}                       | yes
			{a: 12}                                  | {a: {$mod: [4, 0]}}                        | yes
			{a: 13}                                  | {a: {$mod: [4, 0]}}                        | no
			{a: 13.9}                                | {a: {$mod: [4, 1]}}                        | yes
			{a: -5}                                  | {a: {$mod: [4, -1]}}                       | yes
			{a: -5}                                  | {a: {$mod: [4, 3]}}                        | no
			{a: {$numberDecimal: "13.9"}}            | {a: {$mod: [4.9, 1.2]}}                    | yes
			{a: {$numberLong: "9223372036854775807"}} | {a: {$mod: [10, 7]}}                      | yes
			{a: 1e300}                               | {a: {$mod: [4, 0]}}                        | no
			{a: {$numberDouble: "NaN"}}              | {a: {$mod: [4, 0]}}                        | no
			{a: "12"}                                | {a: {$mod: [4, 0]}}                        | no
			{a: [3, 8]}                              | {a: {$mod: [4, 0]}}                        | yes
			{}                                       | {a: {$mod: [4, 0]}}                        | no
			{a: {b: {c: 1}}}                         | {"a.b.c": 1}                               | yes
			{a: [{b: [{c: 1}]}]}                     | {"a.b.c": 1}                               | yes
			{a: [[{b: 1}]]}                          | {"a.b": 1}                                 | no
			{a: [[{b: 1}]]}                          | {"a.0.b": 1}                               | yes
			{a: [[{b: 1}]]}                          | {"a.0.0.b": 1}                             | yes
			{a: [{b: 1}, {b: 2}]}                    | {"a.1.b": 2}                               | yes
			{a: [{b: 1}, {b: 2}]}                    | {"a.0.b": 2}                               | no
			{a: [5, 6]}                              | {"a.0": 5}                                 | yes
			{a: [5, 6]}                              | {"a.1": 5}                                 | no
			{a: {"0": 5}}                            | {"a.0": 5}                                 | yes
			{a: [{"0": 5}]}                          | {"a.0": 5}                                 | yes
			{a: [5, 6]}                              | {"a.00": 5}                                | no
			{a: [{b: [1, 2]}]}                       | {"a.b": [1, 2]}                            | yes
			{a: 1}                                   | {a: {$gte: 1, $lte: 1, $ne: 2}}            | yes
			""";

	private static EmbeddedStore store;

	private static StoreClient client;

	@BeforeAll
	static void open(@TempDir Path directory) {
		store = EmbeddedStore.open(directory, false);
		client = StoreClient.of(store);
	}

	@AfterAll
	static void close() {
		client.close();
		store.close();
	}

	static Stream<String> finds() {
		return TABLE.lines();
	}

	@ParameterizedTest
	@MethodSource
	void finds(String row) {
		String[] cells = row.split("\\s*\\|\\s*");
		Document filter = Document.parse(cells[1]);
		boolean expected = cells[2].equals("yes");
		MongoCollection<Document> documents = client.collection("documents");
		documents.deleteMany(new Document());
		documents.insertOne(Document.parse(cells[0]).append("_id", 1));
		assertThat(documents.find(filter).first() != null).as("find").isEqualTo(expected);
		assertThat(documents.countDocuments(filter)).as("count").isEqualTo(expected ? 1 : 0);
		MongoCollection<Document> indexed = client.collection("indexed");
		indexed.createIndex(new Document("a", 1));
		indexed.createIndex(new Document("a.b", 1));
		indexed.deleteMany(new Document());
		indexed.insertOne(Document.parse(cells[0]).append("_id", 1));
		assertThat(indexed.find(filter).first() != null).as("find with an index").isEqualTo(expected);
		List<Document> second = List.of(new Document("$addFields", new Document("n", 1)),
				new Document("$match", filter));
		assertThat(documents.aggregate(second).first() != null).as("match in a pipeline").isEqualTo(expected);
		boolean isUpdated = documents.updateOne(filter, new Document("$set", new Document("n", 1)))
			.getModifiedCount() == 1;
		assertThat(isUpdated).as("update").isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{$and: []}", "{$or: 1}", "{$nor: [1]}", "{a: {$in: 1}}", "{a: {$nin: {}}}",
			"{a: {$in: [{$gt: 1}]}}", "{a: {$not: 1}}", "{a: {$not: {}}}", "{a: {$not: {b: 1}}}", "{a: {$size: -1}}",
			"{a: {$size: 1.5}}", "{a: {$size: 'x'}}", "{a: {$all: 1}}", "{a: {$all: [{$elemMatch: {}}, 1]}}",
			"{a: {$elemMatch: 1}}", "{a: {$type: 'strange'}}", "{a: {$type: 99}}", "{a: {$type: []}}",
			"{a: {$type: {}}}", "{a: {$mod: [0, 1]}}", "{a: {$mod: [1]}}", "{a: {$mod: ['x', 1]}}", "{a: {$mod: 1}}",
			"{a: {$regex: 1}}", "{a: {$regex: '('}}", "{a: {$regex: 'a', $options: 'q'}}", "{a: {$options: 'i'}}",
			"{a: {$strange: 1}}", "{$strange: 1}", "{a: {$gt: 1, b: 2}}",
			"{a: {$ne: {$regularExpression: {pattern: 'x', options: ''}}}}",
			"{a: {$gt: {$regularExpression: {pattern: 'x', options: ''}}}}" })
	void refuses(String filter) {
		client.collection("documents").insertOne(new Document("a", 1));
		assertThatExceptionOfType(MongoException.class)
			.isThrownBy(() -> client.collection("documents").find(Document.parse(filter)).into(new ArrayList<>()));
	}

	@Test
	void sortsValuesOfAllTypes() {
		List<Document> sorted = """
				{v: {$minKey: 1}}
				{v: []}
				{v: null}
				{v: {$numberDouble: "NaN"}}
				{v: -1}
				{v: {$numberDecimal: "0.1"}}
				{v: 0.1}
				{v: {$numberLong: "9223372036854775807"}}
				{v: {$numberDecimal: "9223372036854775808"}}
				{v: ""}
				{v: "a"}
				{v: "\\uffff"}
				{v: "\\ud83d\\ude00"}
				{v: {}}
				{v: {a: 1}}
				{v: {b: 1}}
				{v: {a: 1, b: 1}, n: 1}
				{v: {a: "x"}}
				{v: {$binary: {base64: "AQ==", subType: "00"}}}
				{v: {$binary: {base64: "AAAA", subType: "00"}}}
				{v: {$oid: "000000000000000000000001"}}
				{v: false}
				{v: true}
				{v: {$date: 1}}
				{v: {$timestamp: {t: 1, i: 1}}}
				{v: {$regularExpression: {pattern: "a", options: ""}}}
				{v: {$maxKey: 1}}
				""".lines().map(Document::parse).toList();
		List<Document> expected = new ArrayList<>(sorted);
		// By fields in turn: the shorter first, unless an earlier field decides.
		Document longer = expected.remove(16);
		expected.add(15, longer);
		assertSorted("scanned", expected);
		client.collection("sorted").createIndex(new Document("v", 1));
		assertSorted("sorted", expected);
	}

	@Test
	void sortsAnArrayByItsLeastValueOrItsGreatest() {
		MongoCollection<Document> documents = client.collection("arrays");
		documents.insertMany(List.of(new Document("_id", 1).append("v", List.of(1, 9)),
				new Document("_id", 2).append("v", 5), new Document("_id", 3).append("v", List.of(2, 3)),
				new Document("_id", 4).append("v", List.of()), new Document("_id", 5)));
		assertThat(documents.find().sort(new Document("v", 1)).map((found) -> found.get("_id"))).containsExactly(4, 5,
				1, 3, 2);
		assertThat(documents.find().sort(new Document("v", -1)).map((found) -> found.get("_id"))).containsExactly(1, 2,
				3, 5, 4);
	}

	private static void assertSorted(String collection, List<Document> expected) {
		MongoCollection<Document> documents = client.collection(collection);
		List<Document> shuffled = new ArrayList<>();
		for (int i = 0; i < expected.size(); i++) {
			shuffled.add(new Document(expected.get(i)).append("_id", i));
		}
		Collections.shuffle(shuffled, new Random(7));
		documents.insertMany(shuffled);
		assertThat(documents.find()
			.sort(new Document("v", 1))
			.map((found) -> found.getInteger("_id"))
			.into(new ArrayList<>())).isSorted();
		assertThat(documents
			.aggregate(List.of(new Document("$addFields", new Document("x", 1)),
					new Document("$sort", new Document("v", -1))))
			.map((found) -> found.getInteger("_id"))
			.into(new ArrayList<>())).isSortedAccordingTo(Comparator.reverseOrder());
	}

}
