package io.parley.access.account;

import java.util.Map;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page of another site can make a signed-in browser send changes nothing. */
@SecuredTest
class CsrfTest {

	private static final String PASSWORD = AccountApiTest.PASSWORD;

	private static final String SESSION = "{\"experiment\":\"csrf\"}";

	private final String username = Api.id("ada");

	private Browser browser;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.browser = new Browser(port);
		new Api(port).post("/api/accounts/",
				AccountApiTest.body(this.username, PASSWORD, "\"sessions:read\",\"sessions:write\""), Secured.admin());
		assertThat(this.browser.signIn(this.username, PASSWORD).statusCode()).isEqualTo(303);
	}

	@Test
	void whatWritesNeedsTheTokenInItsHeader() {
		String token = this.browser.cookie("csrftoken");
		assertThat(create().statusCode()).isEqualTo(403);
		assertThat(create().body()).contains("X-CSRFToken", "csrftoken", "\"status\":403");
		assertThat(create("X-CSRFToken", token + "x").statusCode()).isEqualTo(403);
		assertThat(create("X-CSRFToken", "").statusCode()).isEqualTo(403);
		assertThat(create("X-CSRFToken", token).statusCode()).isEqualTo(201);
	}

	@Test
	void theTokenAloneIsNothingWithoutItsCookie() {
		String token = this.browser.cookie("csrftoken");
		this.browser.with("csrftoken", null);
		assertThat(create("X-CSRFToken", token).statusCode()).isEqualTo(403);
		this.browser.with("csrftoken", null);
		assertThat(create().statusCode()).isEqualTo(403);
	}

	@Test
	void readingNeedsNone() {
		assertThat(this.browser.get("/api/sessions/").statusCode()).isEqualTo(200);
	}

	@Test
	void whoHasAKeyNeedsNone() {
		assertThat(create("X-api-key", Secured.ADMIN_KEY).statusCode()).isEqualTo(201);
		assertThat(create("Authorization", "Bearer " + Secured.ADMIN_KEY).statusCode()).isEqualTo(201);
		assertThat(create("X-api-key", "wrong").statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example",
			"Origin,null" })
	void anotherSiteSignsNobodyIn(String header, String value) {
		this.browser.with("sessionid", null).with("csrftoken", null);
		var answer = this.browser.post("/login", Map.of("username", this.username, "password", PASSWORD), header,
				value);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(this.browser.cookie("sessionid")).isNull();
		assertThat(answer.body()).contains("Please sign in again");
	}

	@Test
	void whoOpenedThePageSignsInWithItsToken() {
		this.browser.with("sessionid", null);
		Map<String, String> form = Map.of("username", this.username, "password", PASSWORD, "csrfmiddlewaretoken", "x");
		assertThat(this.browser.post("/login", form).statusCode()).isEqualTo(403);
		assertThat(this.browser.cookie("sessionid")).isNull();
		assertThat(this.browser.signIn(this.username, PASSWORD).statusCode()).isEqualTo(303);
	}

	private java.net.http.HttpResponse<String> create(String... headers) {
		return this.browser.send("POST", "/api/sessions/", SESSION, headers);
	}

}
