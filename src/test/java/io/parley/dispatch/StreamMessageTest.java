package io.parley.dispatch;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamMessageTest {

	@ParameterizedTest
	@CsvSource({ "0, 2", "1, 2", "2, 4", "3, 8", "4, 16", "9, 512", "10, 600", "11, 600", "9223372036854775807, 600" })
	void waitsTwiceAsLongEachTimeUpToTheLongestPause(long deliveries, long seconds) {
		StreamMessage message = new StreamMessage("x", new byte[0], 1, deliveries, System.nanoTime());
		assertThat(message.backOff(Duration.ofSeconds(2), Duration.ofMinutes(10)))
			.isEqualTo(Duration.ofSeconds(seconds));
	}

}
