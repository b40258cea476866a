package io.parley.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The requests of the session-message API that a client makes. Each answers the whole
 * JSON answer. Each may be repeated, being idempotent or carrying an
 * {@code Idempotency-Key}, and is, with growing pauses, until it is answered or its
 * deadline passes.
 */
final class SessionApi {

	private final ClientSettings settings;

	private final HttpCalls http;

	/** What the requests are authorized with, or null. */
	private final @Nullable BearerTokens tokens;

	/**
	 * The API of the service at the base URL.
	 * @param given the caller's own HTTP client, or null for one that is closed with this
	 */
	SessionApi(ClientSettings settings, @Nullable HttpClient given, Workers workers) {
		this.settings = settings;
		this.http = new HttpCalls(settings, given, workers);
		this.tokens = (settings.grant() != null)
				? new BearerTokens(settings.grant(), this.http, workers, settings.deadline(), Clock.systemUTC()) : null;
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
			.version(ClientSettings.version(this.settings.base()))
			.header("Accept", "application/json, application/problem+json")
			.header("Content-Type", "application/json");
		return (this.settings.apiKey() != null) ? request.header("X-api-key", this.settings.apiKey()) : request;
	}

	private Map<String, Object> call(HttpRequest.Builder request, Deadline deadline) {
		try {
			return (this.tokens != null) ? authorized(this.tokens, request, deadline)
					: this.http.call(request.build(), deadline);
		}
		catch (InterruptedException ex) {
			throw Workers.interrupted(ex);
		}
	}

	/**
	 * A token that the service does not take may have been revoked; the next one is the
	 * last.
	 */
	private Map<String, Object> authorized(BearerTokens tokens, HttpRequest.Builder request, Deadline deadline)
			throws InterruptedException {
		String token = tokens.get(deadline);
		try {
			return this.http.call(request.setHeader("Authorization", "Bearer " + token).build(), deadline);
		}
		catch (SessionHttpException ex) {
			if (ex.status() != 401) {
				throw ex;
			}
		}
		tokens.reject(token);
		return this.http.call(request.setHeader("Authorization", "Bearer " + tokens.get(deadline)).build(), deadline);
	}

	/** Ends an HTTP client of its own. */
	void close() {
		this.http.close();
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
