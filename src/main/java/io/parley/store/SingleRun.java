package io.parley.store;

import java.time.Clock;
import java.time.Duration;

import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.provider.mongo.MongoLockProvider;

import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** Has a task done by one instance of the service at a time, however many run. */
@Component
public class SingleRun {

	private static final Duration AT_MOST = Duration.ofMinutes(1);

	private final MongoDatabaseFactory database;

	private final Clock clock;

	SingleRun(MongoDatabaseFactory database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/**
	 * Runs the task unless another instance runs it now or has run it within the pause;
	 * an instance that dies in it holds others up for a minute, or for the pause where
	 * that is longer.
	 */
	public void run(String name, Duration pause, Runnable task) {
		Duration atMost = (pause.compareTo(AT_MOST) > 0) ? pause : AT_MOST;
		MongoLockProvider locks = new MongoLockProvider(this.database.getMongoDatabase());
		new DefaultLockingTaskExecutor(locks).executeWithLock(task,
				new LockConfiguration(this.clock.instant(), name, atMost, pause));
	}

}
