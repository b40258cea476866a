package io.parley.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs every declared {@link Sweep} for as long as the service runs. */
@Component
class Sweeps implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Sweeps.class);

	private static final Duration LONGEST_FIRST_PAUSE = Duration.ofSeconds(10);

	private final List<Sweep> sweeps;

	private final SingleRun singleRun;

	private volatile @Nullable ScheduledExecutorService threads;

	Sweeps(ObjectProvider<Sweep> sweeps, SingleRun singleRun) {
		this.sweeps = sweeps.orderedStream().toList();
		this.singleRun = singleRun;
	}

	@Override
	public void start() {
		this.threads = Executors.newScheduledThreadPool(Math.max(1, this.sweeps.size()), DaemonThreads.named("sweep"));
		for (Sweep sweep : this.sweeps) {
			long pause = sweep.pause().toMillis();
			this.threads.scheduleWithFixedDelay(() -> run(sweep), Math.min(pause, LONGEST_FIRST_PAUSE.toMillis()),
					pause, TimeUnit.MILLISECONDS);
		}
	}

	/** One run; only an interruption, with which the service stops, is not told of. */
	void run(Sweep sweep) {
		try {
			if (sweep.alone()) {
				this.singleRun.run(sweep.name(), sweep.pause().multipliedBy(4).dividedBy(5), sweep.task());
			}
			else {
				sweep.task().run();
			}
		}
		catch (Throwable ex) {
			if (!Thread.currentThread().isInterrupted()) {
				log.warn("{} failed and is tried again in {}: {}", sweep.name(), sweep.pause(), ex.toString());
			}
		}
	}

	/**
	 * A run that is cut off leaves its lock, for which the other instances have to wait.
	 */
	@Override
	public void stop() {
		ScheduledExecutorService running = this.threads;
		if (running == null) {
			return;
		}
		this.threads = null;
		DaemonThreads.end(running);
	}

	@Override
	public boolean isRunning() {
		return this.threads != null;
	}

}
