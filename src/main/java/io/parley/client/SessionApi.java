package io.parley.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.core.JacksonException;

/**
 * The requests of the session-message API that a client makes. Each answers the whole
 * JSON answer. Each may be repeated, being idempotent or carrying an
 * {@code Idempotency-Key}, and is, with growing pauses, until it is answered or its
 * deadline passes.
 */
final class SessionApi {

	/**
	 * Limited, and what stands between us and the service, or its store, is away. A 500
	 * is a bug and stays one.
	 */
	private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

	private final ClientSettings settings;

	private final Workers workers;

	private final HttpClient given;

	private volatile HttpClient http;

	/**
	 * The API of the service at the base URL.
	 * @param given the caller's own HTTP client, or null for one that is closed with this
	 */
	SessionApi(ClientSettings settings, HttpClient given, Workers workers) {
		this.settings = settings;
		this.workers = workers;
		this.given = given;
		this.http = (given != null) ? given
				: HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).executor(workers.pool()).build();
	}

	Map<String, Object> create(Map<String, ?> session) {
		return post("/session", session, deadline());
	}

	Map<String, Object> send(String sessionId, String channelId, String message, Deadline latest) {
		return post("/sessions/" + segment(sessionId) + "/send_message",
				Map.of("channel_id", channelId, "message", message), deadline().orEarlier(latest));
	}

	Map<String, Object> expire() {
		return post("/sessions/expire", Map.of(), deadline());
	}

	Map<String, Object> reject(String sessionId) {
		return call(request("/sessions/" + segment(sessionId)).method("PATCH", json(Map.of("status", "FAILED"))),
				deadline());
	}

	Map<String, Object> find(String sessionId) {
		return call(request("/session/" + segment(sessionId)).GET(), deadline());
	}

	private Deadline deadline() {
		return Deadline.in(this.settings.deadline());
	}

	/**
	 * The key makes the request safe to repeat: the service does its work once and
	 * answers the first answer again.
	 */
	private Map<String, Object> post(String path, Map<String, ?> body, Deadline deadline) {
		return call(request(path).header("Idempotency-Key", UUID.randomUUID().toString()).POST(json(body)), deadline);
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.settings.base() + path))
			.header("Accept", "application/json, application/problem+json")
			.header("Content-Type", "application/json");
		if (this.settings.base().getScheme().equals("http")) {
			// Without TLS, HTTP/2 would begin with an upgrade that some proxies trip
			// over.
			request.version(HttpClient.Version.HTTP_1_1);
		}
		return (this.settings.apiKey() != null) ? request.header("X-api-key", this.settings.apiKey()) : request;
	}

	private Map<String, Object> call(HttpRequest.Builder builder, Deadline deadline) {
		HttpRequest request = builder.build();
		Backoff backoff = new Backoff();
		try {
			while (true) {
				SessionClientException failure;
				Duration pause = backoff.next();
				try {
					return attempt(request, deadline);
				}
				catch (SessionUnreachableException ex) {
					failure = ex;
				}
				catch (SessionHttpException ex) {
					if (!worthAnotherTry(ex)) {
						throw ex;
					}
					failure = ex;
					pause = Deadline.max(pause, ex.retryAfter().orElse(Duration.ZERO));
				}
				if (pause.compareTo(deadline.left()) >= 0) {
					throw failure;
				}
				this.workers.pause(pause);
			}
		}
		catch (InterruptedException ex) {
			throw Workers.interrupted(ex);
		}
	}

	/**
	 * A conflict that will pass is an earlier try of this very request, which is still at
	 * work.
	 */
	private static boolean worthAnotherTry(SessionHttpException refused) {
		return WORTH_ANOTHER_TRY.contains(refused.status())
				|| (refused.status() == 409 && refused.retryAfter().isPresent());
	}

	private Map<String, Object> attempt(HttpRequest request, Deadline deadline) throws InterruptedException {
		HttpResponse<byte[]> response = exchange(request,
				Deadline.min(this.settings.attemptTimeout(), deadline.left()));
		if (response.statusCode() / 100 != 2) {
			throw SessionHttpException.of(response);
		}
		try {
			return Json.read(response.body());
		}
		catch (JacksonException ex) {
			throw SessionHttpException.notJson(response);
		}
	}

	/**
	 * The request's own time-out would end with the headers; this one has the body in it,
	 * which may stall too.
	 */
	private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) throws InterruptedException {
		HttpClient open = this.http;
		if (open == null) {
			throw Workers.closedMeanwhile();
		}
		CompletableFuture<HttpResponse<byte[]>> sent = open.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
		this.workers.cancelOnClose(sent);
		try {
			return sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (CancellationException ex) {
			throw Workers.closedMeanwhile();
		}
		catch (TimeoutException ex) {
			throw unreachable(request, new HttpTimeoutException("No answer in time"));
		}
		catch (ExecutionException ex) {
			throw unreachable(request, ex.getCause());
		}
		finally {
			sent.cancel(true);
		}
	}

	private static SessionUnreachableException unreachable(HttpRequest request, Throwable cause) {
		String reason = (cause instanceof IOException && cause.getMessage() != null) ? cause.getMessage()
				: cause.getClass().getSimpleName();
		return new SessionUnreachableException(
				"No answer from " + request.method() + " " + request.uri() + ": " + reason, cause);
	}

	/**
	 * Ends an HTTP client of its own. It can be closed since Java 21; before, its thread
	 * ends once nobody refers to it any more.
	 */
	void close() {
		Object open = this.http;
		this.http = null;
		if (this.given == null && open instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("An HTTP client does not close", ex);
			}
		}
	}

	private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
		return HttpRequest.BodyPublishers.ofByteArray(Json.write(body));
	}

	private static String segment(String id) {
		if (id.isEmpty()) {
			throw new IllegalArgumentException("sessionId must not be empty");
		}
		return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
	}

}
