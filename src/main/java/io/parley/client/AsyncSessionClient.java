package io.parley.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The asynchronous form of {@link SessionClient}, which see for what each method does.
 * Each answers at once with a future that fails with the exceptions that the blocking
 * form throws.
 *
 * <p>
 * Cancelling a future ends what it stands for: the request is broken off, the wait's
 * subscription is given up. The futures complete on threads of the client, and what is
 * chained to them may block there.
 */
public final class AsyncSessionClient {

	private final SessionClient blocking;

	private final Workers workers;

	AsyncSessionClient(SessionClient blocking, Workers workers) {
		this.blocking = blocking;
		this.workers = workers;
	}

	/** As {@link SessionClient#createSession(String)}. */
	public CompletableFuture<Map<String, Object>> createSession(String sessionId) {
		return this.workers.async(() -> this.blocking.createSession(sessionId));
	}

	/** As {@link SessionClient#createSession(String, Map, Map, Long, String)}. */
	public CompletableFuture<Map<String, Object>> createSession(String sessionId,
			@Nullable Map<String, Object> messageData, @Nullable Map<String, Object> messageDataTemplate,
			@Nullable Long expiryDate, @Nullable String subjectId) {
		return this.workers.async(
				() -> this.blocking.createSession(sessionId, messageData, messageDataTemplate, expiryDate, subjectId));
	}

	/** As {@link SessionClient#sendMessage(String, String, String)}. */
	public CompletableFuture<Map<String, Object>> sendMessage(String sessionId, String channelId, String message) {
		return this.workers.async(() -> this.blocking.sendMessage(sessionId, channelId, message));
	}

	/** As {@link SessionClient#expireSessions()}. */
	public CompletableFuture<Map<String, Object>> expireSessions() {
		return this.workers.async(() -> this.blocking.expireSessions());
	}

	/** As {@link SessionClient#rejectSession(String)}. */
	public CompletableFuture<Map<String, Object>> rejectSession(String sessionId) {
		return this.workers.async(() -> this.blocking.rejectSession(sessionId));
	}

	/**
	 * As {@link SessionClient#sendAndWaitForResponse(String, String, String, String)}.
	 */
	public CompletableFuture<Map<String, Object>> sendAndWaitForResponse(String sessionId, String channelId,
			String message, @Nullable String subjectId) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, SessionClient.DEFAULT_TIMEOUT);
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Duration)}.
	 */
	public CompletableFuture<Map<String, Object>> sendAndWaitForResponse(String sessionId, String channelId,
			String message, @Nullable String subjectId, Duration timeout) {
		return this.workers
			.async(() -> this.blocking.sendAndWaitForResponse(sessionId, channelId, message, subjectId, timeout));
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Class)}.
	 */
	public <T> CompletableFuture<T> sendAndWaitForResponse(String sessionId, String channelId, String message,
			@Nullable String subjectId, Class<T> replyType) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, SessionClient.DEFAULT_TIMEOUT,
				replyType);
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Duration, Class)}.
	 */
	public <T> CompletableFuture<T> sendAndWaitForResponse(String sessionId, String channelId, String message,
			@Nullable String subjectId, Duration timeout, Class<T> replyType) {
		return this.workers.async(() -> this.blocking.sendAndWaitForResponse(sessionId, channelId, message, subjectId,
				timeout, replyType));
	}

}
