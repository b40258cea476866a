package io.parley;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a browser does of HTTP: it keeps cookies, sends forms, and follows no redirect
 * before it is told to.
 */
public final class Browser {

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final Map<String, String> cookies = new TreeMap<>();

	private final String base;

	public Browser(int port) {
		this("http://127.0.0.1:" + port);
	}

	private Browser(String base) {
		this.base = base;
	}

	/** Another one with the same cookies, at another instance perhaps. */
	public Browser at(int port) {
		Browser other = new Browser(port);
		other.cookies.putAll(this.cookies);
		return other;
	}

	/** The value of a cookie, or null. */
	public String cookie(String name) {
		return this.cookies.get(name);
	}

	/** Has a cookie, or none of that name where the value is null. */
	public Browser with(String name, String value) {
		if (value != null) {
			this.cookies.put(name, value);
		}
		else {
			this.cookies.remove(name);
		}
		return this;
	}

	/** Opens the page and signs in with its form. */
	public HttpResponse<String> signIn(String username, String password) {
		get("/login");
		return submit("/login", Map.of("username", username, "password", password));
	}

	/** Sends a form with the token that the browser has. */
	public HttpResponse<String> submit(String path, Map<String, String> fields, String... headers) {
		Map<String, String> all = new TreeMap<>(fields);
		if (cookie("csrftoken") != null) {
			all.putIfAbsent("csrfmiddlewaretoken", cookie("csrftoken"));
		}
		return post(path, all, headers);
	}

	/** Sends a form as it is. */
	public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
		return postEncoded(path,
				fields.entrySet()
					.stream()
					.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
					.collect(Collectors.joining("&")),
				headers);
	}

	/** Sends what is, or should be, an encoded form. */
	public HttpResponse<String> postEncoded(String path, String form, String... headers) {
		return send(request(path, headers).setHeader("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form)));
	}

	public HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	/** Sends JSON, as a script of a page does. */
	public HttpResponse<String> send(String method, String path, String body, String... headers) {
		return send(request(path, headers).setHeader("Content-Type", "application/json")
			.method(method, HttpRequest.BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(60));
		if (!this.cookies.isEmpty()) {
			request.setHeader("Cookie",
					this.cookies.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		for (int i = 0; i < headers.length; i += 2) {
			request.setHeader(headers[i], headers[i + 1]);
		}
		return request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = CLIENT.send(request.build(),
					HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
			response.headers()
				.allValues("Set-Cookie")
				.stream()
				.map((header) -> HttpCookie.parse(header.replaceFirst("(?i); *SameSite=[A-Za-z]+", "")).get(0))
				.forEach((cookie) -> with(cookie.getName(), (cookie.getMaxAge() == 0) ? null : cookie.getValue()));
			return response;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
