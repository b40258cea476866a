package io.parley.store;

import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
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

	private static Document throughBson(Document document) {
		BsonDocument bson = new BsonDocument();
		DocumentCodec codec = new DocumentCodec();
		codec.encode(new BsonDocumentWriter(bson), document, EncoderContext.builder().build());
		return codec.decode(new BsonDocumentReader(bson), DecoderContext.builder().build());
	}

}
