package io.parley.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.nats.client.Connection;
import io.nats.client.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Who waits for which reply. Many may wait on one subject: it is subscribed once, each
 * message is read once and goes to those who wait for its session.
 */
final class ReplyListener {

	private final Map<String, Set<ReplyWait>> waits = new HashMap<>();

	private final NatsLink link;

	/**
	 * A listener that is not connected yet.
	 * @param given the caller's own connection, which is not closed here, or null
	 */
	ReplyListener(ClientSettings settings, Workers workers, @Nullable Connection given) {
		this.link = new NatsLink(settings, workers, given, this);
	}

	/**
	 * Takes note of a wait. Returns when the server has its subscriptions, or NATS is
	 * away, or the time is over.
	 * @throws SessionNatsException when NATS refuses this client
	 */
	void listen(ReplyWait wait, Deadline deadline) throws InterruptedException {
		synchronized (this) {
			wait.subjects().forEach((subject) -> {
				if (this.waits.computeIfAbsent(subject, (unknown) -> new HashSet<>()).isEmpty()) {
					this.link.subscribe(subject, (message) -> tell(subject, message));
				}
				this.waits.get(subject).add(wait);
			});
		}
		this.link.awaitSubscribed(deadline);
	}

	synchronized void forget(ReplyWait wait) {
		wait.subjects().forEach((subject) -> {
			Set<ReplyWait> all = this.waits.getOrDefault(subject, new HashSet<>());
			if (all.remove(wait) && all.isEmpty()) {
				this.waits.remove(subject);
				this.link.unsubscribe(subject);
			}
		});
	}

	/** Whether what happens is told over NATS now. */
	boolean listens() {
		return this.link.isConnected();
	}

	private void tell(String subject, Message message) {
		if (!SessionSubjects.isReply(subject)) {
			String event = SessionSubjects.lastToken(message.getSubject());
			on(subject).forEach((wait) -> wait.happened(event));
			return;
		}
		try {
			Map<String, Object> reply = Json.read(message.getData());
			on(subject).stream()
				.filter((wait) -> wait.sessionId().equals(reply.get("session_id")))
				.forEach((wait) -> wait.replied(reply));
		}
		catch (JacksonException ex) {
			// Not from the service. Should it stand for a reply after all, the next
			// question over HTTP finds it.
		}
	}

	/** Messages may have been missed. */
	void lookSoon() {
		everyone().forEach(ReplyWait::lookSoon);
	}

	/** NATS refuses this client. */
	void refused(SessionNatsException refused) {
		everyone().forEach((wait) -> wait.refused(refused));
	}

	private synchronized List<ReplyWait> on(String subject) {
		return List.copyOf(this.waits.getOrDefault(subject, Set.of()));
	}

	private synchronized Set<ReplyWait> everyone() {
		Set<ReplyWait> all = new HashSet<>();
		this.waits.values().forEach(all::addAll);
		return all;
	}

	/** Ends all waits and listens no more. */
	void close() {
		everyone().forEach(ReplyWait::closed);
		this.link.close();
	}

}
