package io.parley.client;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import io.nats.client.Message;
import tools.jackson.core.JacksonException;

/**
 * Who waits for which reply. Many may wait on one subject: it is subscribed once, each
 * message is read once and goes to those who wait for its session.
 */
final class Replies {

	private final Map<String, Map<String, Set<ReplyWait>>> waits = new HashMap<>();

	private final NatsLink link;

	Replies(NatsConnector connector, Workers workers) {
		this.link = new NatsLink(connector, workers, this::lookElsewhere);
	}

	/**
	 * Takes note of the wait. Completes when the server has its subscriptions, or NATS is
	 * away; fails if NATS refuses this client.
	 */
	CompletableFuture<Void> listen(ReplyWait wait) {
		add(wait.replySubject(), wait, this::onReply);
		add(wait.lifecycleSubject(), wait, this::onLifecycle);
		return this.link.confirmed();
	}

	void forget(ReplyWait wait) {
		remove(wait.replySubject(), wait);
		remove(wait.lifecycleSubject(), wait);
	}

	boolean pushed() {
		return this.link.connected();
	}

	private synchronized void add(String subject, ReplyWait wait, BiConsumer<String, Message> handler) {
		Map<String, Set<ReplyWait>> here = this.waits.get(subject);
		if (here == null) {
			here = new HashMap<>();
			this.waits.put(subject, here);
			this.link.subscribe(subject, (message) -> handler.accept(subject, message));
		}
		here.computeIfAbsent(wait.sessionId(), (id) -> new HashSet<>()).add(wait);
	}

	private synchronized void remove(String subject, ReplyWait wait) {
		Map<String, Set<ReplyWait>> here = this.waits.get(subject);
		if (here != null) {
			here.computeIfPresent(wait.sessionId(), (id, same) -> (same.remove(wait) && same.isEmpty()) ? null : same);
			if (here.isEmpty()) {
				this.waits.remove(subject);
				this.link.unsubscribe(subject);
			}
		}
	}

	private void onReply(String subject, Message message) {
		try {
			Map<String, Object> reply = Json.read(message.getData());
			find(subject, reply.get("session_id")).forEach((wait) -> wait.replied(reply));
		}
		catch (JacksonException ex) {
			// Not from the service. Should it stand for a reply after all, the next
			// question over HTTP finds it.
		}
	}

	private void onLifecycle(String subject, Message message) {
		String event = Subjects.lastToken(message.getSubject());
		all(subject).forEach((wait) -> wait.happened(event));
	}

	private void lookElsewhere() {
		everyone().forEach(ReplyWait::lookSoon);
	}

	private synchronized List<ReplyWait> find(String subject, Object sessionId) {
		return List.copyOf(on(subject).getOrDefault(sessionId, Set.of()));
	}

	private synchronized List<ReplyWait> all(String subject) {
		return on(subject).values().stream().flatMap(Set::stream).toList();
	}

	private synchronized Set<ReplyWait> everyone() {
		return this.waits.keySet().stream().flatMap((subject) -> all(subject).stream()).collect(Collectors.toSet());
	}

	private Map<String, Set<ReplyWait>> on(String subject) {
		return this.waits.getOrDefault(subject, Collections.emptyMap());
	}

	/** Listens no more; then runs the task. */
	void close(Runnable task) {
		this.link.close(task);
	}

}
