package io.parley.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Asks a human and waits for the reply: what a workflow engine embeds.
 *
 * <pre>{@code
 * try (SessionClient client = new SessionClient("http://localhost:8000")) {
 *     client.createSession("session123", Map.of("initial", "data"), null, null, "subjectXYZ");
 *     Map<String, Object> reply = client.sendAndWaitForResponse("session123", "channelABC",
 *             "Please confirm your details.", "subjectXYZ", Duration.ofSeconds(120));
 *     System.out.println(reply.get("event_payload"));
 * }
 * }</pre>
 *
 * <p>
 * A client may be shared by any number of threads and should be: it keeps one NATS
 * connection, which it opens when something first waits. {@link #close()} it when it is
 * no longer needed.
 *
 * <p>
 * Each method answers the JSON object that the service answered, numbers as
 * {@code Integer}, {@code Long}, {@code BigInteger} or {@code BigDecimal}. Each request
 * is safe to repeat (it is idempotent or carries an {@code Idempotency-Key}), so it is
 * repeated, with pauses, while the service cannot be reached or answers 429, 502, 503 or
 * 504, until it succeeds or its deadline passes. Each method throws
 * <ul>
 * <li>{@link SessionHttpException}, with the problem document, when the service answers
 * with an error,</li>
 * <li>{@link SessionUnreachableException} when it gives no answer,</li>
 * <li>{@link SessionClientException} when the thread is interrupted (which ends the call)
 * or the client closed meanwhile,</li>
 * <li>{@link IllegalStateException} when the client was closed before.</li>
 * </ul>
 *
 * @see #builder(String)
 * @see #async()
 */
public final class SessionClient implements AutoCloseable {

	static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

	private static final Map<String, Object> ANYTHING = Map.of("type", "object", "additionalProperties", true);

	private final Workers workers = new Workers();

	private final AsyncSessionClient async = new AsyncSessionClient(this, this.workers);

	private final ClientSettings settings;

	private final SessionApi api;

	private final ReplyListener listener;

	/**
	 * A client of the service at this address, with NATS at {@code ORG_NATS_URL} or else
	 * {@code nats://127.0.0.1:4222}.
	 * @param apiBaseUrl the base URL of the service, for example
	 * {@code http://localhost:8000}
	 */
	public SessionClient(String apiBaseUrl) {
		this(apiBaseUrl, null);
	}

	/**
	 * A client of the service at this address.
	 * @param apiBaseUrl the base URL of the service, for example
	 * {@code http://localhost:8000}
	 * @param natsServers the URLs of the NATS servers; null or empty for the default
	 */
	public SessionClient(String apiBaseUrl, @Nullable List<String> natsServers) {
		this(builder(apiBaseUrl).natsServers(natsServers).settings(), null, null);
	}

	SessionClient(ClientSettings settings, @Nullable HttpClient http, @Nullable Connection nats) {
		this.settings = settings;
		this.api = new SessionApi(settings, http, this.workers);
		this.listener = new ReplyListener(settings, this.workers, nats);
	}

	/**
	 * For a client with credentials, other time-outs, or an HTTP client or NATS
	 * connection of one's own.
	 */
	public static SessionClientBuilder builder(String apiBaseUrl) {
		return new SessionClientBuilder(apiBaseUrl);
	}

	/** The same client with futures instead of blocking methods. */
	public AsyncSessionClient async() {
		return this.async;
	}

	/**
	 * Creates a session without data, that accepts any reply, never expires and belongs
	 * to no subject.
	 * @param sessionId what to call it; unique
	 * @return the answer of the service: {@code data.session} is the session as it was
	 * created
	 */
	public Map<String, Object> createSession(String sessionId) {
		return createSession(sessionId, null, null, null, null);
	}

	/**
	 * Creates a session.
	 * @param sessionId what to call it; unique
	 * @param messageData its data, or null for none
	 * @param messageDataTemplate what a reply is held against, or null to accept any
	 * @param expiryDate when it expires, in seconds since 1970, or null for never
	 * @param subjectId whom it concerns, or null; the reply is published under this name
	 * @return the answer of the service: {@code data.session} is the session as it was
	 * created
	 */
	public Map<String, Object> createSession(String sessionId, @Nullable Map<String, Object> messageData,
			@Nullable Map<String, Object> messageDataTemplate, @Nullable Long expiryDate, @Nullable String subjectId) {
		this.workers.checkOpen();
		Map<String, Object> session = new LinkedHashMap<>();
		session.put("session_id", Objects.requireNonNull(sessionId, "sessionId"));
		session.put("message_data", Objects.requireNonNullElse(messageData, Map.of()));
		session.put("message_data_template", Objects.requireNonNullElse(messageDataTemplate, ANYTHING));
		session.put("expiry_date", expiryDate);
		session.put("subject_id", subjectId);
		session.values().removeIf(Objects::isNull);
		return this.api.create(session);
	}

	/**
	 * Sends a message to a human on a channel.
	 * @return the answer of the service: {@code status} is {@code message_sent}, or
	 * {@code message_queued} when the message is stored and goes out as soon as NATS is
	 * back
	 */
	public Map<String, Object> sendMessage(String sessionId, String channelId, String message) {
		this.workers.checkOpen();
		return this.api.send(sessionId, channelId, message, Deadline.in(this.settings.deadline()));
	}

	/**
	 * Marks every session whose expiry date has passed as expired, now rather than with
	 * the next sweep.
	 * @return the answer of the service: {@code expired} is how many there were
	 */
	public Map<String, Object> expireSessions() {
		this.workers.checkOpen();
		return this.api.expire();
	}

	/**
	 * Rejects (cancels) a session: its status becomes {@code FAILED}, and who waits for
	 * its reply gets a {@link SessionRejectedException}.
	 * @return the answer of the service: {@code data.session} is the session as it is now
	 */
	public Map<String, Object> rejectSession(String sessionId) {
		this.workers.checkOpen();
		return this.api.reject(sessionId);
	}

	/**
	 * As {@link #sendAndWaitForResponse(String, String, String, String, Duration)},
	 * waiting for 60 seconds.
	 */
	public Map<String, Object> sendAndWaitForResponse(String sessionId, String channelId, String message,
			@Nullable String subjectId) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, DEFAULT_TIMEOUT);
	}

	/**
	 * Sends a message to a human on a channel and waits for the reply.
	 * @param subjectId the subject to listen for the reply on: the one that the session
	 * was created with, or null where that was none
	 * @param timeout how long it may take altogether
	 * @return the reply as it was published: {@code event_payload} is what the human
	 * answered, {@code session_id} the session, {@code status} {@code validated} or, for
	 * a reply that does not fit the session's template, {@code failed}, with the reasons
	 * in {@code validation_errors}
	 * @throws SessionTimeoutException if no reply came in time
	 * @throws SessionRejectedException if the session was rejected meanwhile
	 * @throws SessionExpiredException if the session expired meanwhile
	 * @throws SessionEndedException if the session was deleted or otherwise ended without
	 * a reply
	 * @throws SessionNatsException if NATS refuses this client; where it is merely away
	 * the reply is asked for over HTTP
	 */
	public Map<String, Object> sendAndWaitForResponse(String sessionId, String channelId, String message,
			@Nullable String subjectId, Duration timeout) {
		this.workers.checkOpen();
		return new ReplyWait(this.api, this.listener, this.workers, sessionId, subjectId, timeout,
				this.settings.pollInterval())
			.ask(channelId, message);
	}

	/**
	 * As
	 * {@link #sendAndWaitForResponse(String, String, String, String, Duration, Class)},
	 * waiting for 60 seconds.
	 */
	public <T> T sendAndWaitForResponse(String sessionId, String channelId, String message, @Nullable String subjectId,
			Class<T> replyType) {
		return sendAndWaitForResponse(sessionId, channelId, message, subjectId, DEFAULT_TIMEOUT, replyType);
	}

	/**
	 * As {@link #sendAndWaitForResponse(String, String, String, String, Duration)}, but
	 * answers what the human answered, as a type of the caller's own.
	 * @param replyType what to read the reply as, by the rules of Jackson: a record, a
	 * bean, {@code JsonNode}, …
	 * @throws SessionReplyException if the reply does not fit the session's template, or
	 * does not fit the type
	 */
	public <T> T sendAndWaitForResponse(String sessionId, String channelId, String message, @Nullable String subjectId,
			Duration timeout, Class<T> replyType) {
		Objects.requireNonNull(replyType, "replyType");
		return SessionReplyException.require(sendAndWaitForResponse(sessionId, channelId, message, subjectId, timeout),
				replyType);
	}

	/**
	 * Ends all waits, which then fail, and closes the NATS connection, unless it is the
	 * caller's own.
	 */
	@Override
	public void close() {
		this.workers.breakOff();
		this.listener.close();
		this.api.close();
		this.workers.close();
	}

	/** Whether replies are told over NATS now; otherwise they are asked for over HTTP. */
	boolean listensOnNats() {
		return this.listener.listens();
	}

}
