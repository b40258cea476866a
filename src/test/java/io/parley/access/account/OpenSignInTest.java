package io.parley.access.account;

import java.util.Map;

import io.parley.Browser;
import io.parley.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Where no credential is asked, nobody signs in and no account can be prepared. */
@ParleyTest
class OpenSignInTest {

	private Browser browser;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.browser = new Browser(port);
	}

	@Test
	void thereIsNoPageToSignIn() {
		assertThat(this.browser.get("/login").statusCode()).isEqualTo(404);
		assertThat(this.browser.post("/login", Map.of("username", "ada", "password", "x")).statusCode()).isEqualTo(404);
		assertThat(this.browser.post("/logout", Map.of()).statusCode()).isEqualTo(404);
		assertThat(this.browser.cookie("csrftoken")).isNull();
	}

	@Test
	void accountsCanBeReadAndNotCreated() {
		assertThat(this.browser.get("/api/accounts/").statusCode()).isEqualTo(200);
		assertThat(this.browser
			.send("POST", "/api/accounts/", AccountApiTest.body("ada", AccountApiTest.PASSWORD, "\"admin\""))
			.statusCode()).isEqualTo(403);
		assertThat(this.browser.get("/api/accounts/ada/").statusCode()).isEqualTo(404);
	}

	/** Another program on this machine may have set it, since cookies know no ports. */
	@Test
	void aCookieOfSomethingElseIsInNobodysWay() {
		this.browser.with("sessionid", "abc").with("csrftoken", "def");
		assertThat(this.browser.send("POST", "/api/sessions/", "{\"experiment\":\"open\"}").statusCode())
			.isEqualTo(201);
	}

}
