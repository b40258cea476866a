package io.parley.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.parley.store.DaemonThreads;
import io.parley.store.EveryTeam;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Has threads count in the background, a second after a change at most, so that many
 * messages are counted in one round. Nothing depends on it but speed: what it does not
 * get to, by its own fault or because a service was killed, a sweep counts every few
 * seconds, and whoever reads threads has them count first.
 */
@Component
class ThreadCountQueue implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(ThreadCountQueue.class);

	/** The most threads that wait; what changes in others is left to the sweep. */
	private static final int MOST = 10_000;

	private static final int WORKERS = 4;

	/** Bounds the commands of a round, as the messages that it reads do. */
	private static final int THREADS_IN_A_ROUND = 250;

	/**
	 * So many changes are worth a round at once; fewer wait for others, as long as this.
	 * A round costs the store about five commands, however many it counts.
	 */
	private static final int ENOUGH = ThreadCounter.ROUND / 2;

	private static final Duration LINGER = Duration.ofSeconds(1);

	/** How long a change waits before the sweep takes it for left. */
	private static final Duration LEFT = Duration.ofSeconds(5);

	private final ThreadCounter counter;

	private final EveryTeam everyTeam;

	private final Clock clock;

	private final MessageProperties properties;

	private final Set<TeamThread> waiting = ConcurrentHashMap.newKeySet();

	/** The changes since the last rounds. */
	private final AtomicInteger changes = new AtomicInteger();

	/** When the last rounds began that had something to do. */
	private volatile long rounds = System.nanoTime();

	private final ExecutorService background = Executors.newFixedThreadPool(WORKERS,
			DaemonThreads.named("thread-counts"));

	ThreadCountQueue(ThreadCounter counter, EveryTeam everyTeam, Clock clock, MessageProperties properties) {
		this.counter = counter;
		this.everyTeam = everyTeam;
		this.clock = clock;
		this.properties = properties;
	}

	/** A thread of a team. */
	private record TeamThread(String team, String thread) {
	}

	/** Has the thread of a message count soon that it came or went. */
	void countSoon(Message message) {
		if (this.waiting.size() < MOST) {
			this.waiting.add(new TeamThread(message.team(), message.thread()));
		}
		this.changes.incrementAndGet();
	}

	/**
	 * One round of each worker, for threads that wait, where enough wait or for long
	 * enough.
	 */
	void countWaiting() {
		long now = System.nanoTime();
		boolean enough = this.changes.get() >= ENOUGH || now - this.rounds >= LINGER.toNanos();
		if (!enough || this.waiting.isEmpty()) {
			return;
		}
		this.rounds = now;
		this.changes.set(0);
		List<Callable<Void>> rounds = new ArrayList<>();
		for (int i = 0; i < WORKERS && !this.waiting.isEmpty(); i++) {
			List<TeamThread> some = take();
			rounds.add(() -> {
				count(some);
				return null;
			});
		}
		try {
			this.background.invokeAll(rounds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<TeamThread> take() {
		List<TeamThread> some = new ArrayList<>();
		Iterator<TeamThread> threads = this.waiting.iterator();
		while (threads.hasNext() && some.size() < THREADS_IN_A_ROUND) {
			some.add(threads.next());
			threads.remove();
		}
		return some;
	}

	private void count(Collection<TeamThread> threads) {
		Map<String, Set<String>> byTeam = threads.stream()
			.collect(Collectors.groupingBy(TeamThread::team,
					Collectors.mapping(TeamThread::thread, Collectors.toSet())));
		byTeam.forEach((team, some) -> {
			try {
				Set<String> left = this.counter.of(team).round(some);
				left.forEach((thread) -> this.waiting.add(new TeamThread(team, thread)));
				// Somebody else was faster, or there was more than a round counts.
				this.changes.addAndGet(left.isEmpty() ? 0 : ENOUGH);
			}
			catch (RuntimeException ex) {
				log.warn("{} threads could not count and will at the next sweep: {}", some.size(), ex.toString());
			}
		});
	}

	/**
	 * Counts what was left, and deletes the places of messages that were deleted long
	 * ago.
	 */
	void sweep() {
		Instant now = this.clock.instant();
		count(MessageRepository.waiting(this.everyTeam.owned(), now.minus(LEFT), ThreadCounter.ROUND)
			.stream()
			.flatMap((message) -> message.changes()
				.stream()
				.map((change) -> new TeamThread(message.team(), change.thread())))
			.collect(Collectors.toSet()));
		Query old = new Query(Criteria.where("deleted_at")
			.lt(now.minus(this.properties.deletedAge()))
			.and("filings.thread")
			.exists(false)
			.and("outbox.at")
			.exists(false));
		this.everyTeam.owned().remove(old, Message.class);
	}

	@Override
	public void destroy() {
		this.background.shutdownNow();
	}

}
