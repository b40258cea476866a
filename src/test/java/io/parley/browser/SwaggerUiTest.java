package io.parley.browser;

import java.util.List;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Swagger UI with each kind of credential, but access tokens. */
@SecuredTest
@RequiresChromium
class SwaggerUiTest {

	private static final String ME = "/api/me/";

	private static final String USER = "/users/{user_id}";

	private static final String POLICY = "Content Security Policy";

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "apiKeyAuth", "tokenAuth" })
	void callsWithTheKeyThatItIsGiven(String scheme, Chromium chromium) {
		SwaggerUi swagger = new SwaggerUi(chromium, service());
		swagger.authorize(scheme, Secured.ADMIN_KEY);
		assertThat(swagger.tryOut("get", ME)).isEqualTo("200");
		assertThat(swagger.body("get", ME)).contains("\"kind\": \"admin\"");
		assertThat(chromium.errors()).isEmpty();
	}

	@Test
	void createsASessionWithAnEmbedKeyThatListsItsOrigin(Chromium chromium) {
		// The experiment of the operation's example.
		Api.Answer made = new Api(this.port).post("/api/keys/", """
				{"name":"docs","kind":"embed","experiment":"weather-bot","allowed_origins":["%s"]}"""
			.formatted(service()), Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		SwaggerUi swagger = new SwaggerUi(chromium, service());
		swagger.authorize("embedKeyAuth", made.json().get("key").asString());
		assertThat(swagger.tryOut("post", "/api/sessions/")).isEqualTo("201");
		assertThat(swagger.body("post", "/api/sessions/")).contains("weather-bot");
		assertThat(chromium.errors()).isEmpty();
	}

	@Test
	void isRefusedWithoutACredential(Chromium chromium) {
		SwaggerUi swagger = new SwaggerUi(chromium, service());
		assertThat(swagger.tryOut("get", ME)).isEqualTo("401");
		List<String> errors = chromium.errors();
		assertThat(errors).hasSize(1).noneMatch((error) -> error.contains(POLICY));
	}

	@Test
	void whoIsSignedInReadsAndWritesWithTheCookieAndTheTokenOfThePage(Chromium chromium) {
		Person.withAccount(this.port, "messages:read", "messages:write").signIn(chromium);
		SwaggerUi swagger = new SwaggerUi(chromium, service());
		assertThat(swagger.tryOut("get", ME)).isEqualTo("200");
		assertThat(swagger.tryOut("put", USER)).isIn("200", "201");
		assertThat(chromium.errors()).isEmpty();
		chromium.forgetCookie("csrftoken");
		assertThat(swagger.tryOut("put", USER)).isEqualTo("403");
		assertThat(swagger.body("put", USER)).contains("X-CSRFToken");
		assertThat(swagger.tryOut("get", ME)).isEqualTo("200");
	}

	private String service() {
		return "http://127.0.0.1:" + this.port;
	}

}
