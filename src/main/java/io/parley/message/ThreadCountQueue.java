package io.parley.message;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

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
 * Has threads count in the background, a moment after each change, so that many messages
 * are counted in one round. Nothing depends on it but speed: what it does not get to, by
 * its own fault or because a service was killed, a sweep counts every few seconds, and
 * whoever reads threads has them count first.
 */
@Component
class ThreadCountQueue implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(ThreadCountQueue.class);

	/** How long messages are waited for that can be counted together. */
	private static final long WINDOW_MILLIS = 100;

	/** The most threads that wait; what changes in others is left to the sweep. */
	private static final int MOST = 10_000;

	private static final int ROUND = 200;

	private final ThreadCounter counter;

	private final EveryTeam everyTeam;

	private final SingleRun singleRun;

	private final Clock clock;

	private final MessageProperties properties;

	private final Set<TeamThread> waiting = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ScheduledExecutorService background = Executors
		.newSingleThreadScheduledExecutor(ThreadCountQueue::thread);

	ThreadCountQueue(ThreadCounter counter, EveryTeam everyTeam, SingleRun singleRun, Clock clock,
			MessageProperties properties) {
		this.counter = counter;
		this.everyTeam = everyTeam;
		this.singleRun = singleRun;
		this.clock = clock;
		this.properties = properties;
	}

	/** A thread of a team. */
	private record TeamThread(String team, String thread) {
	}

	/** Has a thread of a team count soon what came and went. */
	void countSoon(String team, String thread) {
		if (this.waiting.size() < MOST) {
			this.waiting.add(new TeamThread(team, thread));
			schedule(WINDOW_MILLIS);
		}
	}

	private void schedule(long millis) {
		if (this.scheduled.compareAndSet(false, true)) {
			this.background.schedule(this::countWaiting, millis, TimeUnit.MILLISECONDS);
		}
	}

	private void countWaiting() {
		this.scheduled.set(false);
		Set<TeamThread> round = this.waiting.stream().limit(ROUND).collect(Collectors.toSet());
		this.waiting.removeAll(round);
		count(round);
		if (!this.waiting.isEmpty()) {
			schedule(0);
		}
	}

	private void count(Collection<TeamThread> threads) {
		Map<String, Set<String>> byTeam = threads.stream()
			.collect(Collectors.groupingBy(TeamThread::team,
					Collectors.mapping(TeamThread::thread, Collectors.toSet())));
		byTeam.forEach((team, some) -> {
			try {
				this.counter.of(team).count(some);
			}
			catch (RuntimeException ex) {
				log.warn("Some threads will count at the next sweep what they could not count now: {}", ex.toString());
			}
		});
	}

	/**
	 * Counts what was left, and deletes the places of messages that were deleted long
	 * ago.
	 */
	@Scheduled(fixedDelayString = "${parley.messages.count-interval:5s}")
	void sweep() {
		this.singleRun.run("thread-counts", this.properties.countInterval().multipliedBy(4).dividedBy(5), () -> {
			count(MessageRepository.waiting(this.everyTeam.owned(), ThreadCounter.ROUND)
				.stream()
				.flatMap((message) -> message.filings()
					.stream()
					.map((change) -> new TeamThread(message.team(), change.thread())))
				.collect(Collectors.toSet()));
			deletePlaces();
		});
	}

	private void deletePlaces() {
		Query old = new Query(Criteria.where("deleted_at")
			.lt(this.clock.instant().minus(this.properties.deletedAge()))
			.and("filings.thread")
			.exists(false)
			.and("outbox.at")
			.exists(false));
		this.everyTeam.owned().remove(old, Message.class);
	}

	@Override
	public void destroy() throws InterruptedException {
		this.background.shutdownNow();
		this.background.awaitTermination(5, TimeUnit.SECONDS);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "thread-counts");
		thread.setDaemon(true);
		return thread;
	}

}
