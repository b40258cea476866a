package io.parley.access.account;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in behind a proxy that speaks TLS, and while others flood the service. */
@SecuredTest
@TestPropertySource(properties = { "server.forward-headers-strategy=framework", "parley.accounts.hashing=1",
		"parley.accounts.failures=3" })
class ProxiedSignInTest {

	private static final String PASSWORD = AccountApiTest.PASSWORD;

	private static final String[] TLS = { "X-Forwarded-Proto", "https", "X-Forwarded-Host", "parley.example", "Origin",
			"https://parley.example" };

	private final String username = Api.id("ada");

	@LocalServerPort
	private int port;

	@Test
	void behindTlsTheCookiesTravelByTlsAlone() {
		create();
		HttpResponse<String> signedIn = new Browser(this.port).post("/login",
				Map.of("username", this.username, "password", PASSWORD), TLS);
		assertThat(signedIn.statusCode()).isEqualTo(303);
		assertThat(signedIn.headers().allValues("Set-Cookie")).hasSize(2)
			.allSatisfy((cookie) -> assertThat(cookie).contains("; Secure", "SameSite=Lax", "Path=/"));
		assertThat(new Browser(this.port).get("/login", TLS).headers().allValues("Set-Cookie")).hasSize(1)
			.allSatisfy((cookie) -> assertThat(cookie).startsWith("csrftoken=").contains("; Secure"));
	}

	@Test
	void anAccountIsWhereTheProxySaysThatTheServiceIs() {
		Api.Answer created = new Api(this.port).post("/api/accounts/",
				"{\"username\": \"%s\", \"password\": \"%s\", \"scopes\": []}".formatted(this.username, PASSWORD),
				"X-api-key", Secured.ADMIN_KEY, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "parley.example",
				"X-Forwarded-Prefix", "/chat");
		assertThat(created.header("Location"))
			.isEqualTo("https://parley.example/chat/api/accounts/" + this.username + "/");
	}

	@Test
	void anotherSitesPageSignsNobodyInBehindAProxyEither() {
		create();
		assertThat(new Browser(this.port)
			.post("/login", Map.of("username", this.username, "password", PASSWORD), "X-Forwarded-Proto", "https",
					"X-Forwarded-Host", "parley.example", "Origin", "https://evil.example")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void tooManyFailuresCloseAUsernameWhetherOrNotThereIsSuchAnAccount() {
		create();
		for (String name : List.of(this.username, Api.id("nobody"))) {
			Browser browser = new Browser(this.port);
			for (int i = 0; i < 3; i++) {
				assertThat(browser.signIn(name, "not the password").statusCode()).isEqualTo(401);
			}
			HttpResponse<String> limited = browser.signIn(name, PASSWORD);
			assertThat(limited.statusCode()).isEqualTo(429);
			assertThat(Integer.parseInt(SignInTest.header(limited, "Retry-After"))).isBetween(1, 300);
			assertThat(limited.body()).contains("Too many sign-ins", "role=\"alert\"", "<form");
		}
	}

	@Test
	void aFloodOfSignInsLeavesOthersFast() throws Exception {
		create();
		ExecutorService flood = Executors.newFixedThreadPool(80);
		try {
			AtomicBoolean served = new AtomicBoolean();
			List<Future<List<Integer>>> attempts = IntStream.range(0, 80)
				.mapToObj((n) -> flood.submit(() -> attempts(n, served)))
				.toList();
			for (int i = 0; i < 20; i++) {
				long start = System.nanoTime();
				assertThat(new Api(this.port).get("/api/me/", Secured.admin()).status()).isEqualTo(200);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
			}
			served.set(true);
			List<Integer> statuses = attempts.stream().flatMap((each) -> get(each).stream()).toList();
			assertThat(statuses).containsOnly(401, 503);
			assertThat(statuses.stream().filter((status) -> status == 503).count()).isGreaterThan(100);
		}
		finally {
			flood.shutdownNow();
		}
		assertThat(new Browser(this.port).signIn(this.username, PASSWORD).statusCode()).isEqualTo(303);
	}

	/** Three, and more until the others are served. */
	private List<Integer> attempts(int caller, AtomicBoolean served) {
		List<Integer> statuses = new ArrayList<>();
		while (statuses.size() < 3 || !served.get()) {
			String name = this.username + caller + "-" + statuses.size();
			statuses.add(
					new Browser(this.port).post("/login", Map.of("username", name, "password", PASSWORD)).statusCode());
		}
		return statuses;
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void create() {
		assertThat(new Api(this.port)
			.post("/api/accounts/", AccountApiTest.body(this.username, PASSWORD, "\"sessions:read\""), Secured.admin())
			.status()).isEqualTo(201);
	}

}
