package io.parley.access.team;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Teams, over real HTTP. */
@SecuredTest
class TeamApiTest {

	private final String slug = Api.id("team");

	private final String path = "/api/teams/" + this.slug + "/";

	private String base;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.base = "http://127.0.0.1:" + port;
		this.api = new Api(port);
	}

	private Answer create(String name) {
		return this.api.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"%s\"}".formatted(this.slug, name),
				Secured.admin());
	}

	@Test
	void aTeamIsMadeRenamedAndDeleted() {
		Answer created = create("Research");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo(this.base + this.path);
		assertThat(created.body())
			.startsWith("{\"slug\":\"%s\",\"name\":\"Research\",\"created_at\":\"".formatted(this.slug));
		assertThat(create("Again").status()).isEqualTo(409);
		Answer renamed = this.api.patch(this.path, "{\"name\":\"R\"}", Secured.admin());
		assertThat(renamed.status()).isEqualTo(200);
		Answer read = this.api.get(this.path, Secured.admin());
		assertThat(read.body()).isEqualTo(renamed.body()).contains("\"name\":\"R\"");
		assertThat(read.header("ETag")).isEqualTo(renamed.header("ETag")).isNotEqualTo(created.header("ETag"));
		assertThat(this.api
			.patch(this.path, "{\"name\":\"S\"}", "X-api-key", Secured.ADMIN_KEY, "If-Match", created.header("ETag"))
			.status()).isEqualTo(412);
		assertThat(this.api.delete(this.path, Secured.admin()).status()).isEqualTo(204);
		assertThat(this.api.delete(this.path, Secured.admin()).status()).isEqualTo(404);
		assertThat(this.api.get(this.path, Secured.admin()).status()).isEqualTo(404);
		assertThat(create("Anew").status()).isEqualTo(201);
	}

	@Test
	void theListIsNewestFirstAndPaged() {
		create("Newest");
		Answer list = this.api.get("/api/teams/?page_size=1", Secured.admin());
		assertThat(list.json().get("results").get(0).get("slug").asString()).isEqualTo(this.slug);
		assertThat(list.json().get("count").asInt()).isGreaterThan(1);
		assertThat(list.json().get("previous").isNull()).isTrue();
		Answer next = this.api.get(list.json().get("next").asString(), Secured.admin());
		assertThat(next.json().get("results").get(0).get("slug").asString()).isNotEqualTo(this.slug);
		assertThat(this.api.get("/api/teams/?page_size=1000", Secured.admin()).body()).contains("\"slug\":\"default\"");
	}

	@Test
	void defaultCannotBeDeleted() {
		Answer refused = this.api.delete("/api/teams/default/", Secured.admin());
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().get("detail").asString()).isEqualTo("Team default cannot be deleted");
		assertThat(this.api.get("/api/teams/default/", Secured.admin()).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-a", "a-", "A", "a.b", "a b", "ä", "a/b", "*", ">",
			"a1234567890123456789012345678901234567890123456789012345678901234" })
	void refusesASlugThatIsNoToken(String slug) {
		Answer refused = this.api.post("/api/teams/", "{\"slug\":\"" + slug + "\"}", Secured.admin());
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().get("errors").get("slug").get(0).asString())
			.isEqualTo("slug must be 1 to 64 of a-z, 0-9 and, not at either end, -");
	}

	@Test
	void aRepeatedCreationAnswersTheFirst() {
		String body = "{\"slug\":\"" + this.slug + "\"}";
		String key = Api.id("key");
		Answer first = this.api.post("/api/teams", body, "X-api-key", Secured.ADMIN_KEY, "Idempotency-Key", key);
		Answer second = this.api.post("/api/teams", body, "X-api-key", Secured.ADMIN_KEY, "Idempotency-Key", key);
		assertThat(first.status()).isEqualTo(201);
		assertThat(first.json().get("name").asString()).isEqualTo(this.slug);
		assertThat(second.status()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body());
	}

	@Test
	void aSessionShowsWhatItsTeamIsCalledNow() {
		create("Research");
		Answer created = this.api.post("/api/sessions/", "{\"experiment\":\"e\"}", Secured.admin(this.slug));
		String team = "\"team\":{\"name\":\"%s\",\"slug\":\"" + this.slug + "\"}";
		assertThat(created.body()).contains(team.formatted("Research"));
		this.api.patch(this.path, "{\"name\":\"R\"}", Secured.admin());
		Answer read = this.api.get("/api/sessions/" + created.json().get("id").asString() + "/",
				Secured.admin(this.slug));
		assertThat(read.body()).contains(team.formatted("R"));
		assertThat(read.header("ETag")).isNotEqualTo(created.header("ETag"));
		Answer refused = this.api.delete(this.path, Secured.admin());
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().get("detail").asString()).isEqualTo("Team " + this.slug
				+ " has data and cannot be deleted until that is: experiments, experiment_sessions");
	}

	@Test
	void nobodyButTheAdminKeyManagesTeams() {
		assertThat(this.api.get("/api/teams/").status()).isEqualTo(401);
		assertThat(this.api.post("/api/teams/", "{\"slug\":\"" + this.slug + "\"}").status()).isEqualTo(401);
	}

}
