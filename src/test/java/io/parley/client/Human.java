package io.parley.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.parley.Secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whoever is asked on a channel: sees the messages there, and replies as a channel does.
 */
final class Human implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final String url;

	private final Connection nats;

	/** Answers each message with what the function makes of it; null keeps silent. */
	Human(String url, String natsUrl, String channelId, Function<Map<String, Object>, Map<String, Object>> answer) {
		this.url = url;
		try {
			this.nats = Nats.connect(natsUrl);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		this.nats.createDispatcher((message) -> asked(message, answer))
			.subscribe("parley.*.channels." + channelId + ".outbound");
	}

	private void asked(Message message, Function<Map<String, Object>, Map<String, Object>> answer) {
		Map<String, Object> question = Json.read(message.getData());
		Map<String, Object> data = answer.apply(question);
		if (data != null) {
			CompletableFuture.runAsync(() -> reply(this.url, (String) question.get("session_id"), data));
		}
	}

	/** A client of a service under test. */
	static SessionClientBuilder builder(String url) {
		SessionClientBuilder builder = SessionClient.builder(url);
		return Secured.EVERYWHERE ? builder.apiKey(Secured.ADMIN_KEY) : builder;
	}

	/** Replies; while the service is busy (503), again, as a channel would. */
	static void reply(String url, String sessionId, Map<String, Object> data) {
		String key = UUID.randomUUID().toString();
		HttpResponse<byte[]> answer = await().until(() -> request(url, "POST", "/channels/response",
				Map.of("session_id", sessionId, "response_data", data), "Idempotency-Key", key),
				(attempt) -> attempt.statusCode() != 503);
		assertThat(answer.statusCode()).isEqualTo(200);
	}

	static Map<String, Object> session(String url, String sessionId) {
		return Json.read(request(url, "GET", "/session/" + sessionId, Map.of()).body());
	}

	static HttpResponse<byte[]> request(String url, String method, String path, Map<String, Object> body,
			String... headers) {
		try {
			return HTTP.send(HttpRequest.newBuilder(URI.create(url + path))
				.header("Content-Type", "application/json")
				.header("X-api-key", Secured.ADMIN_KEY)
				.headers((headers.length != 0) ? headers : new String[] { "Accept", "application/json" })
				.method(method,
						body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
								: HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
				.build(), HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.nats.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
