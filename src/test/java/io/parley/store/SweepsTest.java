package io.parley.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SweepsTest {

	private static final Duration PAUSE = Duration.ofMillis(5);

	private Sweeps sweeps;

	@AfterEach
	void stop() {
		this.sweeps.stop();
	}

	@Test
	void aSweepDoesNotWaitForAnother() throws InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		CountDownLatch often = new CountDownLatch(3);
		start(Map.of("slow", Sweep.byEachInstance("slow", PAUSE, () -> await(never)), "quick",
				Sweep.byEachInstance("quick", PAUSE, often::countDown)));
		assertThat(often.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anErrorEndsNoSweepAndIsToldWithItsCauseOnOneLine(CapturedOutput output) throws InterruptedException {
		CountDownLatch twice = new CountDownLatch(2);
		start(Map.of("broken", Sweep.byEachInstance("broken-sweep", PAUSE, () -> {
			twice.countDown();
			throw new StackOverflowError("too deep");
		})));
		assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output.getOut().lines()).anyMatch((line) -> line.contains("WARN")
				&& line.contains("broken-sweep failed") && line.endsWith("java.lang.StackOverflowError: too deep"));
	}

	@Test
	void stopsWhatStillRuns() throws InterruptedException {
		CountDownLatch began = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		start(Map.of("slow", Sweep.byEachInstance("slow", PAUSE, () -> {
			began.countDown();
			await(new CountDownLatch(1));
			ended.countDown();
		})));
		assertThat(began.await(60, TimeUnit.SECONDS)).isTrue();
		this.sweeps.stop();
		assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
		start(Map.of());
	}

	private void start(Map<String, Sweep> declared) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		declared.forEach(beans::addBean);
		this.sweeps = new Sweeps(beans.getBeanProvider(Sweep.class), null);
		this.sweeps.start();
	}

	private void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
