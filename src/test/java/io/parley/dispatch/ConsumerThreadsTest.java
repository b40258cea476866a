package io.parley.dispatch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How many threads handle messages of the stream. */
class ConsumerThreadsTest {

	@Test
	void eachConsumerHasItsPart() {
		ConsumerThreads threads = ConsumerThreads.of(false);
		assertThat(threads.each(1)).isEqualTo(256);
		assertThat(threads.each(8)).isEqualTo(32);
		assertThat(threads.each(1000)).isOne();
		assertThat(new ConsumerThreads(Runnable::run, Integer.MAX_VALUE).each(100)).isGreaterThan(1000);
	}

	@Test
	void threadsOfThePlatformAreBounded() {
		ConsumerThreads threads = ConsumerThreads.of(false);
		CountDownLatch end = new CountDownLatch(1);
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> {
			for (int i = 0; i < 1000; i++) {
				threads.execute(() -> pass(end));
			}
		});
		end.countDown();
	}

	private static void pass(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
