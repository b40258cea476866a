package io.parley.store.embedded;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyTextTest {

	@Test
	void sortsAsTheValuesDo() {
		List<Object> values = new java.util.ArrayList<>(Stream
			.of(null, Double.NEGATIVE_INFINITY, -1e300, Long.MIN_VALUE, -5, -0.5, 0, 0.5, 1, 2L, 1e15, (1L << 53) + 1,
					Long.MAX_VALUE - 1, Long.MAX_VALUE, 1e300, "", "\u0000", "\u0000a", "\u0001", "a", "a\u0000",
					"a\u0000b", "a\u0001", "aa", "b", "é", "\ud83d\ude00", "\uffff",
					new ObjectId("000000000000000000000001"), new ObjectId("ff0000000000000000000001"), false, true,
					Instant.ofEpochMilli(-5), Instant.EPOCH, Instant.ofEpochMilli(1_700_000_000_000L))
			.toList());
		List<Object> sorted = values.stream().sorted(ValueComparator.asc()).toList();
		Collections.shuffle(values, new Random(1));
		values.sort((one, other) -> KeyText.of(one).compareTo(KeyText.of(other)));
		assertThat(values).isEqualTo(sorted);
	}

	@Test
	void givesEqualNumbersOneText() {
		assertThat(Stream.of(5, 5L, 5.0, new Decimal128(BigDecimal.valueOf(5))).map(KeyText::of).distinct()).hasSize(1);
		assertThat(KeyText.of(-0.0)).isEqualTo(KeyText.of(0));
		assertThat(KeyText.of((1L << 53) + 1)).isNotEqualTo(KeyText.of(1L << 53));
	}

	@Test
	void noValueIsTheBeginningOfAnother() {
		List<Object> values = java.util.Arrays.asList(null, 1, 1.5, "", "a", "a\u0000", "ab", true, new Document(),
				new Document("a", 1), List.of("a"), Instant.EPOCH);
		List<String> texts = values.stream().map(KeyText::of).toList();
		assertThat(texts).allSatisfy(
				(text) -> assertThat(texts.stream().filter((other) -> other.startsWith(text))).containsExactly(text));
	}

	@Test
	void keepsTheValuesOfAKeyApart() {
		assertThat(KeyText.of(new KeyValue("a", "bc"))).isNotEqualTo(KeyText.of(new KeyValue("ab", "c")));
	}

}
