package io.parley.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.mongo.MongoLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/**
 * Has a task done by one instance of the service at a time, however many run. The lock is
 * renewed for as long as the task runs; an instance that dies in it holds others up for
 * half a minute, or for the pause where that is longer.
 */
@Component
public class SingleRun implements DisposableBean {

	private static final Duration UNLESS_RENEWED = Duration.ofSeconds(30);

	private final MongoDatabaseFactory database;

	private final Clock clock;

	private final ScheduledExecutorService renewals = Executors
		.newSingleThreadScheduledExecutor(DaemonThreads.named("lock-renewal"));

	SingleRun(MongoDatabaseFactory database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/**
	 * Runs the task unless another instance runs it now or has run it within the pause.
	 * @return whether it was run
	 */
	public boolean run(String name, Duration pause, Runnable task) {
		Duration atMost = (pause.compareTo(UNLESS_RENEWED) > 0) ? pause : UNLESS_RENEWED;
		KeepAliveLockProvider locks = new KeepAliveLockProvider(new MongoLockProvider(this.database.getMongoDatabase()),
				this.renewals);
		Optional<SimpleLock> lock = locks.lock(new LockConfiguration(this.clock.instant(), name, atMost, pause));
		if (lock.isEmpty()) {
			return false;
		}
		try {
			task.run();
		}
		finally {
			lock.get().unlock();
		}
		return true;
	}

	@Override
	public void destroy() {
		this.renewals.shutdownNow();
	}

}
