package io.parley.console;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.parley.dispatch.EventFeed;
import io.parley.store.DaemonThreads;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages that are told when something new came, each over a connection of its own. All
 * of them are closed at the very beginning of a shutdown, which waits for no page.
 */
@Component
class EventListeners implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(EventListeners.class);

	/**
	 * How many pages of one caller may listen. A browser opens six connections to one
	 * service at most, so this is enough for two of them and a phone.
	 */
	private static final int EACH = 16;

	private static final long TICK_MILLIS = 200;

	/** Threads that write to pages; one that takes nothing holds up one of them. */
	private static final int WRITERS = 4;

	private final Set<EventListener> listeners = ConcurrentHashMap.newKeySet();

	private final EventFeed feed;

	private final ConsoleProperties properties;

	/** Of this run: the service may be started again after it was stopped. */
	private volatile @Nullable ScheduledExecutorService ticks;

	private volatile @Nullable ExecutorService writers;

	private volatile boolean running;

	EventListeners(EventFeed feed, ConsoleProperties properties) {
		this.feed = feed;
		this.properties = properties;
	}

	/**
	 * Begins to tell a page of what is new in its caller's team.
	 * @param standing whether the caller still may be told; asked now and then
	 * @param longest after which the page has to ask again
	 * @throws ProblemException 503 where there are too many already
	 */
	synchronized SseEmitter open(Caller caller, BooleanSupplier standing, Duration longest) {
		String who = caller.team() + " " + caller.id();
		if (!this.running || this.listeners.size() >= this.properties.listeners()
				|| this.listeners.stream().filter((other) -> other.who().equals(who)).count() >= EACH) {
			throw ProblemException
				.unavailable("Too many pages wait for what is new; this one shows it when it is" + " loaded again");
		}
		EventListener listener = new EventListener(who, standing, longest, this.properties.heartbeat());
		this.listeners.add(listener);
		EventFeed.Listening listening = this.feed.listen(caller.team(), listener::told);
		listener.whenEnded(() -> {
			this.listeners.remove(listener);
			listening.close();
		});
		return listener.emitter();
	}

	/** How many there are. */
	int count() {
		return this.listeners.size();
	}

	/** Goes on whatever comes up: what is thrown here would be the last tick. */
	private void tick() {
		ExecutorService writing = this.writers;
		if (writing == null) {
			return;
		}
		try {
			this.listeners.forEach((listener) -> listener.tick(writing));
		}
		catch (RuntimeException | Error ex) {
			log.error("Pages were not told what is new", ex);
		}
	}

	@Override
	public synchronized void start() {
		this.writers = Executors.newFixedThreadPool(WRITERS, DaemonThreads.named("console-events"));
		ScheduledExecutorService ticking = Executors
			.newSingleThreadScheduledExecutor(DaemonThreads.named("console-tick"));
		this.ticks = ticking;
		ticking.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
		this.running = true;
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		ScheduledExecutorService ticking = this.ticks;
		ExecutorService writing = this.writers;
		if (ticking != null) {
			ticking.shutdownNow();
		}
		this.listeners.forEach(EventListener::end);
		if (writing != null) {
			writing.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Stops before the server, which would wait for what it still answers. */
	@Override
	public int getPhase() {
		return SmartLifecycle.DEFAULT_PHASE;
	}

}
