package io.parley.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonObjectTest {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "{}",
			"""
					{"a.b":1,"$where":2,"_id":"507f1f77bcf86cd799439011","%5Fid":0,"n":-0,"":3,"a b":4,"%2E":5,"%":6,"a%25.$":7}""",
			"""
					{"z":1,"a":2,"m":{"z":[],"a":[[],[[null]]]}}""", """
					{"n":null,"t":true,"f":false,"s":"","u":"\\u0000 😀 ﷽ é"}""", """
					{"l":9223372036854775807,"m":-9223372036854775808,"i":2147483648,"o":0}""", """
					{"d":0.1,"e":1.10,"f":-0.0,"g":3.141592653589793238462643383279502,"h":1E+400,"i":1E-7}""", """
					{"big":1234567890123456789012345678901234,"neg":-98765432109876543210}""" })
	void comesBackExactlyAsItWasRead(String json) {
		JsonObject object = this.mapper.readValue(json, JsonObject.class);
		assertThat(this.mapper.writeValueAsString(new JsonObject(throughBson(object.stored()))))
			.isEqualTo(json.replace("\\\\", "\\"));
		assertThat(this.mapper.writeValueAsString(inBytes(object))).isEqualTo(json.replace("\\\\", "\\"));
	}

	@Test
	void isTheSameInBytesAsInObjectsWhateverItHolds() {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			JsonObject object = new JsonObject((Document) anything(random, 4, true));
			JsonObject bytes = inBytes(object);
			assertThat(this.mapper.writeValueAsString(bytes)).isEqualTo(this.mapper.writeValueAsString(object));
			assertThat(this.mapper.readValue(this.mapper.writeValueAsString(bytes), JsonObject.class))
				.isEqualTo(object);
			assertThat(bytes).isEqualTo(object).hasSameHashCodeAs(object);
			// Now that it has become objects.
			assertThat(this.mapper.writeValueAsString(bytes)).isEqualTo(this.mapper.writeValueAsString(object));
		}
	}

	@Test
	void writesADoubleThatAnotherProgramHasStored() {
		JsonObject object = inBytes(new JsonObject(new Document("a", 1.5).append("b", List.of(-2.0))));
		assertThat(this.mapper.writeValueAsString(object)).isEqualTo("{\"a\":1.5,\"b\":[-2.0]}");
	}

	@Test
	void letsItsDocumentGoOnceSomebodyLooksIntoIt() {
		JsonObject object = inBytes(new JsonObject(new Document("a", 1)));
		assertThat(object.source()).isNotNull();
		assertThat(object.hashCode()).isEqualTo(new Document("a", 1).hashCode());
		assertThat(object.source()).isNull();
		assertThat(object.get("a")).isEqualTo(1);
	}

	@Test
	void refusesToWriteWhatIsNoJson() {
		JsonObject object = inBytes(new JsonObject(new Document("a", new ObjectId())));
		assertThatThrownBy(() -> this.mapper.writeValueAsString(object)).isInstanceOf(RuntimeException.class)
			.hasStackTraceContaining("Free JSON holds no OBJECT_ID");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":1E+9999}", "{\"a\":100000000000000000000000000000000000}",
			"{\"a\":12345678901234567890123456789012345}", "{\"a\\u0000b\":1}", "{\"a\":\"\\ud800\"}",
			"{\"a\":[{\"b\":\"\\udc00x\"}]}", "{\"\\ud83d\":1}" })
	void refusesWhatBsonCannotHold(String json) {
		assertThatThrownBy(() -> this.mapper.readValue(json, JsonObject.class))
			.isInstanceOf(UnstorableJsonException.class);
	}

	@Test
	void refusesWhatIsNotAnObject() {
		assertThatThrownBy(() -> this.mapper.readValue("[1]", JsonObject.class))
			.isInstanceOf(UnstorableJsonException.class)
			.hasMessageContaining("must be a JSON object");
	}

	@Test
	void encodesEachSegmentOfAPath() {
		assertThat(JsonKeys.encodePath("answers.0.$gt.100%")).isEqualTo("answers.0.%24gt.100%25");
	}

	/** Stands in a larger document, as what was read from the store does. */
	private static JsonObject inBytes(JsonObject object) {
		RawBsonDocument around = new RawBsonDocument(
				new Document("before", "é").append("member", object.stored()).append("behind", 1), new DocumentCodec());
		BsonSource source = BsonSource.of(around);
		source.begin();
		source.next();
		source.skipName();
		source.string();
		source.next();
		assertThat(source.name()).isEqualTo("member");
		JsonObject member = source.json();
		assertThat(source.next()).isEqualTo(BsonType.INT32);
		return member;
	}

	private static Object anything(Random random, int depth, boolean object) {
		int kind = object ? 8 : random.nextInt((depth > 0) ? 9 : 7);
		return switch (kind) {
			case 0 -> null;
			case 1 -> random.nextBoolean();
			case 2 -> random.nextInt();
			case 3 ->
				random.nextBoolean() ? Long.MIN_VALUE + random.nextInt(9) : Integer.MAX_VALUE + 1L + random.nextInt(9);
			case 4 -> new Decimal128(
					new BigDecimal(new BigInteger(100, random), random.nextInt(80) - 40).add(new BigDecimal("0.1"))
						.round(MathContext.DECIMAL128));
			case 5, 6 -> text(random);
			case 7 -> {
				List<Object> list = new ArrayList<>();
				for (int i = random.nextInt(14); i > 0; i--) {
					list.add(anything(random, depth - 1, false));
				}
				yield list;
			}
			default -> {
				Document document = new Document();
				for (int i = random.nextInt(6); i > 0; i--) {
					document.put(JsonKeys.encode(text(random).replace("\0", "")), anything(random, depth - 1, false));
				}
				yield document;
			}
		};
	}

	private static String text(Random random) {
		String[] parts = { "", "a", ".", "$", "%", "%2E", "_id", "é", "😀", "\0", "\n", "\"", "\\", "<", " " };
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(4); i > 0; i--) {
			text.append(parts[random.nextInt(parts.length)]);
		}
		return text.toString();
	}

	private static Document throughBson(Document document) {
		BsonDocument bson = new BsonDocument();
		DocumentCodec codec = new DocumentCodec();
		codec.encode(new BsonDocumentWriter(bson), document, EncoderContext.builder().build());
		return codec.decode(new BsonDocumentReader(bson), DecoderContext.builder().build());
	}

}
