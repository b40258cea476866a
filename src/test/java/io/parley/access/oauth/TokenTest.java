package io.parley.access.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What tokens are worth, and what ends them, over real HTTP. */
@SecuredTest
class TokenTest {

	private static final String JOB = """
			{"name":"Job","scopes":["sessions:read","messages:read"],"grant_types":["client_credentials"]}""";

	private OAuthFlow flow;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.flow = new OAuthFlow(port);
	}

	private JsonNode granted(String type, String... scopes) {
		this.flow.person(scopes).application(type, scopes);
		return this.flow.exchange(this.flow.code("scope", String.join(" ", scopes))).json();
	}

	private static String access(JsonNode token) {
		return token.get("access_token").asString();
	}

	private static String refresh(JsonNode token) {
		return token.get("refresh_token").asString();
	}

	private static String error(Answer answer) {
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		return answer.json().get("error").asString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "public", "confidential" })
	void aRefreshTokenIsExchangedForAnotherOnce(String type) {
		JsonNode first = granted(type, "sessions:read");
		Answer renewed = this.flow.refresh(refresh(first));
		assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
		JsonNode second = renewed.json();
		assertThat(refresh(second)).isNotEqualTo(refresh(first));
		assertThat(this.flow.me(access(second)).status()).isEqualTo(200);
		assertThat(this.flow.me(access(first)).status()).isEqualTo(401);
		JsonNode third = this.flow.refresh(refresh(second)).json();
		assertThat(this.flow.me(access(third)).status()).isEqualTo(200);
		assertThat(error(this.flow.refresh(refresh(first)))).isEqualTo("invalid_grant");
		assertThat(this.flow.me(access(third)).status()).isEqualTo(401);
		assertThat(error(this.flow.refresh(refresh(third)))).isEqualTo("invalid_grant");
	}

	@Test
	void aRefreshTokenOfAnotherApplicationIsOfNoUse() {
		JsonNode token = granted("public", "sessions:read");
		OAuthFlow other = new OAuthFlow(this.flow.port).application("public", "sessions:read");
		assertThat(error(other.refresh(refresh(token)))).isEqualTo("invalid_grant");
		assertThat(this.flow.refresh(refresh(token)).status()).isEqualTo(200);
	}

	@Test
	void aRefreshCanAskForLessButNotForMore() {
		JsonNode token = granted("public", "sessions:read", "messages:read");
		JsonNode less = this.flow.refresh(refresh(token), "scope", "sessions:read").json();
		assertThat(less.get("scope").asString()).isEqualTo("sessions:read");
		assertThat(this.flow.me(access(less)).json().get("scopes").toString()).doesNotContain("messages");
		assertThat(error(this.flow.refresh(refresh(less), "scope", "sessions:write"))).isEqualTo("invalid_scope");
	}

	@Test
	void neitherAnotherKindOfSecretNorAHashIsAToken() {
		JsonNode token = granted("public", "sessions:read");
		assertThat(error(this.flow.refresh(access(token)))).isEqualTo("invalid_grant");
		assertThat(error(this.flow.exchange(refresh(token)))).isEqualTo("invalid_grant");
		assertThat(error(this.flow.refresh("sha256:" + Secrets.hash(refresh(token))))).isEqualTo("invalid_grant");
		assertThat(this.flow.me(refresh(token)).status()).isEqualTo(401);
		assertThat(this.flow.me("sha256:" + Secrets.hash(access(token))).status()).isEqualTo(401);
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
	}

	@Test
	void losesWhatThePersonLoses() {
		JsonNode token = granted("confidential", "sessions:read", "messages:read");
		assertThat(this.flow.me(access(token)).json().get("scopes").toString()).contains("messages:read");
		change("{\"scopes\":[\"sessions:read\"]}");
		assertThat(this.flow.me(access(token)).json().get("scopes").toString()).contains("sessions:read")
			.doesNotContain("messages");
		assertThat(this.flow.introspect(access(token)).get("scope").asString()).isEqualTo("sessions:read");
		JsonNode renewed = this.flow.refresh(refresh(token)).json();
		assertThat(renewed.get("scope").asString()).isEqualTo("sessions:read");
		change("{\"scopes\":[\"sessions:read\",\"messages:read\"]}");
		assertThat(this.flow.me(access(renewed)).json().get("scopes").toString()).contains("messages:read");
	}

	@Test
	void endsWithANewPassword() {
		JsonNode token = granted("confidential", "sessions:read");
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
		String code = this.flow.code();
		change("{\"password\":\"quite another password\"}");
		assertEnded(token);
		assertThat(error(this.flow.exchange(code))).isEqualTo("invalid_grant");
	}

	@Test
	void endsWithTheAccountAlsoWhereItIsMadeAgain() {
		JsonNode token = granted("confidential", "sessions:read");
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
		String account = "/api/accounts/" + this.flow.username;
		assertThat(this.flow.api.delete(account, Secured.admin()).status()).isEqualTo(204);
		assertEnded(token);
		assertThat(this.flow.api
			.post("/api/accounts/",
					"{\"username\":\"%s\",\"password\":\"%s\",\"scopes\":[\"sessions:read\"]}"
						.formatted(this.flow.username, OAuthFlow.PASSWORD),
					Secured.admin())
			.status()).isEqualTo(201);
		assertEnded(token);
	}

	@Test
	void endsWithTheApplication() {
		JsonNode token = granted("confidential", "sessions:read");
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
		assertThat(this.flow.api.delete("/o/applications/" + this.flow.clientId, Secured.admin()).status())
			.isEqualTo(204);
		assertThat(this.flow.me(access(token)).status()).isEqualTo(401);
		assertThat(error(this.flow.refresh(refresh(token)))).isEqualTo("invalid_client");
	}

	@Test
	void endsWithTheTeam() {
		String team = Api.id("team").substring(0, 30);
		String body = "{\"slug\":\"%s\",\"name\":\"Other\"}".formatted(team);
		assertThat(this.flow.api.post("/api/teams/", body, Secured.admin()).status()).isEqualTo(201);
		OAuthFlow theirs = new OAuthFlow(this.flow.port, Secured.admin(team)).register(JOB);
		String token = access(theirs.token(new LinkedHashMap<>(Map.of("grant_type", "client_credentials"))).json());
		assertThat(theirs.me(token).json().get("team").asString()).isEqualTo(team);
		assertThat(this.flow.api.delete("/api/teams/" + team, Secured.admin()).status()).isEqualTo(204);
		assertThat(theirs.me(token).status()).isEqualTo(401);
		this.flow.api.post("/api/teams/", body, Secured.admin());
		assertThat(theirs.me(token).status()).isEqualTo(401);
		assertThat(error(theirs.token(new LinkedHashMap<>(Map.of("grant_type", "client_credentials")))))
			.isEqualTo("invalid_client");
	}

	@ParameterizedTest
	@CsvSource({ "public,access_token", "confidential,access_token", "public,refresh_token",
			"confidential,refresh_token" })
	void revokingEitherEndsBothAtOnce(String type, String which) {
		JsonNode token = granted(type, "sessions:read");
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
		assertThat(this.flow.revoke(token.get(which).asString()).status()).isEqualTo(200);
		assertThat(this.flow.me(access(token)).status()).isEqualTo(401);
		assertThat(error(this.flow.refresh(refresh(token)))).isEqualTo("invalid_grant");
		assertThat(this.flow.revoke(token.get(which).asString()).status()).isEqualTo(200);
	}

	@Test
	void nobodyRevokesTheTokensOfAnotherApplication() {
		JsonNode token = granted("public", "sessions:read");
		OAuthFlow other = new OAuthFlow(this.flow.port).application("confidential", "sessions:read");
		assertThat(other.revoke(access(token)).status()).isIn(400, 401);
		assertThat(this.flow.me(access(token)).status()).isEqualTo(200);
		assertThat(this.flow.postForm("/o/revoke_token/", "token=" + access(token)).status()).isEqualTo(401);
		assertThat(this.flow.postForm("/o/revoke_token/", "client_id=nobody&token=" + access(token)).status())
			.isEqualTo(401);
	}

	@Test
	void tellsOfTheTokensOfItsTeamAlone() {
		JsonNode token = granted("confidential", "sessions:read");
		JsonNode told = this.flow.introspect(access(token));
		assertThat(told.get("active").asBoolean()).isTrue();
		assertThat(told.get("username").asString()).isEqualTo(this.flow.username);
		assertThat(told.get("client_id").asString()).isEqualTo(this.flow.clientId);
		assertThat(told.get("scope").asString()).isEqualTo("sessions:read");
		assertThat(told.get("exp").asLong()).isGreaterThan(System.currentTimeMillis() / 1000);
		String team = Api.id("team").substring(0, 30);
		this.flow.api.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"Other\"}".formatted(team), Secured.admin());
		OAuthFlow theirs = new OAuthFlow(this.flow.port, Secured.admin(team)).register(JOB);
		assertThat(theirs.introspect(access(token)).toString()).isEqualTo("{\"active\":false}");
		assertThat(this.flow.introspect("parley_at_nothing").toString()).isEqualTo("{\"active\":false}");
		this.flow.revoke(access(token));
		assertThat(this.flow.introspect(access(token)).toString()).isEqualTo("{\"active\":false}");
	}

	@Test
	void aPublicApplicationIsToldNothing() {
		JsonNode token = granted("public", "sessions:read");
		assertThat(error(
				this.flow.postForm("/o/introspect/", "client_id=" + this.flow.clientId + "&token=" + access(token))))
			.isEqualTo("invalid_client");
	}

	@Test
	void anApplicationActsForItself() {
		this.flow.register(JOB);
		Answer basic = this.flow.token(new LinkedHashMap<>(Map.of("grant_type", "client_credentials")));
		assertThat(basic.status()).as(basic.body()).isEqualTo(200);
		assertThat(basic.json().has("refresh_token")).isFalse();
		assertThat(basic.json().get("scope").asString().split(" ")).containsExactlyInAnyOrder("sessions:read",
				"messages:read");
		Answer posted = this.flow.postForm("/o/token", "grant_type=client_credentials&scope=sessions:read&client_id="
				+ this.flow.clientId + "&client_secret=" + this.flow.secret);
		assertThat(posted.json().get("scope").asString()).isEqualTo("sessions:read");
		JsonNode me = this.flow.me(access(posted.json())).json();
		assertThat(me.get("name").asString()).isEqualTo("Job");
		assertThat(me.get("team").asString()).isEqualTo("default");
		assertThat(error(
				this.flow.token(new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "scope", "admin")))))
			.isEqualTo("invalid_scope");
	}

	@Test
	void aWrongSecretIsRefused() {
		this.flow.register(JOB);
		Answer refused = this.flow.postForm("/o/token", "grant_type=client_credentials", "Authorization",
				OAuthFlow.basic(this.flow.clientId, this.flow.secret + "x"));
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
		assertThat(error(refused)).isEqualTo("invalid_client");
		Answer unknown = this.flow.postForm("/o/token", "grant_type=client_credentials", "Authorization",
				OAuthFlow.basic("nobody", this.flow.secret));
		assertThat(unknown.body()).isEqualTo(refused.body());
		Answer nobody = this.flow.postForm("/o/token", "grant_type=client_credentials");
		assertThat(nobody.status()).isEqualTo(401);
		assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic");
	}

	@Test
	void aPublicApplicationCannotActForItself() {
		this.flow.application("public", "sessions:read");
		Answer refused = this.flow.postForm("/o/token",
				"grant_type=client_credentials&client_id=" + this.flow.clientId);
		assertThat(refused.status()).isEqualTo(401);
		assertThat(error(refused)).isEqualTo("invalid_client");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "unsupported_grant_type|grant_type=password&username=a&password=b",
			"unsupported_grant_type|grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=x",
			"unsupported_grant_type|grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=x",
			"invalid_request|grant_type=client_credentials&grant_type=client_credentials",
			"invalid_request|grant_type=authorization_code&code=a&code_verifier=b&code_verifier=c",
			"invalid_request|grant_type=client_credentials&scope=a&scope=b", "invalid_request|scope=sessions:read",
			"invalid_request|grant_type=authorization_code", "invalid_request|grant_type=refresh_token",
			"invalid_request|grant_type=client_credentials&scope=sessions:read%00",
			"invalid_request|grant_type=client_credentials%0d%0aX-Bad:1",
			"invalid_scope|grant_type=client_credentials&scope=a++b",
			"unauthorized_client|grant_type=authorization_code&code=x&redirect_uri=y" })
	void hostileParametersAreRefusedAsTheRfcSays(String expected, String form) {
		this.flow.register(JOB);
		Answer refused = this.flow.postForm("/o/token", form, "Authorization",
				OAuthFlow.basic(this.flow.clientId, this.flow.secret));
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(error(refused)).isIn(expected, "invalid_grant");
		assertThat(refused.body()).doesNotContain("Exception", "springframework");
	}

	@Test
	void hugeAndBrokenRequestsAreRefused() {
		this.flow.register(JOB);
		String basic = OAuthFlow.basic(this.flow.clientId, this.flow.secret);
		assertThat(this.flow
			.postForm("/o/token", "grant_type=client_credentials&scope=" + "x".repeat(5000), "Authorization", basic)
			.status()).isEqualTo(400);
		assertThat(this.flow.postForm("/o/token", "x=" + "x".repeat(70_000), "Authorization", basic).status())
			.isEqualTo(413);
		assertThat(this.flow.postForm("/o/token", "grant_type=%zz", "Authorization", basic).status()).isEqualTo(400);
		assertThat(
				this.flow.postForm("/o/token", "grant_type=client_credentials", "Authorization", "Basic !!").status())
			.isIn(400, 401);
		Answer got = this.flow.api.get("/o/token");
		assertThat(got.status()).isEqualTo(405);
		assertThat(got.header("Allow")).isEqualTo("POST");
		assertThat(got.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void theMetadataSaysWhatThereIs() {
		for (String path : new String[] { "/.well-known/oauth-authorization-server",
				"/.well-known/oauth-authorization-server/" }) {
			JsonNode metadata = this.flow.api.get(path).json();
			String base = "http://127.0.0.1:" + this.flow.port;
			assertThat(metadata.get("issuer").asString()).isEqualTo(base);
			assertThat(metadata.get("token_endpoint").asString()).isEqualTo(base + "/o/token");
			assertThat(metadata.get("authorization_endpoint").asString()).isEqualTo(base + "/o/authorize");
			assertThat(metadata.get("revocation_endpoint").asString()).isEqualTo(base + "/o/revoke_token");
			assertThat(metadata.get("introspection_endpoint").asString()).isEqualTo(base + "/o/introspect");
			assertThat(metadata.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
			assertThat(metadata.get("grant_types_supported").toString())
				.isEqualTo("[\"authorization_code\",\"refresh_token\",\"client_credentials\"]");
			assertThat(metadata.get("scopes_supported").toString()).contains("sessions:read", "admin");
			assertThat(metadata.has("jwks_uri")).isFalse();
		}
	}

	private void change(String body) {
		Answer changed = this.flow.api.patch("/api/accounts/" + this.flow.username, body, Secured.admin());
		assertThat(changed.status()).as(changed.body()).isEqualTo(200);
	}

	private void assertEnded(JsonNode token) {
		assertThat(this.flow.me(access(token)).status()).isEqualTo(401);
		assertThat(error(this.flow.refresh(refresh(token)))).isEqualTo("invalid_grant");
		assertThat(this.flow.introspect(access(token)).toString()).isEqualTo("{\"active\":false}");
	}

}
