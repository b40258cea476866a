package io.parley.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One question and the wait for its reply. The reply is taken from whichever tells first:
 * NATS, which is listened to before the message is sent, or the session itself, which is
 * looked at over HTTP ({@link SessionWatch}).
 */
final class ReplyWait {

	/**
	 * A reply is told on two subjects; the one that carries it is given this long to be
	 * first.
	 */
	private static final Duration OVERTAKE = Duration.ofMillis(250);

	private final CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();

	private final Question question;

	private final SessionApi api;

	private final Replies replies;

	private final Workers workers;

	private final OwnTeam team;

	private final Deadline deadline;

	private final SessionWatch watch;

	private volatile boolean asked;

	private volatile CompletableFuture<?> sending;

	ReplyWait(Question question, SessionApi api, Replies replies, OwnTeam team, Workers workers) {
		this.question = question;
		this.api = api;
		this.replies = replies;
		this.team = team;
		this.workers = workers;
		this.deadline = Deadline.in(question.timeout());
		this.watch = new SessionWatch(question, api, workers, replies::pushed, this.deadline, this.reply);
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
		Future<?> timer = this.workers.after(this.deadline.left(), this::timeUp);
		CompletableFuture<Void> listening = this.replies.listen(this);
		// NATS may be silent rather than away; the message is not held back for all of
		// the time then.
		Future<?> patience = this.workers.after(this.question.timeout().dividedBy(4), () -> listening.complete(null));
		listening.whenComplete((listens, failure) -> patience.cancel(false));
		this.reply.whenComplete((answer, failure) -> release(timer, failure != null));
		listening.thenCompose((listens) -> send()).whenComplete(this::sent);
		return this.workers.track(this.reply);
	}

	/**
	 * A reply to a session of this id arrived over NATS. One from before the question is
	 * not the answer to it, nor is one of another team. Before the client knows its team,
	 * the session itself has to tell.
	 */
	void replied(Map<String, Object> event) {
		if (!this.asked) {
			return;
		}
		if (!event.containsKey("team") || this.team.is(event.get("team"))) {
			this.reply.complete(event);
		}
		else if (!this.team.known()) {
			this.watch.begin();
			this.watch.lookIn(Duration.ZERO);
		}
	}

	/**
	 * NATS told that something happened to a session of this id, in some team: worth a
	 * look at ours.
	 */
	void happened(String event) {
		switch (event) {
			case "rejected", "expired", "deleted" -> this.watch.lookIn(Duration.ZERO);
			case "replied" -> this.watch.lookIn(OVERTAKE);
			default -> {
			}
		}
	}

	/** NATS went away or came back. */
	void lookSoon() {
		this.watch.lookSoon();
	}

	private CompletableFuture<Map<String, Object>> send() {
		this.asked = true;
		Deadline end = Deadline.in(Deadline.min(this.api.deadline().left(), this.deadline.left()));
		CompletableFuture<Map<String, Object>> call = this.api.send(sessionId(), this.question.channelId(),
				this.question.message(), end);
		this.sending = call;
		if (this.reply.isCompletedExceptionally()) {
			call.cancel(true);
		}
		return call;
	}

	private void sent(Map<String, Object> answer, Throwable failure) {
		if (failure == null) {
			this.team.learn(answer);
			this.watch.begin();
		}
		else {
			this.reply.completeExceptionally(Failures.unwrap(failure));
		}
	}

	private void timeUp() {
		this.reply.completeExceptionally(new SessionTimeoutException(sessionId(), this.question.timeout(),
				this.watch.begun(), this.watch.trouble()));
	}

	/**
	 * A reply may overtake the answer to the message that it replies to; that request is
	 * then left to finish.
	 */
	private void release(Future<?> timer, boolean breakOff) {
		timer.cancel(false);
		this.replies.forget(this);
		this.watch.stop();
		CompletableFuture<?> call = this.sending;
		if (breakOff && call != null) {
			call.cancel(true);
		}
	}

}
