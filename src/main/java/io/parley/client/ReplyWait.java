package io.parley.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * One question and the wait for its reply, in the thread of the caller. The reply is
 * taken from whichever tells first: NATS, which is listened to before the message is
 * sent, or the session itself, which is looked at over HTTP: now and then, sooner when
 * NATS gives a reason to, and once more just before the time is over. What other threads
 * tell is decided on in the caller's thread alone.
 */
final class ReplyWait {

	/**
	 * A reply is told on two subjects; the one that carries it is given this long to be
	 * first.
	 */
	private static final Duration OVERTAKE = Duration.ofMillis(250);

	/**
	 * How much seldomer to look while NATS tells of replies: it does not keep what it
	 * could not deliver.
	 */
	private static final int WHILE_LISTENING = 10;

	private static final Duration LONGEST_LAST_LOOK = Duration.ofSeconds(1);

	private final WaitingThread thread;

	private final SessionApi api;

	private final ReplyListener listener;

	private final Workers workers;

	private final String sessionId;

	private final List<String> subjects;

	private final Duration timeout;

	private final Duration pollInterval;

	private final Deadline deadline;

	private volatile boolean asked;

	private @Nullable String team;

	private boolean sent;

	private boolean hurry;

	private @Nullable Deadline nextLook;

	private @Nullable Future<?> look;

	private @Nullable Throwable trouble;

	private @Nullable Map<String, Object> reply;

	/**
	 * A wait that has yet to begin.
	 * @param subjectId on which the reply is told; null is the empty one, as sessions
	 * have it by default
	 */
	ReplyWait(SessionApi api, ReplyListener listener, Workers workers, String sessionId, @Nullable String subjectId,
			Duration timeout, Duration pollInterval) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("timeout must be more than nothing, not " + timeout);
		}
		this.api = api;
		this.listener = listener;
		this.workers = workers;
		this.thread = new WaitingThread(workers.pool());
		this.sessionId = sessionId;
		this.subjects = List.of(SessionSubjects.reply(Objects.requireNonNullElse(subjectId, "")),
				SessionSubjects.lifecycle(sessionId));
		this.timeout = timeout;
		this.pollInterval = pollInterval;
		this.deadline = Deadline.in(timeout);
	}

	String sessionId() {
		return this.sessionId;
	}

	List<String> subjects() {
		return this.subjects;
	}

	/** Sends the message and waits for the reply, or for what rules one out. */
	Map<String, Object> ask(String channelId, String message) {
		try {
			return askAndForget(channelId, message);
		}
		catch (InterruptedException ex) {
			throw Workers.interrupted(ex);
		}
	}

	/** Cleans up before the thread is marked as interrupted, or that would not go out. */
	private Map<String, Object> askAndForget(String channelId, String message) throws InterruptedException {
		Future<?> sending = null;
		try {
			// NATS may be silent rather than away; the message is not held back for all
			// of the time then.
			this.listener.listen(this, Deadline.in(this.timeout.dividedBy(4)));
			this.asked = true;
			sending = this.thread.call(() -> this.api.send(this.sessionId, channelId, message, this.deadline),
					this::sent, (failure) -> {
						throw failure;
					});
			return await();
		}
		finally {
			this.listener.forget(this);
			cancel(this.look);
			if (this.reply == null) {
				cancel(sending);
			}
		}
	}

	private Map<String, Object> await() throws InterruptedException {
		while (this.reply == null) {
			this.workers.checkNotClosedMeanwhile();
			if (this.deadline.hasPassed()) {
				throw new SessionTimeoutException(this.sessionId, this.timeout, this.sent, this.trouble);
			}
			Deadline until = (this.nextLook != null) ? this.deadline.orEarlier(this.nextLook) : this.deadline;
			if (!this.thread.runNext(until) && this.nextLook != null && this.nextLook.hasPassed()) {
				look();
			}
		}
		return this.reply;
	}

	/**
	 * The message went out. The subject on which it did names the caller's own team, and
	 * from now on what the session tells concerns the question.
	 */
	private void sent(Map<String, Object> answer) {
		if (answer.get("details") instanceof Map<?, ?> details && details.get("subject") instanceof String subject) {
			this.team = SessionSubjects.team(subject);
		}
		this.sent = true;
		lookIn(this.hurry ? Duration.ZERO : pause());
	}

	/**
	 * A reply to a session of this id came over NATS. One from before the question is not
	 * the answer to it. Session ids are unique only in a team, and all teams reply on the
	 * same subjects: before the client knows its team, the session itself has to tell.
	 */
	void replied(Map<String, Object> event) {
		if (!this.asked) {
			return;
		}
		this.thread.tell(() -> {
			if (!event.containsKey("team")
					|| SessionSubjects.token(String.valueOf(event.get("team"))).equals(this.team)) {
				this.reply = event;
			}
			else if (this.team == null) {
				this.sent = true;
				lookIn(Duration.ZERO);
			}
		});
	}

	/** Something happened to a session of this id, in some team: worth a look at ours. */
	void happened(String event) {
		this.thread.tell(() -> {
			switch (event) {
				case "rejected", "expired", "deleted" -> lookIn(Duration.ZERO);
				case "replied" -> lookIn(OVERTAKE);
				default -> {
				}
			}
		});
	}

	/** Something may have been missed. Not all who wait look at the same moment. */
	void lookSoon() {
		this.thread.tell(() -> lookIn(Backoff.jittered(this.pollInterval.dividedBy(2))));
	}

	/** NATS refuses this client. */
	void refused(SessionNatsException refused) {
		this.thread.tell(() -> {
			throw refused;
		});
	}

	/** The client was closed. */
	void closed() {
		this.thread.tell(this.workers::checkNotClosedMeanwhile);
	}

	/**
	 * Looks at the latest once this time has passed, or when the last look is due; if the
	 * message has yet to be sent, as soon as it is.
	 */
	private void lookIn(Duration time) {
		this.hurry = true;
		Duration last = this.deadline.left().minus(Deadline.min(LONGEST_LAST_LOOK, this.timeout.dividedBy(10)));
		Deadline then = Deadline.in(last.isNegative() ? time : Deadline.min(time, last));
		if (this.sent) {
			this.nextLook = (this.nextLook != null) ? this.nextLook.orEarlier(then) : then;
		}
	}

	/**
	 * One look at a time: one that still was under way is broken off, for this one sees
	 * more.
	 */
	private void look() {
		cancel(this.look);
		this.nextLook = null;
		this.look = this.thread.call(() -> this.api.find(this.sessionId), this::looked, this::lookFailed);
	}

	private void looked(Map<String, Object> answer) {
		SessionState state = SessionState.of(this.sessionId, answer);
		this.reply = state.reply().orElse(this.reply);
		if (this.reply == null) {
			state.ended().ifPresent((ended) -> {
				throw ended;
			});
			lookIn(pause());
		}
	}

	private void lookFailed(SessionClientException failure) {
		if (failure instanceof SessionHttpException refused && refused.status() == 404) {
			throw new SessionEndedException(this.sessionId, "deleted");
		}
		this.trouble = failure;
		lookIn(pause());
	}

	private Duration pause() {
		return Backoff
			.jittered(this.listener.listens() ? this.pollInterval.multipliedBy(WHILE_LISTENING) : this.pollInterval);
	}

	private static void cancel(@Nullable Future<?> call) {
		if (call != null) {
			call.cancel(true);
		}
	}

}
