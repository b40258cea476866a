package io.parley.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.web.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every operation of the OpenAPI document, with every kind of credential that may not use
 * it and with the least that may; and with ids of another team.
 */
@SecuredTest
@TestPropertySource(properties = "parley.limits.failures-per-minute=1000000")
class EveryOperationTest {

	private final String team = "t" + Integer.toUnsignedString(Api.id("t").hashCode(), 36);

	private Api api;

	private List<Call> calls;

	/**
	 * One operation.
	 *
	 * @param scopes those of which any one is enough; empty where no scope is needed
	 * @param body an example, or null
	 */
	private record Call(String method, String path, Set<String> scopes, boolean byAdminKey, String body) {

		String target() {
			return this.path.replaceAll("\\{[^}]*}", "none-" + Math.abs(this.path.hashCode()));
		}

		boolean isReading() {
			return this.scopes.stream().anyMatch((scope) -> scope.endsWith(":read"));
		}

		@Override
		public String toString() {
			return this.method + " " + this.path;
		}

	}

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.calls = calls(this.api.get("/v3/api-docs").json());
		assertThat(this.calls).hasSizeGreaterThan(60);
	}

	@Test
	void needsACredentialThatCounts() {
		String revoked = key(List.of("admin"), false);
		String id = this.api.get("/api/keys/", Secured.admin()).json().at("/results/0/id").asString();
		assertThat(this.api.get("/api/me/", Secured.key(revoked)).status()).isEqualTo(200);
		assertThat(this.api.delete("/api/keys/" + id, Secured.admin()).status()).isEqualTo(204);
		String expired = expired();
		List<String[]> bad = List.of(new String[0], Secured.key("wrong"), Secured.key(""), Secured.key(revoked),
				Secured.key(expired), Secured.key(Secured.ADMIN_KEY + "x"),
				new String[] { "Authorization", "Bearer wrong" }, new String[] { "Authorization", "Bearer " + revoked },
				new String[] { "Authorization", "Basic YWRtaW46YWRtaW4=" },
				new String[] { "Cookie", "sessionid=" + "0".repeat(64) }, new String[] { "X-Embed-Key", "wrong" },
				new String[] { "X-api-key", "wrong", "Authorization", "Bearer " + Secured.ADMIN_KEY },
				new String[] { "Cookie", "sessionid=wrong", "X-Embed-Key", "wrong" },
				new String[] { "Cookie", "sessionid=wrong; sessionid=" + "0".repeat(64) });
		for (Call call : this.calls) {
			for (String[] headers : bad) {
				Answer answer = send(call, call.target(), headers);
				assertThat(answer.status()).as(call + " " + Arrays.toString(headers)).isEqualTo(401);
				assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
				assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
			}
		}
	}

	@Test
	void needsItsScopeAndNoOther() {
		Map<Set<String>, String> keys = new LinkedHashMap<>();
		for (Call call : this.calls.stream().filter((each) -> !each.byAdminKey()).toList()) {
			for (String scope : call.scopes()) {
				Answer with = send(call, call.target(),
						Secured.key(keys.computeIfAbsent(Set.of(scope), (only) -> key(only, false))));
				boolean half = call.path().equals("/sessions") && call.scopes().size() > 1;
				assertThat(with.status()).as(call + " with " + scope + ": " + with.body())
					.isNotIn(half ? List.of(401) : List.of(401, 403));
			}
			if (!call.scopes().isEmpty()) {
				Set<String> others = Arrays.stream(Scope.values())
					.map(Scope::text)
					.filter((scope) -> !scope.equals("admin") && !call.scopes().contains(scope))
					.collect(Collectors.toCollection(TreeSet::new));
				Answer without = send(call, call.target(),
						Secured.key(keys.computeIfAbsent(others, (all) -> key(all, false))));
				assertThat(without.status()).as(call + " with " + others).isEqualTo(403);
				assertThat(without.json().get("detail").asString()).contains(call.scopes());
			}
		}
	}

	@Test
	void writesNothingByAKeyThatOnlyReads() {
		String reading = key(List.of("admin"), true);
		for (Call call : this.calls) {
			int status = send(call, call.target(), Secured.key(reading)).status();
			if (call.isReading() || call.scopes().isEmpty() && !call.byAdminKey()) {
				assertThat(status).as(call.toString()).isNotIn(401, 403);
			}
			else {
				assertThat(status).as(call.toString()).isEqualTo(403);
			}
		}
	}

	@Test
	void teamsAreTheAdminKeysAlone() {
		String admin = key(List.of("admin"), false);
		List<Call> teams = this.calls.stream().filter(Call::byAdminKey).toList();
		assertThat(teams).hasSize(5);
		for (Call call : teams) {
			assertThat(send(call, call.target(), Secured.key(admin)).status()).as(call.toString()).isEqualTo(403);
			assertThat(send(call, call.target(), Secured.admin()).status()).as(call.toString()).isNotIn(401, 403);
		}
	}

	@Test
	void onlyTheAdminKeyNamesATeam() {
		String admin = key(List.of("admin"), false);
		for (Call call : this.calls) {
			assertThat(send(call, call.target(), "X-api-key", admin, "X-Parley-Team", "default").status())
				.as(call.toString())
				.isEqualTo(403);
			assertThat(send(call, call.target(), "X-api-key", Secured.ADMIN_KEY, "X-Parley-Team", "nobody").status())
				.as(call.toString())
				.isEqualTo(404);
		}
	}

	@Test
	void anotherTeamsDataIsNotThere() {
		Map<String, String> ids = ownData();
		String before = everything(ids);
		assertThat(before).contains("secret-of-default");
		assertThat(this.api
			.post("/api/teams/", "{\"slug\": \"%s\", \"name\": \"Other\"}".formatted(this.team), Secured.admin())
			.status()).isEqualTo(201);
		String other = this.api
			.post("/api/keys/", "{\"name\": \"other\", \"scopes\": [\"admin\"]}", Secured.admin(this.team))
			.json()
			.get("key")
			.asString();
		for (Call call : this.calls.stream().filter((each) -> !each.byAdminKey()).toList()) {
			Answer answer = send(call, target(call, ids), Secured.key(other));
			assertThat(answer.body()).as(call.toString()).doesNotContain("secret-of-default");
			if (isOfOneDocument(call)) {
				assertThat(answer.status()).as(call + ": " + answer.body()).isEqualTo(404);
			}
			else {
				assertThat(answer.status()).as(call + ": " + answer.body()).isNotIn(401, 403);
			}
		}
		assertThat(everything(ids)).isEqualTo(before);
	}

	/**
	 * Whether its path names a document that another operation here does not make in the
	 * other team.
	 */
	private static boolean isOfOneDocument(Call call) {
		return call.path().contains("{")
				&& !call.path().matches("/(users|bots)/\\{[^}]*}/(messages|threads)/?|.*/messages/with/.*")
				&& !(call.method().equals("PUT") && call.path().matches("/(users|bots|api/experiments)/\\{[^}]*}/?"))
				&& !(call.method().equals("DELETE") && call.path().matches("/(users|bots)/\\{[^}]*}/?"));
	}

	/** Makes something of each kind in the team default. */
	private Map<String, String> ownData() {
		Map<String, String> ids = new LinkedHashMap<>();
		ids.put("session_id", Api.id("known"));
		ids.put("user_id", Api.id("known"));
		ids.put("bot_id", Api.id("known"));
		ids.put("other_user_id", ids.get("user_id"));
		ids.put("other_bot_id", ids.get("bot_id"));
		ids.put("username", Api.id("known"));
		ids.put("experiment", Api.id("known"));
		created("POST", "/session", "{\"session_id\": \"%s\"}".formatted(ids.get("session_id")));
		created("PUT", "/users/" + ids.get("user_id"), "{\"username\": \"secret-of-default\"}");
		created("PUT", "/bots/" + ids.get("bot_id"), "{\"name\": \"secret-of-default\"}");
		ids.put("message_id",
				created("POST", "/users/" + ids.get("user_id") + "/messages/",
						"{\"bot_ids\": [\"%s\"], \"body\": \"secret-of-default\"}".formatted(ids.get("bot_id")))
					.get("_id")
					.asString());
		ids.put("session", created("POST", "/api/sessions/",
				"{\"experiment\": \"%s\", \"state\": {\"a\": \"secret-of-default\"}}".formatted(ids.get("experiment")))
			.get("id")
			.asString());
		JsonNode key = created("POST", "/api/keys/", "{\"name\": \"secret-of-default\", \"scopes\": [\"admin\"]}");
		ids.put("key", key.get("id").asString());
		created("POST", "/api/accounts/",
				"{\"username\": \"%s\", \"password\": \"correct horse battery\", \"scopes\": [\"admin\"]}"
					.formatted(ids.get("username")));
		return ids;
	}

	/** What team default sees of it. */
	private String everything(Map<String, String> ids) {
		return Stream
			.of("/session/" + ids.get("session_id"), "/users/" + ids.get("user_id"), "/bots/" + ids.get("bot_id"),
					"/users/" + ids.get("user_id") + "/messages/", "/bots/" + ids.get("bot_id") + "/messages/",
					"/users/" + ids.get("user_id") + "/threads/?group_by=user_ids,bot_ids",
					"/api/sessions/" + ids.get("session"), "/api/experiments/" + ids.get("experiment"),
					"/api/keys/" + ids.get("key"), "/api/accounts/" + ids.get("username"))
			.map((path) -> {
				Answer answer = this.api.get(path, Secured.admin());
				assertThat(answer.status()).as(path).isEqualTo(200);
				return answer.body();
			})
			.collect(Collectors.joining("\n"));
	}

	private JsonNode created(String method, String path, String body) {
		Answer answer = this.api.send(method, path, body, Secured.admin());
		assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
		return answer.json();
	}

	private static String target(Call call, Map<String, String> ids) {
		String target = call.path();
		if (target.startsWith("/api/")) {
			String kind = target.startsWith("/api/sessions") ? "session"
					: target.startsWith("/api/experiments") ? "experiment" : "key";
			target = target.replace("{id}", ids.get(kind));
		}
		for (Map.Entry<String, String> id : ids.entrySet()) {
			target = target.replace("{" + id.getKey() + "}", id.getValue());
		}
		return target.replaceAll("\\{[^}]*}", "64f380fcfd82d035f7172c98")
				+ (target.contains("/threads") ? "?group_by=user_ids,bot_ids" : "");
	}

	private Answer send(Call call, String target, String... headers) {
		return this.api.send(call.method(), target, call.body(), headers);
	}

	private String key(Iterable<String> scopes, boolean readOnly) {
		Answer made = this.api.post("/api/keys/", "{\"name\": \"k\", \"scopes\": [\"%s\"], \"read_only\": %s}"
			.formatted(String.join("\", \"", scopes), readOnly), Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.json().get("key").asString();
	}

	/**
	 * A key that counts until soon; tried again where that had passed before it was made.
	 */
	private String expired() {
		Answer made = await().until(
				() -> this.api.post("/api/keys/",
						"{\"name\": \"k\", \"scopes\": [\"admin\"], \"expires_at\": \"%s\"}"
							.formatted(Instant.now().plusSeconds(2)),
						Secured.admin()),
				(answer) -> answer.status() == 201);
		String key = made.json().get("key").asString();
		await().until(() -> this.api.get("/api/me", Secured.key(key)).status() == 401);
		return key;
	}

	private static List<Call> calls(JsonNode document) {
		List<Call> calls = new ArrayList<>();
		document.get("paths").properties().forEach((path) -> path.getValue().properties().forEach((operation) -> {
			JsonNode security = operation.getValue().path("security");
			Set<String> scopes = security.findValues("OAuth2")
				.stream()
				.flatMap(JsonNode::valueStream)
				.map(JsonNode::asString)
				.collect(Collectors.toCollection(TreeSet::new));
			// What needs no credential is held by something else, such as a signature.
			if (!security.isEmpty()) {
				calls.add(new Call(operation.getKey().toUpperCase(), path.getKey(), scopes,
						security.findValues("OAuth2").isEmpty(), body(operation.getValue(), document)));
			}
		}));
		return calls;
	}

	private static String body(JsonNode operation, JsonNode document) {
		JsonNode content = operation.path("requestBody").path("content").path("application/json");
		if (content.isMissingNode()) {
			return null;
		}
		return content.path("examples")
			.valueStream()
			.map((example) -> example.get("value").toString())
			.findFirst()
			.orElseGet(() -> Optional.of(content.path("schema").path("$ref").asString("#"))
				.map((reference) -> document.at(reference.substring(1)).path("example").toString())
				.orElse("{}"));
	}

}
