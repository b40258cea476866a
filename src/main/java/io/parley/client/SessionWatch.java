package io.parley.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Looks at a session over HTTP until it has a reply or has ended: now and then, sooner
 * when told to, and once more just before the time is over.
 */
final class SessionWatch {

	/**
	 * How much seldomer to look while NATS pushes replies: it does not keep what it could
	 * not deliver.
	 */
	private static final int WHILE_PUSHED = 10;

	private static final Duration LONGEST_LAST_LOOK = Duration.ofSeconds(1);

	private final Question question;

	private final SessionApi api;

	private final Workers workers;

	private final BooleanSupplier pushed;

	private final Deadline deadline;

	private final CompletableFuture<Map<String, Object>> reply;

	private boolean begun;

	private boolean hurry;

	private volatile Throwable trouble;

	private Future<?> next;

	private Deadline nextAt;

	private CompletableFuture<Map<String, Object>> look;

	/**
	 * A watch that has yet to begin.
	 * @param pushed whether replies are pushed at the moment
	 * @param reply completed with what the session tells
	 */
	SessionWatch(Question question, SessionApi api, Workers workers, BooleanSupplier pushed, Deadline deadline,
			CompletableFuture<Map<String, Object>> reply) {
		this.question = question;
		this.api = api;
		this.workers = workers;
		this.pushed = pushed;
		this.deadline = deadline;
		this.reply = reply;
	}

	/** From now on what the session tells concerns the question. */
	synchronized void begin() {
		this.begun = true;
		lookIn(this.hurry ? Duration.ZERO : pause());
	}

	synchronized boolean begun() {
		return this.begun;
	}

	/**
	 * Looks at the latest once this time has passed; if the watch has yet to begin, as
	 * soon as it does.
	 */
	synchronized void lookIn(Duration time) {
		this.hurry = true;
		Duration left = this.deadline.left();
		Duration untilLast = left.minus(Deadline.min(LONGEST_LAST_LOOK, this.question.timeout().dividedBy(10)));
		Duration delay = untilLast.isNegative() ? time : Deadline.min(time, untilLast);
		boolean sooner = this.nextAt == null || delay.compareTo(this.nextAt.left()) < 0;
		if (this.begun && sooner && delay.compareTo(left) < 0 && !this.reply.isDone()) {
			cancel(this.next);
			this.nextAt = Deadline.in(delay);
			this.next = this.workers.after(delay, this::look);
		}
	}

	/** Something may have been missed. Not all who wait look at the same moment. */
	void lookSoon() {
		lookIn(Backoff.jittered(this.question.pollInterval().dividedBy(2)));
	}

	/** The last thing that went wrong, or null. */
	Throwable trouble() {
		return this.trouble;
	}

	synchronized void stop() {
		cancel(this.next);
		cancel(this.look);
	}

	/**
	 * One look at a time: one that still was under way is broken off, for this one sees
	 * more.
	 */
	private synchronized void look() {
		this.nextAt = null;
		CompletableFuture<Map<String, Object>> last = this.look;
		this.look = this.reply.isDone() ? null : this.api.find(this.question.sessionId());
		cancel(last);
		if (this.look != null) {
			CompletableFuture<Map<String, Object>> mine = this.look;
			mine.whenCompleteAsync((answer, failure) -> looked(mine, answer, failure), this.workers.pool());
		}
	}

	private void looked(CompletableFuture<?> mine, Map<String, Object> answer, Throwable failure) {
		if (mine.isCancelled()) {
			return;
		}
		if (failure instanceof SessionHttpException refused && refused.status() == 404) {
			this.reply.completeExceptionally(new SessionEndedException(this.question.sessionId(), "deleted"));
		}
		else if (failure != null) {
			this.trouble = failure;
		}
		else {
			SessionState state = SessionState.of(this.question.sessionId(), answer);
			state.reply().ifPresent(this.reply::complete);
			state.ended().ifPresent(this.reply::completeExceptionally);
		}
		lookIn(pause());
	}

	private Duration pause() {
		Duration interval = this.question.pollInterval();
		return Backoff.jittered(this.pushed.getAsBoolean() ? interval.multipliedBy(WHILE_PUSHED) : interval);
	}

	private static void cancel(Future<?> future) {
		if (future != null) {
			future.cancel(true);
		}
	}

}
