package io.parley.message;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.store.EveryTeam;
import io.parley.store.SingleRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps threads near the state of their messages: after each change in the background,
 * and every few seconds for what was left by a service that was killed. Nothing depends
 * on it but speed: whoever reads threads has them count first what is left.
 */
@Component
class ThreadCountQueue implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(ThreadCountQueue.class);

	private static final int THREADS = 2;

	private static final int QUEUE = 10_000;

	private static final int BATCH = 1000;

	private final ThreadCounter filer;

	private final EveryTeam everyTeam;

	private final SingleRun singleRun;

	private final Clock clock;

	private final MessageProperties properties;

	private final Set<Job> queued = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor background = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(QUEUE), ThreadCountQueue::thread, (task, pool) -> this.queued.remove(task));

	ThreadCountQueue(ThreadCounter filer, EveryTeam everyTeam, SingleRun singleRun, Clock clock,
			MessageProperties properties) {
		this.filer = filer;
		this.everyTeam = everyTeam;
		this.singleRun = singleRun;
		this.clock = clock;
		this.properties = properties;
		this.background.allowCoreThreadTimeOut(true);
	}

	/** Has threads of a team count soon what came and went. */
	void later(String team, Collection<String> threads) {
		threads.stream()
			.map((thread) -> new Job(this, team, thread))
			.filter(this.queued::add)
			.forEach(this.background::execute);
	}

	@Scheduled(fixedDelayString = "${parley.messages.filing-interval:5s}")
	void sweep() {
		try {
			Duration pause = this.properties.filingInterval().multipliedBy(4).dividedBy(5);
			this.singleRun.run("thread-filings", pause, this::sweepAll);
		}
		catch (RuntimeException ex) {
			log.warn("What threads have still to count could not be read; it will be at the next sweep");
			log.debug("Because of", ex);
		}
	}

	private void sweepAll() {
		List<Message> left = MessageRepository.toFile(this.everyTeam.owned(), BATCH);
		left.stream()
			.flatMap((message) -> ThreadCounter.threads(List.of(message))
				.map((thread) -> new Job(this, message.team(), thread)))
			.distinct()
			.forEach(Job::run);
		Query gone = new Query(Criteria.where("deleted_at")
			.lt(this.clock.instant().minus(this.properties.deletedAge()))
			.and("filings.thread")
			.exists(false)
			.and("outbox.at")
			.exists(false));
		this.everyTeam.owned().remove(gone, Message.class);
	}

	@Override
	public void destroy() throws InterruptedException {
		this.background.shutdown();
		this.background.awaitTermination(5, TimeUnit.SECONDS);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "thread-filings");
		thread.setDaemon(true);
		return thread;
	}

	/** One thread that is to count; equal to another of the same thread. */
	private record Job(ThreadCountQueue filings, String team, String thread) implements Runnable {

		@Override
		public void run() {
			this.filings.queued.remove(this);
			try {
				this.filings.filer.of(this.team).file(this.thread);
			}
			catch (RuntimeException ex) {
				log.debug("A thread will count later what it has to", ex);
			}
		}

	}

}
