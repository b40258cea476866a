package io.parley.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.bson.types.MaxKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.data.annotation.Id;
import org.springframework.data.mapping.model.SnakeCaseFieldNamingStrategy;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.core.mapping.Unwrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordReaderTest {

	private static final ObjectId ID = new ObjectId();

	private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_123L);

	record Whole(@Id ObjectId id, String someText, long total, Long other, int small, Integer perhaps, boolean flag,
			Boolean said, Instant at, byte[] key, List<String> names, Set<Part> parts, Part part, JsonObject json,
			Document document, Map<String, String> headers, List<Object> values, @Unwrapped.Empty Flat flat) {
	}

	record Part(String id, Instant at) {
	}

	record Flat(String one, List<Part> two, boolean open) {
	}

	record Unreadable(StringBuilder text) {
	}

	record Strict(String text) {

		Strict {
			if (text == null) {
				throw new IllegalArgumentException("text is missing");
			}
		}

	}

	@Test
	void readsWhatIsStored() {
		Document stored = new Document("_id", ID).append("unknown", List.of(1, new Document("a", new MaxKey())))
			.append("some_text", "é😀")
			.append("total", 1L << 40)
			.append("other", 7)
			.append("small", 3L)
			.append("perhaps", 4)
			.append("flag", true)
			.append("said", false)
			.append("at", Date.from(NOW))
			.append("key", new Binary(new byte[] { 1, 2 }))
			.append("names", List.of("a", "b"))
			.append("parts", List.of(new Document("_id", "x").append("at", Date.from(NOW))))
			.append("part", new Document("at", null).append("more", Decimal128.NaN).append("_id", ID))
			.append("json", new Document("a%2Eb", List.of(1, 2L)))
			.append("document", new Document("at", Date.from(NOW)))
			.append("headers", new Document("a.b", "c"))
			.append("values", Arrays.asList("x", null, Decimal128.parse("1.10"), new Document("y", 1)))
			.append("one", "1")
			.append("two", List.of(new Document("_id", "z")))
			.append("open", true);
		Whole whole = read(Whole.class, stored);
		assertThat(whole).usingRecursiveComparison()
			.isEqualTo(new Whole(ID, "é😀", 1L << 40, 7L, 3, 4, true, false, NOW, new byte[] { 1, 2 },
					List.of("a", "b"), Set.of(new Part("x", NOW)), new Part(ID.toHexString(), null), whole.json(),
					new Document("at", Date.from(NOW)), Map.of("a.b", "c"),
					Arrays.asList("x", null, Decimal128.parse("1.10"), new Document("y", 1)),
					new Flat("1", List.of(new Part("z", null)), true)));
		assertThat(whole.json()).isEqualTo(new JsonObject(new Document("a%2Eb", List.of(1, 2L))));
	}

	@Test
	void takesWhatIsMissingOrNullForNothing() {
		Whole nothing = new Whole(null, null, 0, null, 0, null, false, null, null, null, null, null, null, null, null,
				null, null, new Flat(null, null, false));
		assertThat(read(Whole.class, new Document())).isEqualTo(nothing);
		assertThat(read(Whole.class, new Document("total", null).append("flag", null).append("one", null)))
			.isEqualTo(nothing);
	}

	@Test
	void tellsOfARecordThatRefusesItsDocument() {
		assertThatThrownBy(() -> read(Strict.class, new Document())).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("text is missing");
	}

	@Test
	void knowsAtOnceThatItCannotReadAType() {
		assertThatThrownBy(() -> read(Unreadable.class, new Document())).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("StringBuilder");
	}

	@Test
	void refusesNumbersThatDoNotFit() {
		assertThatThrownBy(() -> read(Whole.class, new Document("small", 1L << 40)))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageStartingWith("small: ");
		assertThatThrownBy(() -> read(Whole.class, new Document("total", "7"))).hasMessageContaining("STRING");
	}

	@ParameterizedTest
	@ValueSource(strings = { "some_text", "flag", "said", "at", "key", "names", "parts", "part", "json", "document",
			"headers", "_id", "one", "two", "open" })
	void refusesAValueOfAnotherTypeByItsName(String field) {
		assertThatThrownBy(() -> read(Whole.class, new Document(field, 1.5).append("total", 1L)))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageStartingWith(field + ": DOUBLE instead of ");
	}

	private static <T> T read(Class<T> type, Document stored) {
		MongoMappingContext names = new MongoMappingContext();
		names.setSimpleTypeHolder(new StoreConfiguration().mongoCustomConversions().getSimpleTypeHolder());
		names.setFieldNamingStrategy(new SnakeCaseFieldNamingStrategy());
		return new RecordReader<>(type, names)
			.read(BsonSource.of(new RawBsonDocument(stored, CountedDocumentCodec.UNCOUNTED)));
	}

}
