package io.parley.access;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key in the page of another site creates sessions of one experiment, reads them and
 * appends to them, from the origins that it lists and nowhere else.
 */
@SecuredTest
class EmbedKeyTest {

	private static final String PAGE = "https://shop.example";

	private static final String OTHER = "https://other.example";

	private final String experiment = Api.id("bot");

	private Api api;

	private String key;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.key = key(this.experiment, PAGE);
	}

	@Test
	void createsReadsAndAppends() {
		Answer created = create(this.experiment, PAGE);
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
		assertThat(created.header("Access-Control-Allow-Credentials")).isNull();
		assertThat(created.header("Vary")).contains("Origin");
		String id = created.json().get("id").asString();
		assertThat(read(id, this.key).json().get("messages").size()).isOne();
		assertThat(read(id, this.key).json().at("/experiment/id").asString()).isEqualTo(this.experiment);
		assertThat(append(id, this.key).status()).isEqualTo(201);
		assertThat(read(id, this.key).json().get("messages").size()).isEqualTo(2);
	}

	@Test
	void sendsFromNowhereElse() {
		Answer elsewhere = create(this.experiment, OTHER);
		assertThat(elsewhere.status()).isEqualTo(403);
		assertThat(elsewhere.header("Access-Control-Allow-Origin")).isNull();
		assertThat(create(this.experiment, "null").status()).isEqualTo(403);
		assertThat(this.api.post("/api/sessions/", body(this.experiment), "X-Embed-Key", this.key).status())
			.isEqualTo(403);
	}

	@Test
	void seesNothingButWhatItCreated() {
		assertThat(create(Api.id("bot"), PAGE).status()).isEqualTo(403);
		String byAnother = this.api.post("/api/sessions/", body(this.experiment), Secured.admin())
			.json()
			.get("id")
			.asString();
		assertThat(read(byAnother, this.key).status()).isEqualTo(403);
		assertThat(append(byAnother, this.key).status()).isEqualTo(403);
		String own = create(this.experiment, PAGE).json().get("id").asString();
		String twin = key(this.experiment, PAGE);
		assertThat(read(own, twin).status()).isEqualTo(403);
		assertThat(append(own, twin).status()).isEqualTo(403);
		assertThat(this.api.get("/api/sessions/" + own, Secured.admin()).json().get("messages").size()).isOne();
	}

	@Test
	void doesNothingElse() {
		String own = create(this.experiment, PAGE).json().get("id").asString();
		for (String path : new String[] { "/api/sessions", "/api/experiments", "/session/x", "/users/u/messages",
				"/api/me", "/api/keys", "/api/audit", "/actuator/prometheus" }) {
			assertThat(this.api.get(path, "X-Embed-Key", this.key, "Origin", PAGE).status()).as(path).isEqualTo(403);
		}
		assertThat(this.api
			.post("/api/sessions/" + own + "/end_experiment_session", null, "X-Embed-Key", this.key, "Origin", PAGE)
			.status()).isEqualTo(403);
	}

	@Test
	void isToldInAProblemDocumentWhatItMayNotDo() {
		for (String method : new String[] { "PUT", "PATCH", "DELETE" }) {
			Answer refused = this.api.send(method, "/session/x", "{}", "X-Embed-Key", this.key, "Origin", PAGE);
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
		}
	}

	@Test
	void countsInNoOtherHeader() {
		assertThat(this.api.get("/api/me", "X-api-key", this.key).status()).isEqualTo(401);
		assertThat(this.api.get("/api/me", "Authorization", "Bearer " + this.key).status()).isEqualTo(401);
		assertThat(create(this.experiment, PAGE, Secured.ADMIN_KEY).status()).isEqualTo(401);
	}

	@Test
	void browsersAreToldBeforehandWhereFromAndWhatFor() {
		Answer asked = preflight("/api/sessions/", PAGE, "POST");
		assertThat(asked.status()).isEqualTo(200);
		assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
		assertThat(asked.header("Access-Control-Allow-Headers").toLowerCase()).contains("x-embed-key", "content-type");
		for (Answer refused : new Answer[] { preflight("/api/sessions/", OTHER, "POST"),
				preflight("/api/sessions/", "null", "POST"), preflight("/api/sessions/", PAGE, "GET"),
				preflight("/api/keys/", PAGE, "POST"), preflight("/session", PAGE, "POST") }) {
			assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
		}
	}

	private String key(String experiment, String origin) {
		Answer made = this.api.post("/api/keys/", """
				{"name": "shop", "kind": "embed", "experiment": "%s", "allowed_origins": ["%s"]}"""
			.formatted(experiment, origin), Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.json().get("key").asString();
	}

	private Answer create(String experiment, String origin) {
		return create(experiment, origin, this.key);
	}

	private Answer create(String experiment, String origin, String key) {
		return this.api.post("/api/sessions/", body(experiment), "X-Embed-Key", key, "Origin", origin);
	}

	private Answer read(String id, String key) {
		return this.api.get("/api/sessions/" + id, "X-Embed-Key", key, "Origin", PAGE);
	}

	private Answer append(String id, String key) {
		return this.api.post("/api/sessions/" + id + "/messages/", "{\"role\": \"user\", \"content\": \"more\"}",
				"X-Embed-Key", key, "Origin", PAGE);
	}

	private Answer preflight(String path, String origin, String method) {
		return this.api.send("OPTIONS", path, null, "Origin", origin, "Access-Control-Request-Method", method,
				"Access-Control-Request-Headers", "x-embed-key,content-type");
	}

	private static String body(String experiment) {
		return "{\"experiment\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"
			.formatted(experiment);
	}

}
