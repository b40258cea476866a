package io.parley;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a running service over real HTTP, as curl does, and holds every answer against
 * the service's own OpenAPI document.
 */
public final class Api {

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private static final String DOCUMENT = "/v3/api-docs";

	private static final Map<String, DocumentedAnswers> DOCUMENTED = new ConcurrentHashMap<>();

	private static final Set<String> CREDENTIALS = Set.of("X-api-key", "Authorization", "Cookie", "X-Embed-Key");

	private final String base;

	public Api(int port) {
		this.base = "http://127.0.0.1:" + port;
	}

	/** What was answered; the body as text and, where it is JSON, as a tree. */
	public record Answer(int status, HttpResponse<String> response) {

		public String body() {
			return this.response.body();
		}

		public JsonNode json() {
			return MAPPER.readTree(this.response.body());
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse(null);
		}

	}

	public Answer get(String path, String... headers) {
		return send("GET", path, null, headers);
	}

	public Answer post(String path, String body, String... headers) {
		return send("POST", path, body, headers);
	}

	public Answer put(String path, String body, String... headers) {
		return send("PUT", path, body, headers);
	}

	public Answer patch(String path, String body, String... headers) {
		return send("PATCH", path, body, headers);
	}

	public Answer delete(String path, String... headers) {
		return send("DELETE", path, null, headers);
	}

	/**
	 * Sends a JSON body, or none where it is null; a path may also be an absolute URL.
	 */
	public Answer send(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(path.startsWith("http") ? path : this.base + path))
			.timeout(Duration.ofSeconds(60))
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (body != null) {
			request.setHeader("Content-Type", "application/json");
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		if (Secured.EVERYWHERE && Arrays.stream(headers).noneMatch(CREDENTIALS::contains)) {
			request.setHeader("X-api-key", Secured.ADMIN_KEY);
		}
		try {
			Answer answer = answer(request.build());
			if (!path.equals(DOCUMENT)) {
				holdAgainstTheDocument(answer);
			}
			return answer;
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Services have the same document, and making one takes seconds: that of the first
	 * serves for all, and where it does not, the service's own decides.
	 */
	private void holdAgainstTheDocument(Answer answer) {
		if (DOCUMENTED.isEmpty()) {
			documented();
		}
		try {
			DOCUMENTED.values().iterator().next().check(answer);
		}
		catch (AssertionError ex) {
			documented().check(answer);
		}
	}

	private DocumentedAnswers documented() {
		return DOCUMENTED.computeIfAbsent(this.base, (service) -> new DocumentedAnswers(get(DOCUMENT).json()));
	}

	private static Answer answer(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> response = CLIENT.send(request,
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		return new Answer(response.statusCode(), response);
	}

	/** An id that no other test has. */
	public static String id(String prefix) {
		return prefix + "-" + UUID.randomUUID();
	}

	/** An id as one segment of a path. */
	public static String segment(String id) {
		return URLEncoder.encode(id, StandardCharsets.UTF_8)
			.replace("+", "%20")
			.replace("*", "%2A")
			.replace(".", "%2E");
	}

	public static JsonNode tree(String json) {
		return MAPPER.readTree(json);
	}

}
