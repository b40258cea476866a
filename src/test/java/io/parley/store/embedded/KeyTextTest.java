package io.parley.store.embedded;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyTextTest {

	@Test
	void sortsAsTheValuesDo() {
		List<Object> sorted = new ArrayList<>(Arrays.asList(null, Double.NaN, Double.NEGATIVE_INFINITY,
				decimal("-1E+400"), -1e300, Long.MIN_VALUE, decimal("-9007199254740993.5"), -9007199254740993L, -5,
				decimal("-0.55"), decimal("-0.5000000000000000000000000000000001"), -0.5, decimal("-1E-400"), 0,
				decimal("1E-6000"), decimal("1E-400"), decimal("1.5E-400"), decimal("0.09999999999999999999"),
				decimal("0.1"), decimal("0.1000000000000000000000000000000001"), 0.1, 0.5, 1, 2L, 1e15, (1L << 53) + 1,
				decimal("9007199254740993.25"), decimal("9007199254740993.5"), (1L << 53) + 2, Long.MAX_VALUE - 1,
				Long.MAX_VALUE, decimal("9223372036854775807.5"), 0x1p63, decimal("9223372036854775808.5"),
				decimal("9223372036854775809"), 1e300, decimal("1E+400"), Double.POSITIVE_INFINITY, "", "\u0000",
				"\u0000a", "\u0001", "a", "a\u0000", "a\u0000b", "a\u0001", "aa", "b", "é", "\ud7ff", "\ue000",
				"\uffff", "\ud83d\ude00", new ObjectId("000000000000000000000001"),
				new ObjectId("ff0000000000000000000001"), false, true, Instant.ofEpochMilli(-5), Instant.EPOCH,
				Instant.ofEpochMilli(1_700_000_000_000L)));
		for (int i = 1; i < sorted.size(); i++) {
			Object one = sorted.get(i - 1);
			Object other = sorted.get(i);
			assertThat(ValueOrder.ASCENDING.compare(one, other)).as("%s and %s", one, other).isNegative();
			assertThat(ValueOrder.ASCENDING.compare(other, one)).as("%s and %s", other, one).isPositive();
		}
		List<Object> shuffled = new ArrayList<>(sorted);
		Collections.shuffle(shuffled, new Random(1));
		shuffled.sort((one, other) -> KeyText.of(one).compareTo(KeyText.of(other)));
		assertThat(shuffled).isEqualTo(sorted);
	}

	@Test
	void givesEqualNumbersOneText() {
		assertThat(Stream.of(5, 5L, 5.0, new Decimal128(BigDecimal.valueOf(5))).map(KeyText::of).distinct()).hasSize(1);
		assertThat(KeyText.of(-0.0)).isEqualTo(KeyText.of(0));
		assertThat(KeyText.of((1L << 53) + 1)).isNotEqualTo(KeyText.of(1L << 53));
		assertThat(KeyText.of(decimal("0.10"))).isEqualTo(KeyText.of(decimal("0.1"))).isNotEqualTo(KeyText.of(0.1));
		assertThat(KeyText.of(decimal("9223372036854775808"))).isEqualTo(KeyText.of(0x1p63))
			.isNotEqualTo(KeyText.of(Long.MAX_VALUE));
		assertThat(KeyText.of(new Document("a", List.of(1, 2.0))))
			.isEqualTo(KeyText.of(new Document("a", List.of(1L, decimal("2")))));
	}

	@Test
	void noValueIsTheBeginningOfAnother() {
		List<Object> values = Arrays.asList(null, 1, 1.5, "", "a", "a\u0000", "ab", true, new Document(),
				new Document("a", 1), List.of("a"), Instant.EPOCH);
		List<String> texts = values.stream().map(KeyText::of).toList();
		assertThat(texts).allSatisfy(
				(text) -> assertThat(texts.stream().filter((other) -> other.startsWith(text))).containsExactly(text));
	}

	@Test
	void keepsTheValuesOfAKeyApart() {
		assertThat(KeyText.of("a") + KeyText.of("bc")).isNotEqualTo(KeyText.of("ab") + KeyText.of("c"));
	}

	private static Decimal128 decimal(String number) {
		return new Decimal128(new BigDecimal(number));
	}

}
