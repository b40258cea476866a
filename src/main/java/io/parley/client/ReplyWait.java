package io.parley.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One message and the wait for its reply. The reply is taken from whichever tells first:
 * NATS, which is listened to before the message is sent, or the session itself, which is
 * asked over HTTP now and then, at once when NATS went away or came back or when
 * something happened to the session, and once more just before the time is over.
 */
final class ReplyWait {

	/**
	 * How much seldomer to ask while NATS is there: it does not keep what it could not
	 * deliver.
	 */
	private static final int WHILE_PUSHED = 10;

	/**
	 * A reply is told on two subjects; the one that carries it is given this long to be
	 * first.
	 */
	private static final Duration OVERTAKE = Duration.ofMillis(250);

	private static final Duration LONGEST_LAST_LOOK = Duration.ofSeconds(1);

	private final CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();

	private final Question question;

	private final SessionApi api;

	private final Replies replies;

	private final Workers workers;

	private final Duration pollInterval;

	private final Deadline deadline;

	private volatile boolean asked;

	private volatile boolean sent;

	private volatile boolean hurry;

	private volatile Throwable trouble;

	private Future<?> timer;

	private Future<?> nextLook;

	private Deadline nextLookAt;

	private CompletableFuture<?> call;

	ReplyWait(Question question, SessionApi api, Replies replies, Workers workers, Duration pollInterval) {
		this.question = question;
		this.api = api;
		this.replies = replies;
		this.workers = workers;
		this.pollInterval = pollInterval;
		this.deadline = Deadline.in(question.timeout());
	}

	String sessionId() {
		return this.question.sessionId();
	}

	String replySubject() {
		return Subjects.reply(this.question.subjectId());
	}

	String lifecycleSubject() {
		return Subjects.lifecycle(sessionId());
	}

	/** Asks. Cancelling what this answers ends the wait and leaves nothing behind. */
	CompletableFuture<Map<String, Object>> start() {
		this.timer = this.workers.after(this.deadline.left(), this::timeUp);
		CompletableFuture<Void> listening = this.replies.listen(this);
		this.reply.whenComplete((answer, failure) -> release(failure != null));
		listening.thenCompose((listens) -> send()).whenComplete((answer, failure) -> sent(failure));
		return this.workers.track(this.reply);
	}

	/**
	 * A reply to this session arrived over NATS. One from before the question is not the
	 * answer to it.
	 */
	void replied(Map<String, Object> event) {
		if (this.asked) {
			this.reply.complete(event);
		}
	}

	/**
	 * NATS told that something happened to a session of this id, in some team: worth a
	 * look at ours.
	 */
	void happened(String event) {
		switch (event) {
			case "rejected", "expired", "deleted" -> lookIn(Duration.ZERO);
			case "replied" -> lookIn(OVERTAKE);
			default -> {
			}
		}
	}

	/** Something may have been missed. Not all who wait ask at the same moment. */
	void lookSoon() {
		lookIn(Backoff.jittered(this.pollInterval.dividedBy(2)));
	}

	private CompletableFuture<Map<String, Object>> send() {
		this.asked = true;
		Duration time = Deadline.min(this.api.deadline().left(), this.deadline.left());
		return follow(
				this.api.send(sessionId(), this.question.channelId(), this.question.message(), Deadline.in(time)));
	}

	private void sent(Throwable failure) {
		if (failure != null) {
			this.reply.completeExceptionally(Failures.unwrap(failure));
			return;
		}
		this.sent = true;
		lookIn(this.hurry ? OVERTAKE : pause());
	}

	private synchronized void lookIn(Duration time) {
		if (!this.sent) {
			this.hurry = true;
			return;
		}
		Duration left = this.deadline.left();
		Duration untilLast = left.minus(Deadline.min(LONGEST_LAST_LOOK, this.question.timeout().dividedBy(10)));
		Duration delay = untilLast.isNegative() ? time : Deadline.min(time, untilLast);
		boolean sooner = this.nextLookAt == null || delay.compareTo(this.nextLookAt.left()) < 0;
		if (sooner && delay.compareTo(left) < 0 && !this.reply.isDone()) {
			cancel(this.nextLook);
			this.nextLookAt = Deadline.in(delay);
			this.nextLook = this.workers.after(delay, this::look);
		}
	}

	private void look() {
		synchronized (this) {
			this.nextLookAt = null;
		}
		CompletableFuture<Map<String, Object>> found = follow(this.api.find(sessionId()));
		found.whenComplete((answer, failure) -> {
			if (current(found)) {
				looked(answer, failure);
				lookIn(pause());
			}
		});
	}

	private void looked(Map<String, Object> answer, Throwable failure) {
		if (failure instanceof SessionHttpException refused && refused.status() == 404) {
			this.reply.completeExceptionally(new SessionEndedException(sessionId(), "deleted"));
		}
		else if (failure != null) {
			this.trouble = failure;
		}
		else {
			SessionState state = SessionState.of(sessionId(), answer);
			state.reply().ifPresent(this.reply::complete);
			state.ended().ifPresent(this.reply::completeExceptionally);
		}
	}

	private Duration pause() {
		return Backoff
			.jittered(this.replies.pushed() ? this.pollInterval.multipliedBy(WHILE_PUSHED) : this.pollInterval);
	}

	private void timeUp() {
		this.reply.completeExceptionally(
				new SessionTimeoutException(sessionId(), this.question.timeout(), this.sent, this.trouble));
	}

	/**
	 * Makes this the request under way; one that still was is broken off, for this one
	 * knows more.
	 */
	private <T> CompletableFuture<T> follow(CompletableFuture<T> next) {
		CompletableFuture<?> last;
		synchronized (this) {
			last = this.call;
			this.call = next;
		}
		cancel(last);
		if (this.reply.isCompletedExceptionally()) {
			next.cancel(true);
		}
		return next;
	}

	private synchronized boolean current(CompletableFuture<?> found) {
		return this.call == found;
	}

	private void release(boolean breakOff) {
		this.replies.forget(this);
		CompletableFuture<?> last;
		synchronized (this) {
			cancel(this.timer);
			cancel(this.nextLook);
			last = this.call;
		}
		if (breakOff) {
			cancel(last);
		}
	}

	private static void cancel(Future<?> future) {
		if (future != null) {
			future.cancel(true);
		}
	}

}
