package io.parley.access.account;

import java.util.List;
import java.util.UUID;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The same username in two teams, of which neither hears of the other. */
@SecuredTest
class SignInTeamsTest {

	private static final String PASSWORD = AccountApiTest.PASSWORD;

	private static final String OTHER_PASSWORD = "quite another password";

	private final String username = Api.id("ada");

	private final String blue = "blue-" + UUID.randomUUID().toString().substring(0, 8);

	private final String red = "red-" + UUID.randomUUID().toString().substring(0, 8);

	private final String account = "/api/accounts/" + this.username + "/";

	private Api api;

	private Browser browser;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.browser = new Browser(port);
		for (String team : List.of(this.blue, this.red)) {
			assertThat(this.api.post("/api/teams/", "{\"slug\":\"" + team + "\"}", Secured.admin()).status())
				.isEqualTo(201);
		}
		create(this.blue, PASSWORD);
	}

	@Test
	void anAccountIsItsTeamsAlone() {
		assertThat(this.api.get(this.account, Secured.admin(this.red)).status()).isEqualTo(404);
		assertThat(this.api.patch(this.account, "{\"scopes\":[]}", Secured.admin(this.red)).status()).isEqualTo(404);
		assertThat(this.api.delete(this.account, Secured.admin(this.red)).status()).isEqualTo(404);
		assertThat(this.api.get("/api/accounts/", Secured.admin(this.red)).json().get("results")).isEmpty();
		create(this.red, OTHER_PASSWORD);
		assertThat(this.api.delete(this.account, Secured.admin(this.red)).status()).isEqualTo(204);
		assertThat(this.api.get(this.account, Secured.admin(this.blue)).status()).isEqualTo(200);
	}

	@Test
	void thePasswordTellsWhichOneIsMeant() {
		create(this.red, OTHER_PASSWORD);
		assertThat(teamAfter(this.username, PASSWORD)).isEqualTo(this.blue);
		assertThat(teamAfter(this.username, OTHER_PASSWORD)).isEqualTo(this.red);
		assertThat(teamAfter(this.red + "/" + this.username, OTHER_PASSWORD)).isEqualTo(this.red);
		assertThat(this.browser.signIn(this.red + "/" + this.username, PASSWORD).statusCode()).isEqualTo(401);
	}

	@Test
	void withTheSamePasswordTheTeamMustBeNamed() {
		create(this.red, PASSWORD);
		assertThat(this.browser.signIn(this.username, PASSWORD).statusCode()).isEqualTo(401);
		assertThat(teamAfter(this.blue + "/" + this.username, PASSWORD)).isEqualTo(this.blue);
		assertThat(teamAfter(this.red + "/" + this.username, PASSWORD)).isEqualTo(this.red);
	}

	@Test
	void whatFailedIsToldToTheTeamOfTheAccountWithoutWhatWasTyped() {
		this.browser.signIn(this.username, "not the password");
		this.browser.signIn(this.red + "/a password in the wrong field", "x");
		assertThat(actions(this.blue)).containsExactly("sign_in.failed " + this.username,
				"account.created " + this.username);
		assertThat(actions(this.red)).containsExactly("sign_in.failed unknown");
		assertThat(this.api.get("/api/audit/", Secured.admin(this.red)).body()).doesNotContain("wrong field");
	}

	@Test
	void whatBecomesOfAnAccountIsKept() {
		this.api.patch(this.account, "{\"scopes\":[]}", Secured.admin(this.blue));
		this.api.patch(this.account, "{\"password\":\"" + OTHER_PASSWORD + "\"}", Secured.admin(this.blue));
		this.api.patch(this.account, "{\"scopes\":[]}", "X-api-key", Secured.ADMIN_KEY, "X-Parley-Team", this.blue,
				"If-Match", "\"other\"");
		this.api.delete(this.account, Secured.admin(this.blue));
		assertThat(actions(this.blue)).containsExactly("account.deleted " + this.username,
				"account.password_changed " + this.username, "account.changed " + this.username,
				"account.created " + this.username);
		assertThat(this.api.get("/api/audit/", Secured.admin(this.blue)).body()).doesNotContain(PASSWORD)
			.doesNotContain(OTHER_PASSWORD)
			.doesNotContain("argon2");
	}

	@Test
	void aTeamThatIsDeletedTakesItsSignInsWithIt() {
		assertThat(teamAfter(this.username, PASSWORD)).isEqualTo(this.blue);
		assertThat(this.api.delete("/api/teams/" + this.blue + "/", Secured.admin()).status()).isEqualTo(204);
		assertThat(this.browser.get("/api/me/").statusCode()).isEqualTo(401);
		assertThat(this.browser.with("sessionid", null).signIn(this.username, PASSWORD).statusCode()).isEqualTo(401);
		assertThat(this.api.post("/api/teams/", "{\"slug\":\"" + this.blue + "\"}", Secured.admin()).status())
			.isEqualTo(201);
		assertThat(this.browser.signIn(this.username, PASSWORD).statusCode()).isEqualTo(401);
	}

	private void create(String team, String password) {
		assertThat(this.api
			.post("/api/accounts/", AccountApiTest.body(this.username, password, "\"admin\""), Secured.admin(team))
			.status()).isEqualTo(201);
	}

	private String teamAfter(String name, String password) {
		assertThat(this.browser.with("sessionid", null).signIn(name, password).statusCode()).isEqualTo(303);
		return Api.tree(this.browser.get("/api/me/").body()).get("team").asString();
	}

	private List<String> actions(String team) {
		JsonNode audit = this.api.get("/api/audit/", Secured.admin(team)).json();
		return audit.get("results")
			.valueStream()
			.map((entry) -> entry.get("action").asString() + " " + entry.get("target").asString())
			.toList();
	}

}
