package io.parley.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.nats.client.Connection;

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

	private static final Map<String, Object> ANYTHING = Map.of("type", "object", "additionalProperties", true);

	private final ClientSettings settings;

	private final Workers workers = new Workers();

	private final OwnTeam team = new OwnTeam();

	private final SessionApi api;

	private final Replies replies;

	AsyncSessionClient(ClientSettings settings, HttpClient http, Connection nats) {
		this.settings = settings;
		this.api = new SessionApi(settings, http, this.workers);
		this.replies = new Replies(new NatsConnector(settings, this.workers, nats), this.workers);
	}

	/** As {@link SessionClient#createSession(String)}. */
	public CompletableFuture<Map<String, Object>> createSession(String sessionId) {
		return createSession(sessionId, null, null, null, null);
	}

	/** As {@link SessionClient#createSession(String, Map, Map, Long, String)}. */
	public CompletableFuture<Map<String, Object>> createSession(String sessionId, Map<String, Object> messageData,
			Map<String, Object> messageDataTemplate, Long expiryDate, String subjectId) {
		Map<String, Object> session = new LinkedHashMap<>();
		session.put("session_id", Objects.requireNonNull(sessionId, "sessionId"));
		session.put("message_data", Objects.requireNonNullElse(messageData, Map.of()));
		session.put("message_data_template", Objects.requireNonNullElse(messageDataTemplate, ANYTHING));
		session.put("expiry_date", expiryDate);
		session.put("subject_id", subjectId);
		session.values().removeIf(Objects::isNull);
		this.workers.checkOpen();
		return handOut(this.api.create(session));
	}

	/** As {@link SessionClient#sendMessage(String, String, String)}. */
	public CompletableFuture<Map<String, Object>> sendMessage(String sessionId, String channelId, String message) {
		this.workers.checkOpen();
		return handOut(this.api.send(sessionId, channelId, message, this.api.deadline()));
	}

	/** As {@link SessionClient#expireSessions()}. */
	public CompletableFuture<Map<String, Object>> expireSessions() {
		this.workers.checkOpen();
		return handOut(this.api.expire());
	}

	/** As {@link SessionClient#rejectSession(String)}. */
	public CompletableFuture<Map<String, Object>> rejectSession(String sessionId) {
		this.workers.checkOpen();
		return handOut(this.api.reject(sessionId));
	}

	/**
	 * As {@link SessionClient#sendAndWaitForResponse(String, String, String, String)}.
	 */
	public CompletableFuture<Map<String, Object>> sendAndWaitForResponse(String sessionId, String channelId,
			String message, String subjectId) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, SessionClient.DEFAULT_TIMEOUT);
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Duration)}.
	 */
	public CompletableFuture<Map<String, Object>> sendAndWaitForResponse(String sessionId, String channelId,
			String message, String subjectId, Duration timeout) {
		return handOut(ask(sessionId, channelId, message, subjectId, timeout));
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Class)}.
	 */
	public <T> CompletableFuture<T> sendAndWaitForResponse(String sessionId, String channelId, String message,
			String subjectId, Class<T> replyType) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, SessionClient.DEFAULT_TIMEOUT,
				replyType);
	}

	/**
	 * As
	 * {@link SessionClient#sendAndWaitForResponse(String, String, String, String, Duration, Class)}.
	 */
	public <T> CompletableFuture<T> sendAndWaitForResponse(String sessionId, String channelId, String message,
			String subjectId, Duration timeout, Class<T> replyType) {
		Objects.requireNonNull(replyType, "replyType");
		return this.workers.handOut(ask(sessionId, channelId, message, subjectId, timeout),
				(reply) -> TypedReply.of(reply, replyType));
	}

	private CompletableFuture<Map<String, Object>> ask(String sessionId, String channelId, String message,
			String subjectId, Duration timeout) {
		this.workers.checkOpen();
		Question question = new Question(sessionId, channelId, message, subjectId, timeout,
				this.settings.pollInterval());
		return new ReplyWait(question, this.api, this.replies, this.team, this.workers).start();
	}

	private CompletableFuture<Map<String, Object>> handOut(CompletableFuture<Map<String, Object>> call) {
		return this.workers.handOut(call, Function.identity());
	}

	boolean listensOnNats() {
		return this.replies.pushed();
	}

	void close() {
		this.workers.failCalls();
		this.replies.close(() -> {
			this.api.close();
			this.workers.close();
		});
	}

}
