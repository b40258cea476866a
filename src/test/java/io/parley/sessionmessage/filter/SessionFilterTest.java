package io.parley.sessionmessage.filter;

import io.parley.store.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SessionFilterTest {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                         | {}
					{"status":"pending"}                       | {"status":"pending"}
					{"session_id":null}                        | {"session_id":null}
					{"status":"pending","subject_id":"u"}      | {"status":"pending","subject_id":"u"}
					{"status":{"$eq":"sent"}}                  | {"status":"sent"}
					{"status":{"$ne":"sent"}}                  | {"status":{"$ne":"sent"}}
					{"expiry_date":{"$gt":1,"$lt":5}}          | {"$and":[{"expiry_date":{"$gt":1}},{"expiry_date":{"$lt":5}}]}
					{"expiry_date":1.50}                       | {"expiry_date":{"$numberDecimal":"1.50"}}
					{"expiry_date":5000000000}                 | {"expiry_date":5000000000}
					{"status":{"$in":["a",null,1,true]}}       | {"status":{"$in":["a",null,1,true]}}
					{"status":{"$nin":[]}}                     | {"status":{"$nin":[]}}
					{"message_data":{}}                        | {"message_data":{"$eq":{}}}
					{"message_data":{"a.b":{"$gt":1}}}         | {"message_data":{"$eq":{"a%2Eb":{"%24gt":1}}}}
					{"message_data.a":{"$eq":{"$gt":""}}}      | {"message_data.a":{"$eq":{"%24gt":""}}}
					{"message_data.a":{"$ne":{"$where":"1"}}}  | {"message_data.a":{"$ne":{"%24where":"1"}}}
					{"message_data.a":[1,[2]]}                 | {"message_data.a":{"$eq":[1,[2]]}}
					{"message_data.a.$b.c%":1}                 | {"message_data.a.%24b.c%25":1}
					{"message_data.a..b":1}                    | {"message_data.a.%.b":1}
					{"message_data.":1}                        | {"message_data.%":1}
					{"message_data_template.type":"object"}    | {"message_data_template.type":"object"}
					{"message_data.a":{"$exists":false}}       | {"message_data.a":{"$exists":false}}
					{"message_data.a":{"$size":0}}             | {"message_data.a":{"$size":0}}
					{"message_data.a":{"$size":2.0}}           | {"message_data.a":{"$size":2}}
					{"message_data.a":{"$type":"number"}}      | {"message_data.a":{"$type":"number"}}
					{"message_data.a":{"$type":[2,"null"]}}    | {"message_data.a":{"$type":[2,"null"]}}
					{"expiry_date":{"$mod":[4,0]}}             | {"expiry_date":{"$mod":[4,0]}}
					{"expiry_date":{"$mod":[-4,-1]}}           | {"expiry_date":{"$mod":[-4,-1]}}
					{"message_data.a":{"$all":[1]}}            | {"message_data.a":1}
					{"message_data.a":{"$all":[1,{"b":2}]}}    | {"$and":[{"message_data.a":1},{"message_data.a":{"$eq":{"b":2}}}]}
					{"message_data.a":{"$all":[]}}             | {"message_data.a":{"$in":[]}}
					{"message_data.a":{"$all":[{"$elemMatch":{"b":1}}]}} | {"message_data.a":{"$elemMatch":{"b":1}}}
					{"message_data.a":{"$elemMatch":{"$gt":1,"$lt":5}}}  | {"message_data.a":{"$elemMatch":{"$gt":1,"$lt":5}}}
					{"message_data.a":{"$elemMatch":{"b.$c":{"$gt":1,"$lt":5},"d":[]}}} | {"message_data.a":{"$elemMatch":{"b.%24c":{"$gt":1,"$lt":5},"d":{"$eq":[]}}}}
					{"message_data.a":{"$elemMatch":{}}}       | {"message_data.a":{"$elemMatch":{}}}
					{"message_data.a":{"$elemMatch":{"$elemMatch":{"$in":[1]}}}} | {"message_data.a":{"$elemMatch":{"$elemMatch":{"$in":[1]}}}}
					{"status":{"$regex":"^a"}}                 | {"status":{"$regex":"^a"}}
									{"status":{"$options":"","$regex":"a"}}    | {"status":{"$regex":"a"}}
					{"status":{"$regex":"a","$ne":"ab"}}       | {"$and":[{"status":{"$regex":"a"}},{"status":{"$ne":"ab"}}]}
					{"status":{"$not":{"$regex":"x"}}}         | {"status":{"$not":{"$regex":"x"}}}
					{"status":{"$not":{"$eq":"x"}}}            | {"$nor":[{"status":"x"}]}
					{"status":{"$not":{"$not":{"$gt":"x"}}}}   | {"status":{"$not":{"$not":{"$gt":"x"}}}}
					{"expiry_date":{"$not":{"$gt":1,"$lt":5}}} | {"$nor":[{"$and":[{"expiry_date":{"$gt":1}},{"expiry_date":{"$lt":5}}]}]}
					{"$or":[{"status":"a"},{"status":"b"}]}    | {"$or":[{"status":"a"},{"status":"b"}]}
					{"$and":[{}],"status":"a"}                 | {"$and":[{}],"status":"a"}
					{"$nor":[{"$or":[{"status":"a"}]}]}        | {"$nor":[{"$or":[{"status":"a"}]}]}
					{"$and":[{"status":"a"}],"expiry_date":{"$gt":1,"$lt":2}} | {"$and":[{"$and":[{"status":"a"}]},{"expiry_date":{"$gt":1}},{"expiry_date":{"$lt":2}}]}
					{"created_at":null}                        | {"created_at":null}
					{"created_at":{"$gte":"2026-01-31T09:30:00.000Z"}} | {"created_at":{"$gte":{"$date":"2026-01-31T09:30:00Z"}}}
					{"updated_at":{"$in":["2026-01-31T09:30+02:00",null]}} | {"updated_at":{"$in":[{"$date":"2026-01-31T07:30:00Z"},null]}}
					{"created_at":"2026-01-31"}                | {"created_at":{"$date":"2026-01-31T00:00:00Z"}}
					{"created_at":{"$not":{"$lt":"2026-01-31T09:30:00.1234-0330"}}} | {"created_at":{"$not":{"$lt":{"$date":"2026-01-31T13:00:00.123Z"}}}}
					{"created_at":{"$exists":true}}            | {"created_at":{"$exists":true}}
					""")
	void makesQueryOfFilter(String filter, String query) {
		assertThat(parse(filter).query().toBsonDocument()).isEqualTo(Document.parse(query).toBsonDocument());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"_id":"x"}                             | _id           | is not a field that can be filtered on; allowed are session_id
					{"team":"other"}                        | team          | is not a field
					{"status.x":1}                          | status.x      | is not a field
					{"message_datax":1}                     | message_datax | is not a field
					{"":1}                                  | ``            | is not a field
					{"$where":"1"}                          | $where        | a filter holds fields, $and, $or and $nor
					{"$expr":{}}                            | $expr         | is not allowed here
					{"$not":{"status":1}}                   | $not          | is not allowed here
					{"$gt":1}                               | $gt           | is not allowed here
					{"$or":[]}                              | $or           | must be an array of at least one filter, was an empty array
					{"$and":{"status":1}}                   | $and          | must be an array of at least one filter, was an object
					{"$nor":[{"status":1},5]}               | $nor.1        | must be a filter, an object, was a number
					{"$or":[{"status":{"$in":"x"}}]}        | $or.0.status.$in | must be an array of values, was a string
					{"status":{"$where":"x"}}               | status.$where | is not an operator that is allowed here; allowed are $eq, $ne
					{"status":{"$function":{}}}             | status.$function | is not an operator that is allowed
					{"status":{"$expr":1}}                  | status.$expr  | is not an operator that is allowed
					{"status":{"$and":[]}}                  | status.$and   | $and, $or and $nor around fields
					{"status":{"$gt":1,"x":2}}              | status.x      | must not stand beside an operator
					{"status":{"x":2,"$gt":1}}              | status.x      | must not stand beside an operator
					{"status":{"$gt":[1]}}                  | status.$gt    | must be a number, a string, a boolean or null, was an array
					{"status":{"$lte":{}}}                  | status.$lte   | was an object
					{"status":{"$in":[{"$gt":1}]}}          | status.$in.0  | must be a value, not an object with operators
					{"status":{"$all":[{"$regex":"x"}]}}    | status.$all.0 | must be a value
					{"status":{"$all":[1,{"$elemMatch":{}}]}} | status.$all.1 | must be a value
					{"status":{"$all":1}}                   | status.$all   | must be an array of values, was a number
					{"status":{"$exists":1}}                | status.$exists | must be true or false, was a number
					{"status":{"$size":-1}}                 | status.$size  | must be a whole number from 0 to 2147483647
					{"status":{"$size":1.5}}                | status.$size  | must be a whole number
					{"status":{"$size":1E+6000}}            | status.$size  | must be a whole number
					{"status":{"$size":2147483648}}         | status.$size  | must be a whole number
					{"status":{"$mod":[0,1]}}               | status.$mod   | a divisor other than 0
					{"status":{"$mod":[4294967296,1]}}      | status.$mod   | 32-bit whole numbers
					{"status":{"$mod":[2]}}                 | status.$mod   | an array of two
					{"status":{"$mod":["2",1]}}             | status.$mod   | an array of two
					{"status":{"$type":"text"}}             | status.$type  | must be the name of a BSON type such as string
					{"status":{"$type":[]}}                 | status.$type  | must be the name of a BSON type
					{"status":{"$type":6}}                  | status.$type  | must be the name of a BSON type
					{"status":{"$type":true}}               | status.$type  | must be the name of a BSON type
					{"status":{"$not":"x"}}                 | status.$not   | must be an object of operators such as {"$gt": 5}, was a string
					{"status":{"$not":{}}}                  | status.$not   | must be an object of operators
					{"status":{"$not":{"a":1}}}             | status.$not   | must be an object of operators
					{"message_data.a":{"$elemMatch":[]}}    | message_data.a.$elemMatch | must be an object of operators or of conditions
					{"message_data.a":{"$elemMatch":{"$or":[{"a":1}]}}} | message_data.a.$elemMatch.$or | write it around it
					{"message_data.a":{"$elemMatch":{"$gt":1,"b":1}}} | message_data.a.$elemMatch.b | must not stand beside an operator
					{"message_data.a":{"$elemMatch":{"$regex":"a","$ne":"ab"}}} | message_data.a.$elemMatch.$regex | must stand alone
					{"message_data.a":{"$elemMatch":{"b":{"$not":{"$regex":"a","$gt":1}}}}} | message_data.a.$elemMatch.b.$not.$regex | must stand alone
					{"message_data.a.2147483648":1}         | message_data.a.2147483648 | must not have a number over 2147483647 between its dots
					{"status":{"$options":"i"}}             | status.$options | must stand beside $regex
					{"status":{"$regex":5}}                 | status.$regex | must be a string, was a number
					{"status":{"$regex":"a","$options":"g"}} | status.$options | must be made of i, m, s and x
					{"status":{"$regex":"a","$options":1}}  | status.$options | must be a string
					{"status":{"$regex":"(?=a)"}}           | status.$regex | must not use look-around
					{"created_at":"yesterday"}              | created_at    | must be an ISO-8601 time such as "2026-01-31T09:30:00.000Z", or null
					{"created_at":1769851800}               | created_at    | or null, was a number
					{"created_at":{"$in":["2026-02-30"]}}   | created_at.$in.0 | must be an ISO-8601 time
					{"created_at":{"$gt":{"$date":0}}}      | created_at.$gt | was an object
					{"created_at":{"$regex":"2026"}}        | created_at.$regex | is not allowed on a time
					{"updated_at":{"$mod":[2,1]}}           | updated_at.$mod | is not allowed on a time
					{"created_at":"+99999-01-01"}           | created_at    | must be an ISO-8601 time
					{"created_at":"-0001-01-01T00:00Z"}            | created_at    | must be an ISO-8601 time
					""")
	void refusesWithSentence(String filter, String field, String fragment) {
		assertThatExceptionOfType(InvalidFilterException.class).isThrownBy(() -> parse(filter))
			.withMessageStartingWith((field.isEmpty() ? "\"\"" : field) + " ")
			.withMessageContaining(fragment)
			.satisfies((refused) -> assertThat(refused.field()).isEqualTo(field));
	}

	@Test
	void readsOptionsAndWhatTheyLetStandInAPattern() {
		assertThat(parse("{\"status\":{\"$regex\":\"a b # c\",\"$options\":\"xi\"}}").query())
			.isEqualTo(new Document("status", new Document("$regex", "ab").append("$options", "i")));
		assertThat(parse("{\"status\":{\"$options\":\"i\",\"$regex\":\"(?si)a.b\"}}").query())
			.isEqualTo(new Document("status", new Document("$regex", "a.b").append("$options", "is")));
	}

	@Test
	void holdsDepthConditionsAndValuesToTheirLimits() {
		FilterLimits limits = new FilterLimits(3, 2, 4, 2);
		for (String filter : new String[] { "{\"$and\":[{\"$or\":[{\"status\":1}]}]}",
				"{\"status\":{\"$not\":{\"$not\":{\"$gt\":1}}}}", "{\"$or\":[{},{},{},{}]}",
				"{\"status\":{\"$in\":[1,2]}}", "{\"status\":{\"$regex\":\"abc\",\"$options\":\"i\"}}" }) {
			assertThat(SessionFilter.parse(read(filter), limits)).isNotNull();
		}
		assertRefused("{\"$and\":[{\"$or\":[{\"$nor\":[{\"status\":1}]}]}]}", limits, "nested too deep; at most 2");
		assertRefused("{\"status\":{\"$not\":{\"$not\":{\"$not\":{\"$gt\":1}}}}}", limits, "nested too deep");
		assertRefused("{\"message_data.a\":{\"$elemMatch\":{\"a\":{\"$elemMatch\":{\"a\":{\"$elemMatch\":{}}}}}}}",
				limits, "nested too deep");
		assertRefused("{\"$or\":[{},{},{},{},{}]}", limits, "one condition too many; a filter has at most 4");
		assertRefused("{\"expiry_date\":{\"$gt\":1,\"$gte\":1,\"$lt\":1,\"$lte\":1,\"$ne\":1}}", limits, "too many");
		assertRefused("{\"status\":{\"$in\":[1,2,3]}}", limits, "must have at most 2 values, had 3");
		assertRefused("{\"status\":{\"$all\":[1,2,3]}}", limits, "at most 2 values");
		assertRefused("{\"status\":{\"$regex\":\"abcd\"}}", limits, "must have at most 3 characters");
	}

	@Test
	void allowsWhatTheContractNames() {
		FilterLimits limits = new FilterLimits(256, 8, 100, 1000);
		assertThat(SessionFilter.parse(read(nested(8)), limits)).isNotNull();
		assertRefused(nested(9), limits, "at most 8");
		assertThat(SessionFilter.parse(read(wide(100)), limits)).isNotNull();
		assertRefused(wide(101), limits, "at most 100");
	}

	@Test
	void neverEchoesMoreThanALine() {
		String key = "x".repeat(5000);
		assertThatThrownBy(() -> parse("{\"" + key + "\":1}")).satisfies((refused) -> {
			assertThat(refused.getMessage()).hasSizeLessThan(500);
			assertThat(((InvalidFilterException) refused).field()).hasSizeLessThan(110);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"created_at\":{\"$gt\":\"2026-01-31T00:00:00Z\"}}", "{\"status\":\"a\"}",
			"{\"$or\":[{\"status\":\"a\"}]}" })
	void keepsFilterAndCursorApart(String filter) {
		SessionCursor cursor = SessionCursor.decode(
				new SessionCursor(SessionSort.CREATED_AT, 0, new org.bson.types.ObjectId()).encode(),
				SessionSort.CREATED_AT);
		String query = parse(filter).query(cursor).toJson();
		assertThat(query).contains("$gte").contains("\"_id\"");
		parse(filter).query()
			.forEach((key, value) -> assertThat(query)
				.contains(new Document(key, value).toJson().replaceAll("^\\{|}$", "")));
	}

	private static String nested(int depth) {
		return "{\"$and\":[".repeat(depth) + "{\"status\":1}" + "]}".repeat(depth);
	}

	private static String wide(int clauses) {
		return "{\"$or\":[" + "{\"status\":1},".repeat(clauses - 1) + "{\"status\":1}]}";
	}

	private void assertRefused(String filter, FilterLimits limits, String fragment) {
		assertThatThrownBy(() -> SessionFilter.parse(read(filter), limits)).isInstanceOf(InvalidFilterException.class)
			.hasMessageContaining(fragment);
	}

	private SessionFilter parse(String filter) {
		return SessionFilter.parse(read(filter), new FilterLimits(256, 8, 100, 1000));
	}

	private JsonObject read(String json) {
		return this.mapper.readValue(json, JsonObject.class);
	}

}
