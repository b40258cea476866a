package io.parley.access.audit;

import java.time.Instant;
import java.util.List;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What was done is kept, and nothing else is. */
@SecuredTest
class AuditApiTest {

	@Autowired
	private Audit audit;

	@Autowired
	private AuditRepository entries;

	@Autowired
	private AuditedTeams teams;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	private List<JsonNode> entries(String target) {
		return this.api.get("/api/audit/?page_size=1000", Secured.admin())
			.json()
			.get("results")
			.valueStream()
			.filter((entry) -> entry.get("target").asString().equals(target))
			.toList();
	}

	@Test
	void whoMadeAndEndedAKeyIsKept() {
		JsonNode key = this.api.post("/api/keys/", "{\"name\":\"x\",\"scopes\":[\"admin\"]}", Secured.admin()).json();
		String id = key.get("id").asString();
		this.api.delete("/api/keys/" + id, Secured.admin());
		this.api.delete("/api/keys/" + id, Secured.admin());
		List<JsonNode> entries = entries(id);
		assertThat(entries).extracting((entry) -> entry.get("action").asString())
			.containsExactly("key.deleted", "key.created");
		JsonNode entry = entries.get(0);
		assertThat(entry.propertyNames()).containsExactly("id", "at", "actor", "actor_kind", "action", "target",
				"address");
		assertThat(entry.get("actor").asString()).isEqualTo("admin");
		assertThat(entry.get("actor_kind").asString()).isEqualTo("admin");
		assertThat(entry.get("address").asString()).isEqualTo("127.0.0.1");
		assertThat(this.api.get("/api/audit/", Secured.admin()).body()).doesNotContain(key.get("key").asString());
	}

	@Test
	void whatWasRefusedLeavesNoEntry() {
		String slug = Api.id("team");
		String body = "{\"slug\":\"" + slug + "\"}";
		this.api.post("/api/teams/", body, Secured.admin());
		assertThat(this.api.post("/api/teams/", body, Secured.admin()).status()).isEqualTo(409);
		this.api.patch("/api/teams/" + slug, "{\"name\":\"x\"}", Secured.admin());
		this.api.delete("/api/teams/" + slug, Secured.admin());
		assertThat(this.api.delete("/api/teams/" + slug, Secured.admin()).status()).isEqualTo(404);
		assertThat(this.api.patch("/api/teams/" + slug, "{\"name\":\"x\"}", Secured.admin()).status()).isEqualTo(404);
		assertThat(entries(slug)).extracting((entry) -> entry.get("action").asString())
			.containsExactly("team.deleted", "team.changed", "team.created");
	}

	@Test
	void aSignInOfANameThatNobodyHasIsDefaults() {
		String name = Api.id("name");
		this.audit.record("no-such-team", name, "192.0.2.1", "sign_in.failed", name);
		assertThat(entries(name)).singleElement().satisfies((entry) -> {
			assertThat(entry.get("actor").asString()).isEqualTo(name);
			assertThat(entry.get("actor_kind").asString()).isEqualTo("anonymous");
			assertThat(entry.get("address").asString()).isEqualTo("192.0.2.1");
		});
	}

	@Test
	void textsAreBounded() {
		String name = Api.id("name") + "😀\0".repeat(5_000);
		this.audit.record(null, name, name, "sign_in.failed", name);
		JsonNode entry = this.api.get("/api/audit/?page_size=50", Secured.admin())
			.json()
			.get("results")
			.valueStream()
			.filter((each) -> each.get("target").asString().startsWith(name.substring(0, 20)))
			.findFirst()
			.orElseThrow();
		for (String field : List.of("actor", "target", "address")) {
			String text = entry.get(field).asString();
			assertThat(text.codePointCount(0, text.length())).isEqualTo(256);
			assertThat(text).endsWith("…").doesNotContain("\0");
		}
	}

	@Test
	void anotherTeamOfTheSameSlugDoesNotSeeIt() {
		String target = Api.id("target");
		this.entries.insert(new AuditEntry(new ObjectId(), "default", new ObjectId(), "a", "api", "key.created", target,
				null, Instant.now()));
		assertThat(entries(target)).isEmpty();
	}

	@Test
	void whatIsOldIsRemoved() {
		String target = Api.id("target");
		Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
		AuditEntry entry = new AuditEntry(new ObjectId(), "default", this.teams.idOf("default").orElseThrow(), "a",
				"api", "key.created", target, null, longAgo);
		this.entries.insert(entry);
		this.entries.removeBefore(longAgo);
		assertThat(entries(target)).hasSize(1);
		this.entries.removeBefore(longAgo.plusMillis(1));
		assertThat(entries(target)).isEmpty();
	}

}
