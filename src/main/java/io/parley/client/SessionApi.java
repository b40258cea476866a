package io.parley.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The requests of the session-message API that a client makes. Each answers the whole
 * JSON answer.
 */
final class SessionApi {

	private final ClientSettings settings;

	private final Workers workers;

	private final boolean mine;

	private volatile HttpClient http;

	/**
	 * The API of the service at the base URL.
	 * @param given the caller's own HTTP client, or null for one that is closed with this
	 */
	SessionApi(ClientSettings settings, HttpClient given, Workers workers) {
		this.settings = settings;
		this.workers = workers;
		this.mine = given == null;
		this.http = (given != null) ? given
				: HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).executor(workers.pool()).build();
	}

	CompletableFuture<Map<String, Object>> create(Map<String, ?> session) {
		return post("/session", session, deadline());
	}

	CompletableFuture<Map<String, Object>> send(String sessionId, String channelId, String message, Deadline deadline) {
		return post("/sessions/" + segment(sessionId) + "/send_message",
				Map.of("channel_id", channelId, "message", message), deadline);
	}

	CompletableFuture<Map<String, Object>> expire() {
		return post("/sessions/expire", Map.of(), deadline());
	}

	CompletableFuture<Map<String, Object>> reject(String sessionId) {
		return call(request("/sessions/" + segment(sessionId)).method("PATCH", json(Map.of("status", "FAILED"))),
				deadline());
	}

	CompletableFuture<Map<String, Object>> find(String sessionId) {
		return call(request("/session/" + segment(sessionId)).GET(), deadline());
	}

	Deadline deadline() {
		return Deadline.in(this.settings.deadline());
	}

	/**
	 * The key makes the request safe to repeat: the service does its work once and
	 * answers the first answer again.
	 */
	private CompletableFuture<Map<String, Object>> post(String path, Map<String, ?> body, Deadline deadline) {
		return call(request(path).header("Idempotency-Key", UUID.randomUUID().toString()).POST(json(body)), deadline);
	}

	private CompletableFuture<Map<String, Object>> call(HttpRequest.Builder request, Deadline deadline) {
		HttpClient open = this.http;
		if (open == null) {
			return CompletableFuture.failedFuture(new SessionClientException("The session client was closed"));
		}
		return new HttpCall(open, request.build(), this.workers, this.settings.attemptTimeout(), deadline).start();
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

	/**
	 * Ends an HTTP client of its own. It can be closed since Java 21; before, its thread
	 * ends once nobody refers to it any more.
	 */
	void close() {
		Object open = this.http;
		this.http = null;
		if (this.mine && open instanceof AutoCloseable closeable) {
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
