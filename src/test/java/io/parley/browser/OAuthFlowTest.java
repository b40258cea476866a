package io.parley.browser;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The way from Swagger UI's Authorize to a call with an access token, with PKCE. */
@SecuredTest
@RequiresChromium
class OAuthFlowTest {

	private static final String ME = "/api/me/";

	private static final String USER = "/users/{user_id}";

	/** Markup, a word that is wider than a phone, a script from right to left. */
	private static final String NAME = "<b>Swagger</b> " + "w".repeat(100) + " \u05e9\u05dc \ud83d\ude80";

	private Chromium chromium;

	private Person person;

	private SwaggerUi swagger;

	private String clientId;

	private String window;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.chromium = chromium;
		this.person = Person.withAccount(port, "messages:read", "messages:write");
		Api.Answer registered = new Api(port).post("/o/applications/",
				"""
						{"name":"%s","redirect_uris":["%s/swagger-ui/oauth2-redirect.html"],
						 "scopes":["messages:read","messages:write"],"client_type":"public","grant_types":["authorization_code"]}
						"""
					.formatted(NAME, this.person.service()),
				Secured.admin());
		assertThat(registered.status()).as(registered.body()).isEqualTo(201);
		this.clientId = registered.json().get("client_id").asString();
		this.swagger = new SwaggerUi(chromium, this.person.service());
		this.window = chromium.window();
	}

	@Test
	void leadsOverSignInAndConsentToACallWithinTheScopes() {
		askForToken();
		this.chromium.click("#allow");
		this.chromium.awaitOnly(this.window);
		this.swagger.awaitToken();
		assertThat(this.swagger.tryOut("get", ME)).isEqualTo("200");
		assertThat(this.swagger.body("get", ME)).contains("\"kind\": \"oauth\"", "messages:read")
			.doesNotContain("messages:write");
		assertThat(this.chromium.errors()).isEmpty();
		assertThat(this.swagger.tryOut("put", USER)).isEqualTo("403");
		assertThat(this.swagger.body("put", USER)).contains("messages:write");
	}

	@Test
	void asksInAPageForEverybody() {
		askForToken();
		assertThat(this.chromium.text("h1")).isEqualTo("Allow " + NAME + "?");
		assertThat(this.chromium.count("h1 b")).isZero();
		for (boolean narrow : new boolean[] { false, true }) {
			for (boolean dark : new boolean[] { false, true }) {
				this.chromium.look(dark, narrow);
				assertThat(Accessibility.faults(this.chromium)).isEmpty();
				assertThat(this.chromium.isWiderThanItsWindow()).isFalse();
			}
		}
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void isDeniedByKeyboardAlone() {
		askForToken();
		// One scope, the button to allow it, the other button.
		this.chromium.type(Keys.TAB, Keys.TAB, Keys.TAB);
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("deny");
		this.chromium.type(Keys.ENTER);
		this.chromium.awaitOnly(this.window);
		assertThat(this.chromium.text(".auth-container .errors")).contains("access_denied");
	}

	private void askForToken() {
		this.swagger.requestToken(this.clientId, "messages:read");
		this.chromium.awaitWindow(this.window);
		this.person.typeCredentials(this.chromium);
		this.chromium.awaitUrl(this.person.service() + "/o/consent");
		this.chromium.find("#allow");
	}

}
