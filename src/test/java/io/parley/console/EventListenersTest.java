package io.parley.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The event stream of pages, over real HTTP and a real NATS server. */
@SecuredTest
@TestPropertySource(properties = { "parley.console.listeners=20", "parley.console.heartbeat=300ms" })
class EventListenersTest {

	private final String team = Api.id("team").substring(0, 20);

	private final List<Stream> streams = new ArrayList<>();

	@Autowired
	private EventListeners listeners;

	private int port;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
		assertThat(this.api
			.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"Team\"}".formatted(this.team), Secured.admin())
			.status()).isEqualTo(201);
	}

	@AfterEach
	void tearDown() {
		this.streams.forEach(Stream::close);
		await().until(() -> this.listeners.count() == 0);
	}

	@Test
	void tellsOfWhatCameInTheTeamAndNothingOfOthers() {
		Stream mine = open(key(this.team, "session-messages:read"));
		Stream others = open(key("default", "session-messages:read"));
		create(this.team);
		await().untilAsserted(() -> assertThat(mine.lines).contains("event:sessions"));
		// What it heard of its own, had it been told of both.
		create("default");
		await().untilAsserted(() -> assertThat(others.lines).contains("event:sessions"));
		assertThat(mine.lines.stream().filter("event:sessions"::equals)).hasSize(1);
		assertThat(mine.lines).noneMatch((line) -> line.contains("s-"));
	}

	@Test
	void tellsOfManyOnceASecondAtMost() {
		Stream stream = open(key(this.team, "session-messages:read"));
		long begin = System.nanoTime();
		for (int i = 0; i < 30; i++) {
			create(this.team);
		}
		await().untilAsserted(() -> assertThat(stream.lines).contains("event:sessions"));
		long told = stream.lines.stream().filter("event:sessions"::equals).count();
		long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
		assertThat(told).isLessThanOrEqualTo(seconds + 1);
	}

	@Test
	void givesSignsOfLife() {
		Stream stream = open(key(this.team, "session-messages:read"));
		assertThat(stream.type).startsWith("text/event-stream");
		await().untilAsserted(() -> assertThat(stream.lines.stream().filter(":here"::equals)).hasSizeGreaterThan(2));
	}

	@Test
	void endsWithTheSignIn() {
		Browser browser = signedIn("session-messages:read");
		Stream stream = open("Cookie", "sessionid=" + browser.cookie("sessionid"));
		await().untilAsserted(() -> assertThat(stream.lines.stream().filter(":here"::equals)).hasSizeGreaterThan(1));
		assertThat(stream.ended).isFalse();
		assertThat(browser.submit("/logout", Map.of()).statusCode()).isEqualTo(303);
		await().untilAsserted(() -> assertThat(stream.ended).isTrue());
		assertThat(open("Cookie", "sessionid=" + browser.cookie("sessionid")).status).isEqualTo(401);
	}

	@Test
	void isForWhoMayReadSessionMessages() {
		assertThat(open("X-None", "x").status).isEqualTo(401);
		assertThat(open(key(this.team, "messages:read")).status).isEqualTo(403);
	}

	@Test
	void noCallerHasAllOfThem() {
		String[] key = key(this.team, "session-messages:read");
		for (int i = 0; i < 16; i++) {
			assertThat(open(key).status).isEqualTo(200);
		}
		Stream refused = open(key);
		assertThat(refused.status).isEqualTo(503);
		assertThat(refused.retryAfter).isEqualTo("2");
		String[] other = key(this.team, "session-messages:read");
		for (int i = 0; i < 4; i++) {
			assertThat(open(other).status).isEqualTo(200);
		}
		assertThat(open(other).status).isEqualTo(503);
	}

	@Test
	void endAtTheBeginningOfAShutdown() {
		Stream stream = open(key(this.team, "session-messages:read"));
		await().untilAsserted(() -> assertThat(stream.lines).contains(":here"));
		this.listeners.stop();
		try {
			await().untilAsserted(() -> assertThat(stream.ended).isTrue());
			assertThat(open(key(this.team, "session-messages:read")).status).isEqualTo(503);
			assertThat(this.listeners.getPhase())
				.isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
		}
		finally {
			this.listeners.start();
		}
	}

	private Browser signedIn(String scope) {
		String name = Api.id("ada");
		assertThat(this.api
			.post("/api/accounts/",
					"{\"username\":\"%s\",\"password\":\"correct horse battery\",\"scopes\":[\"%s\"]}".formatted(name,
							scope),
					Secured.admin(this.team))
			.status()).isEqualTo(201);
		Browser browser = new Browser(this.port);
		assertThat(browser.signIn(name, "correct horse battery").statusCode()).isEqualTo(303);
		return browser;
	}

	private String[] key(String team, String scope) {
		Api.Answer made = this.api.post("/api/keys/", "{\"name\":\"k\",\"scopes\":[\"%s\"]}".formatted(scope),
				Secured.admin(team));
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return Secured.key(made.json().get("key").asString());
	}

	private void create(String team) {
		assertThat(this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(Api.id("s")), Secured.admin(team))
			.status()).isEqualTo(201);
	}

	private Stream open(String... headers) {
		Stream stream = new Stream("http://127.0.0.1:" + this.port + "/console/events", headers);
		this.streams.add(stream);
		return stream;
	}

	/** What comes in over one connection. */
	private static final class Stream {

		private final Queue<String> lines = new ConcurrentLinkedQueue<>();

		private final InputStream body;

		private final int status;

		private final String type;

		private final String retryAfter;

		private volatile boolean ended;

		Stream(String url, String... headers) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(url))
				.headers(headers)
				.header("Accept", "text/event-stream")
				.build();
			try {
				HttpResponse<InputStream> answer = HttpClient.newBuilder()
					.version(HttpClient.Version.HTTP_1_1)
					.build()
					.send(request, HttpResponse.BodyHandlers.ofInputStream());
				this.status = answer.statusCode();
				this.type = answer.headers().firstValue("Content-Type").orElse("");
				this.retryAfter = answer.headers().firstValue("Retry-After").orElse("");
				this.body = answer.body();
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			Thread reader = new Thread(this::read);
			reader.setDaemon(true);
			reader.start();
		}

		private void read() {
			try (BufferedReader reader = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
				reader.lines().forEach(this.lines::add);
			}
			catch (IOException | RuntimeException ex) {
				// Closed.
			}
			this.ended = true;
		}

		void close() {
			try {
				this.body.close();
			}
			catch (IOException ex) {
				// Closed by the other side.
			}
		}

	}

}
