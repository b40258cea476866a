package io.parley.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the pages of other sites can do in the browser of a person who has one of them
 * open.
 */
@SecuredTest
@RequiresChromium
class CorsTest {

	/** Answers with the status and the body, or with the kind of error. */
	private static final String FETCH = """
			return fetch(arguments[0], arguments[1])
				.then((answer) => answer.text().then((body) => ({ status: String(answer.status), body })))
				.catch((error) => ({ status: error.name, body: '' }));
			""";

	/**
	 * Sends a form whose only field makes a JSON object with the equals sign in a text.
	 */
	private static final String FORM = """
			document.body.innerHTML = '<form method="post" enctype="text/plain"><input></form>';
			document.querySelector('form').action = arguments[0];
			document.querySelector('input').name = arguments[1];
			document.querySelector('input').value = '"}';
			document.querySelector('form').submit();
			""";

	private final String experiment = Api.id("bot");

	private Chromium chromium;

	private Api api;

	private HttpServer site;

	private int port;

	private String service;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) throws IOException {
		this.chromium = chromium;
		this.port = port;
		this.api = new Api(port);
		this.service = "http://127.0.0.1:" + port;
		this.site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.site.createContext("/", CorsTest::page);
		this.site.start();
	}

	private static void page(HttpExchange exchange) throws IOException {
		byte[] page = "<!DOCTYPE html><title>Shop</title>".getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "text/html");
		exchange.sendResponseHeaders(200, page.length);
		exchange.getResponseBody().write(page);
		exchange.close();
	}

	@AfterEach
	void tearDown() {
		this.site.stop(0);
	}

	@Test
	void aPageAtAListedOriginCreatesReadsAndAppends() {
		String key = embedKey(origin());
		this.chromium.open(origin());
		Map<String, String> created = send("/api/sessions/", key, session());
		assertThat(created).containsEntry("status", "201");
		String session = "/api/sessions/" + JsonMapper.shared().readTree(created.get("body")).get("id").asString()
				+ "/";
		assertThat(send(session + "messages/", key, "{\"role\":\"user\",\"content\":\"more\"}")).containsEntry("status",
				"201");
		Map<String, String> read = fetch(session, Map.of("headers", Map.of("X-Embed-Key", key)));
		assertThat(read).containsEntry("status", "200");
		assertThat(read.get("body")).contains("\"more\"", this.experiment);
		assertThat(sessions()).isOne();
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void aPageAtAnotherOriginDoesNothingAndReadsNothing() {
		String key = embedKey("https://shop.example");
		this.chromium.open(origin());
		assertThat(send("/api/sessions/", key, session())).containsEntry("status", "TypeError");
		assertThat(fetch("/api/me/", Map.of())).containsEntry("status", "TypeError");
		assertThat(this.chromium.errors()).anyMatch((error) -> error.contains("blocked by CORS policy"));
		assertThat(sessions()).isZero();
	}

	@Test
	void aPageAtAListedOriginReadsNothingWithoutTheKey() {
		embedKey(origin());
		this.chromium.open(origin());
		assertThat(fetch("/api/sessions/", Map.of("credentials", "include"))).containsEntry("status", "TypeError");
	}

	@Test
	void noPageOfAnotherSiteWritesWithThePersonsCookie() {
		Person.withAccount(this.port, "sessions:read", "sessions:write").signIn(this.chromium);
		// Another port is another origin, but the same site: the cookie is sent.
		this.chromium.open(origin());
		Map<String, Object> plain = Map.of("method", "POST", "mode", "no-cors", "credentials", "include", "headers",
				Map.of("Content-Type", "text/plain"), "body", session());
		assertThat(fetch("/api/sessions/", plain)).containsEntry("status", "0").containsEntry("body", "");
		Map<String, Object> json = Map.of("method", "POST", "credentials", "include", "headers",
				Map.of("Content-Type", "application/json"), "body", session());
		assertThat(fetch("/api/sessions/", json)).containsEntry("status", "TypeError");
		String field = session().replaceFirst("}$", ",\"participant\":\"");
		this.chromium.run(FORM, this.service + "/api/sessions/", field);
		this.chromium.awaitUrl(this.service + "/api/sessions/");
		assertThat(this.chromium.text("body")).contains("\"status\":403", "X-CSRFToken");
		assertThat(sessions()).isZero();
	}

	private String origin() {
		return "http://127.0.0.1:" + this.site.getAddress().getPort();
	}

	private String embedKey(String origin) {
		Api.Answer made = this.api.post("/api/keys/", """
				{"name":"shop","kind":"embed","experiment":"%s","allowed_origins":["%s"]}""".formatted(this.experiment,
				origin), Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.json().get("key").asString();
	}

	private Map<String, String> send(String path, String key, String body) {
		return fetch(path, Map.of("method", "POST", "headers",
				Map.of("X-Embed-Key", key, "Content-Type", "application/json"), "body", body));
	}

	private Map<String, String> fetch(String path, Map<String, Object> options) {
		return this.chromium.run(FETCH, this.service + path, options);
	}

	private String session() {
		return """
				{"experiment":"%s","messages":[{"role":"user","content":"hi"}]}""".formatted(this.experiment);
	}

	/** How many sessions the experiment has. */
	private int sessions() {
		return this.api.get("/api/sessions/?experiment=" + this.experiment, Secured.admin())
			.json()
			.get("results")
			.size();
	}

}
