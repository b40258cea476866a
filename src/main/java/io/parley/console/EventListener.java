package io.parley.console;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One page that waits for what is new. It is told once a second at most, and hears a
 * comment now and then, by which a page that has gone is found. Times are those of
 * {@link System#nanoTime()}.
 */
final class EventListener {

	private static final Duration BETWEEN = Duration.ofSeconds(1);

	/** How soon a page asks again after its connection has ended. */
	private static final long RECONNECT_MILLIS = 1000;

	private final String who;

	private final BooleanSupplier standing;

	private final SseEmitter emitter = new SseEmitter(0L);

	private final AtomicBoolean writing = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final long begin = System.nanoTime();

	private final long longest;

	private final long heartbeat;

	private volatile boolean news;

	private volatile boolean greeted;

	private volatile long told = this.begin - BETWEEN.toNanos();

	private volatile long written = this.begin;

	private volatile long looked = this.begin;

	private volatile Runnable whenEnded = () -> {
	};

	EventListener(String who, BooleanSupplier standing, Duration longest, Duration heartbeat) {
		this.who = who;
		this.standing = standing;
		this.longest = longest.toNanos();
		this.heartbeat = heartbeat.toNanos();
	}

	String who() {
		return this.who;
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	/** Has something run once when it has ended, by whichever side. */
	void whenEnded(Runnable action) {
		this.whenEnded = action;
		this.emitter.onCompletion(this::ended);
		this.emitter.onError((ex) -> ended());
	}

	/** Takes note that something is new. */
	void told() {
		this.news = true;
	}

	/** Looks whether something is to be written, and has a thread do it. */
	void tick(Executor writers) {
		if (isDue(System.nanoTime()) && this.writing.compareAndSet(false, true)) {
			try {
				writers.execute(this::write);
			}
			catch (RejectedExecutionException ex) {
				this.writing.set(false);
			}
		}
	}

	private boolean isDue(long now) {
		return !this.greeted || isTold(now) || now - this.written >= this.heartbeat
				|| now - this.looked >= this.heartbeat || now - this.begin >= this.longest;
	}

	/** Whether it is to be told of what is new now. */
	private boolean isTold(long now) {
		return this.news && now - this.told >= BETWEEN.toNanos();
	}

	private void write() {
		try {
			long now = System.nanoTime();
			if (now - this.begin >= this.longest || !isAllowed(now)) {
				end();
				return;
			}
			if (!this.greeted) {
				this.greeted = true;
				this.emitter.send(SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("here"));
			}
			else if (isTold(now)) {
				// Before it is written: what comes meanwhile is told once more.
				this.news = false;
				this.told = now;
				this.emitter.send(SseEmitter.event().name("sessions").data("new"));
			}
			else {
				this.emitter.send(SseEmitter.event().comment("here"));
			}
			this.written = now;
		}
		catch (IOException | IllegalStateException ex) {
			ended();
		}
		finally {
			this.writing.set(false);
		}
	}

	/** Where it cannot be known now, the page has to ask again. */
	private boolean isAllowed(long now) {
		if (now - this.looked < this.heartbeat) {
			return true;
		}
		this.looked = now;
		try {
			return this.standing.getAsBoolean();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/** Ends it from this side. */
	void end() {
		this.emitter.complete();
		ended();
	}

	private void ended() {
		if (this.ended.compareAndSet(false, true)) {
			this.whenEnded.run();
		}
	}

}
