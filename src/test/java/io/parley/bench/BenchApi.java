package io.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.Secured;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service that is measured, where it is not wrk that does. */
final class BenchApi {

	private static final Pattern COMMANDS = Pattern
		.compile("(?m)^mongodb_driver_commands_seconds_count\\{.*?command=\"([^\"]*)\".*?} ([0-9.eE+]+)");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = new JsonMapper();

	private final String base;

	private final boolean secured;

	private String key = "";

	BenchApi(String base, boolean secured) {
		this.base = base;
		this.secured = secured;
	}

	/** Makes the API key that all that follows is asked with, where one is needed. */
	BenchApi withKey() {
		if (this.secured) {
			this.key = Secured.ADMIN_KEY;
			this.key = send(Request.post("/api/keys/", """
					{"name": "bench", "scopes": ["sessions:read", "sessions:write", "messages:read", "messages:write",
					 "session-messages:read", "session-messages:write"]}""", 1)).get("key").asString();
		}
		return this;
	}

	String key() {
		return this.key;
	}

	/** What a request is answered; anything but a 2xx ends the scenario. */
	JsonNode send(Request request) {
		String answer = text(request, this.key);
		return answer.isEmpty() ? this.mapper.nullNode() : this.mapper.readTree(answer);
	}

	HttpRequest request(Request request, String key) {
		HttpRequest.Builder built = HttpRequest.newBuilder(URI.create(this.base + request.path()))
			.method(request.method(),
					request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
		if (!request.body().isEmpty()) {
			built.header("Content-Type", "application/json");
		}
		if (!key.isEmpty()) {
			built.header("X-api-key", key);
		}
		return built.build();
	}

	private String text(Request request, String key) {
		try {
			HttpResponse<String> response = this.client.send(request(request, key),
					HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() / 100 != 2) {
				throw new IllegalStateException(request.method() + " " + request.path() + " was answered "
						+ response.statusCode() + ": " + response.body());
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException(request.path() + " was not answered: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What the service counts, as Prometheus reads it. */
	String metrics() {
		return text(Request.get("/actuator/prometheus", 1), this.secured ? Secured.ADMIN_KEY : "");
	}

	/** How often the service has sent each command to the store so far. */
	Map<String, Long> commands() {
		String metrics = metrics();
		Map<String, Long> sums = new TreeMap<>();
		Matcher found = COMMANDS.matcher(metrics);
		while (found.find()) {
			sums.merge(found.group(1), Math.round(Double.parseDouble(found.group(2))), Long::sum);
		}
		return sums;
	}

}
