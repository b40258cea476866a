package io.parley.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Has the bare driver do the work of a scenario, as many callers at once as wrk has. */
final class DriverLoad {

	private final AtomicLong number = new AtomicLong();

	private final int callers;

	DriverLoad(int callers) {
		this.callers = callers;
	}

	/** Works for a while; each call gets a number that none had before. */
	Load run(LongConsumer work, double seconds) throws InterruptedException {
		long start = System.nanoTime();
		long end = start + (long) (seconds * 1e9);
		ExecutorService threads = Executors.newFixedThreadPool(this.callers);
		try {
			List<Future<long[]>> running = new ArrayList<>();
			for (int i = 0; i < this.callers; i++) {
				running.add(threads.submit(() -> call(work, end)));
			}
			List<long[]> times = new ArrayList<>();
			for (Future<long[]> one : running) {
				times.add(one.get());
			}
			return load(times, (System.nanoTime() - start) / 1e9);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The bare driver: " + ex.getCause().getMessage(), ex.getCause());
		}
		finally {
			threads.shutdownNow();
			threads.awaitTermination(30, TimeUnit.SECONDS);
		}
	}

	private long[] call(LongConsumer work, long end) {
		long[] times = new long[1024];
		int count = 0;
		for (long now = System.nanoTime(); now < end;) {
			work.accept(this.number.incrementAndGet());
			long after = System.nanoTime();
			if (count == times.length) {
				times = Arrays.copyOf(times, 2 * count);
			}
			times[count++] = after - now;
			now = after;
		}
		return Arrays.copyOf(times, count);
	}

	private static Load load(List<long[]> times, double seconds) {
		long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
		return new Load(all.length, seconds, all[all.length / 2] / 1e6, all[(int) (all.length * 0.99)] / 1e6, 0);
	}

}
