package io.parley.access.oauth;

import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** The code flow with PKCE by hand, over real HTTP. */
@SecuredTest
class CodeFlowTest {

	private OAuthFlow flow;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.flow = new OAuthFlow(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "public", "confidential" })
	void leadsFromTheQuestionToACall(String type) {
		this.flow.person("sessions:read", "messages:read").application(type, "sessions:read", "messages:read");
		HttpResponse<String> page = this.flow.consentPage("scope", "sessions:read messages:read");
		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.body())
			.contains("Board", this.flow.username, "board.example.org",
					"Read experiments and the sessions of their chatbots", "value=\"messages:read\"")
			.doesNotContain("<script");
		assertThat(OAuthFlow.header(page, "Cache-Control")).isEqualTo("no-store");
		assertThat(OAuthFlow.header(page, "Content-Security-Policy")).contains("frame-ancestors 'none'",
				"form-action 'self' https://board.example.org");
		assertThat(page.headers().allValues("Set-Cookie").toString()).doesNotContain("JSESSIONID");
		Map<String, String> back = OAuthFlow
			.parameters(this.flow.decide(page, "allow", "sessions:read", "messages:read"));
		assertThat(back).containsEntry("state", "st/ä&te");
		Answer exchanged = this.flow.exchange(back.get("code"));
		assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
		assertThat(exchanged.header("Cache-Control")).isEqualTo("no-store");
		JsonNode token = exchanged.json();
		assertThat(token.get("token_type").asString()).isEqualTo("Bearer");
		assertThat(token.get("expires_in").asInt()).isBetween(3500, 3600);
		assertThat(token.get("scope").asString().split(" ")).containsExactlyInAnyOrder("sessions:read",
				"messages:read");
		assertThat(token.get("refresh_token").asString()).startsWith("parley_rt_");
		Answer me = this.flow.me(token.get("access_token").asString());
		assertThat(me.status()).as(me.body()).isEqualTo(200);
		assertThat(me.json().get("kind").asString()).isEqualTo("oauth");
		assertThat(me.json().get("name").asString()).isEqualTo(this.flow.username);
		assertThat(me.json().get("scopes").toString()).contains("sessions:read", "messages:read")
			.doesNotContain("write");
	}

	@Test
	void sendsWhoIsNotSignedInToSignInAndBack() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		this.flow.browser.with("sessionid", null);
		HttpResponse<String> sent = this.flow.authorize();
		assertThat(sent.statusCode()).isEqualTo(302);
		String location = OAuthFlow.header(sent, "Location");
		assertThat(location).contains("/login?next=%2Fo%2Fauthorize");
		String next = URLDecoder.decode(location.substring(location.indexOf("next=") + 5), StandardCharsets.UTF_8);
		HttpResponse<String> signedIn = this.flow.browser.submit("/login",
				Map.of("username", this.flow.username, "password", OAuthFlow.PASSWORD, "next", next));
		assertThat(OAuthFlow.header(signedIn, "Location")).endsWith(next);
	}

	@Test
	void aKeyAuthorizesNothing() {
		this.flow.application("public", "sessions:read");
		Answer asked = this.flow.api.get("/o/authorize?" + OAuthFlow.form(this.flow.question()), Secured.admin());
		assertThat(asked.status()).isEqualTo(302);
		assertThat(asked.header("Location")).contains("/login?next=");
	}

	@Test
	void whatIsDeniedIsNotGiven() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		assertThat(OAuthFlow.parameters(this.flow.decide(this.flow.consentPage(), "deny", "sessions:read")))
			.containsEntry("error", "access_denied")
			.containsEntry("state", "st/ä&te")
			.doesNotContainKey("code");
		assertThat(OAuthFlow.parameters(this.flow.decide(this.flow.consentPage(), "allow"))).containsEntry("error",
				"access_denied");
	}

	@Test
	void aQuestionIsAnsweredOnce() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		HttpResponse<String> page = this.flow.consentPage();
		OAuthFlow.parameters(this.flow.decide(page, "allow", "sessions:read"));
		HttpResponse<String> again = this.flow.decide(page, "allow", "sessions:read");
		assertThat(again.statusCode()).isEqualTo(400);
		assertThat(OAuthFlow.header(again, "Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void anotherPersonCannotAnswerTheQuestion() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		HttpResponse<String> page = this.flow.consentPage();
		OAuthFlow other = new OAuthFlow(this.flow.port).person("sessions:read");
		other.clientId = this.flow.clientId;
		assertThat(other.decide(page, "allow", "sessions:read").statusCode()).isEqualTo(400);
		assertThat(other.browser.get("/o/consent?state=" + OAuthFlow.field(page, "state")).statusCode()).isEqualTo(404);
	}

	@Test
	void asksAgainOnlyForWhatIsNew() {
		this.flow.person("sessions:read", "messages:read").application("public", "sessions:read", "messages:read");
		this.flow.code();
		assertThat(OAuthFlow.parameters(this.flow.authorize())).containsKey("code");
		HttpResponse<String> page = this.flow.consentPage("scope", "sessions:read messages:read");
		assertThat(page.body()).contains("value=\"messages:read\"").doesNotContain("value=\"sessions:read\"");
		String code = OAuthFlow.parameters(this.flow.decide(page, "allow", "messages:read")).get("code");
		assertThat(this.flow.exchange(code).json().get("scope").asString().split(" "))
			.containsExactlyInAnyOrder("sessions:read", "messages:read");
	}

	@Test
	void grantsWhatAllOfThemHave() {
		this.flow.person("sessions:read").application("public", "sessions:read", "sessions:write");
		HttpResponse<String> page = this.flow.consentPage("scope", "sessions:read sessions:write");
		assertThat(page.body()).contains("sessions:read").doesNotContain("sessions:write");
		HttpResponse<String> all = this.flow.consentPage("scope", null);
		assertThat(all.body()).contains("sessions:read").doesNotContain("sessions:write");
		assertThat(OAuthFlow.parameters(this.flow.decide(page, "allow", "sessions:read", "sessions:write")))
			.containsEntry("error", "invalid_scope");
		assertThat(OAuthFlow.parameters(this.flow.authorize("scope", "sessions:write"))).containsEntry("error",
				"access_denied");
		assertThat(OAuthFlow.parameters(this.flow.authorize("scope", "sessions:read messages:read")))
			.containsEntry("error", "invalid_scope");
		assertThat(OAuthFlow.parameters(this.flow.authorize("scope", "openid"))).containsEntry("error",
				"invalid_scope");
	}

	@Test
	void asksAPersonWithoutAdminForTheirPartOfIt() {
		this.flow.person("sessions:read").application("public", "admin");
		HttpResponse<String> page = this.flow.consentPage("scope", null);
		assertThat(page.body()).contains("value=\"sessions:read\"").doesNotContain("value=\"admin\"");
		String code = OAuthFlow.parameters(this.flow.decide(page, "allow", "sessions:read")).get("code");
		assertThat(this.flow.exchange(code).json().get("scope").asString()).isEqualTo("sessions:read");
	}

	@Test
	void needsAnS256Challenge() {
		this.flow.person("sessions:read").application("confidential", "sessions:read");
		assertThat(OAuthFlow.parameters(this.flow.authorize("code_challenge", null, "code_challenge_method", null)))
			.containsEntry("error", "invalid_request");
		assertThat(OAuthFlow.parameters(this.flow.authorize("code_challenge_method", null))).containsEntry("error",
				"invalid_request");
		assertThat(OAuthFlow.parameters(this.flow.authorize("code_challenge_method", "plain"))).containsEntry("error",
				"invalid_request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "public", "confidential" })
	void needsTheVerifierOfTheChallenge(String type) {
		this.flow.person("sessions:read").application(type, "sessions:read");
		String code = this.flow.code();
		Answer wrong = this.flow.exchange(code, "code_verifier", "another-verifier-another-verifier-another-1");
		assertThat(wrong.status()).isEqualTo(400);
		assertThat(wrong.json().get("error").asString()).isEqualTo("invalid_grant");
		Answer missing = this.flow.exchange(code, "code_verifier", null);
		assertThat(missing.status()).isIn(400, 401);
		assertThat(missing.json().get("error").asString()).isIn("invalid_grant", "invalid_client");
		assertThat(this.flow.exchange(code).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://board.example.org/in", "https://board.example.org/in?kept=1&more=2",
			"https://board.example.org/in?kept=1/", "https://evil.example.org/in?kept=1",
			"https://board.example.org.evil.example/in?kept=1", "https://board.example.org/in?kept=1#x", "javascript:0",
			"https://board.example.org:443/in?kept=1" })
	void sendsNobodyWhereItWasNotRegistered(String uri) {
		this.flow.person("sessions:read").application("public", "sessions:read");
		HttpResponse<String> refused = this.flow.authorize("redirect_uri", uri, "scope", "nothing");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(OAuthFlow.header(refused, "Location")).isEmpty();
		assertThat(refused.body()).contains("redirect_uri");
	}

	@Test
	void aLoopbackPortIsMatchedToo() {
		this.flow.person("sessions:read").register("""
				{"name":"Native","redirect_uris":["http://127.0.0.1:5000/in"],"scopes":["sessions:read"],
				 "client_type":"public"}""");
		assertThat(this.flow.authorize("redirect_uri", "http://127.0.0.1:5001/in").statusCode()).isEqualTo(400);
		assertThat(this.flow.authorize("redirect_uri", "http://127.0.0.1:5000/in").statusCode()).isEqualTo(302);
	}

	@Test
	void theOnlyRedirectUriNeedNotBeSaid() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		String code = this.flow.code("redirect_uri", null);
		assertThat(this.flow.exchange(code, "redirect_uri", null).status()).isEqualTo(200);
	}

	@Test
	void theRedirectUriOfTheExchangeIsThatOfTheQuestion() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		String code = this.flow.code();
		assertThat(this.flow.exchange(code, "redirect_uri", "https://evil.example.org/").json().get("error").asString())
			.isEqualTo("invalid_grant");
	}

	@Test
	void aCodeUsedTwiceEndsItsTokens() {
		this.flow.person("sessions:read").application("public", "sessions:read");
		String code = this.flow.code();
		JsonNode token = this.flow.exchange(code).json();
		String access = token.get("access_token").asString();
		assertThat(this.flow.me(access).status()).isEqualTo(200);
		Answer again = this.flow.exchange(code);
		assertThat(again.status()).isEqualTo(400);
		assertThat(again.json().get("error").asString()).isEqualTo("invalid_grant");
		assertThat(this.flow.me(access).status()).isEqualTo(401);
		assertThat(this.flow.refresh(token.get("refresh_token").asString()).json().get("error").asString())
			.isEqualTo("invalid_grant");
	}

	@Test
	void aCodeOfAnotherApplicationIsOfNoUse() {
		this.flow.person("sessions:read").application("confidential", "sessions:read");
		String code = this.flow.code();
		OAuthFlow other = new OAuthFlow(this.flow.port).application("confidential", "sessions:read");
		assertThat(other.exchange(code).json().get("error").asString()).isEqualTo("invalid_grant");
		assertThat(this.flow.exchange(code).json().get("error").asString()).isEqualTo("invalid_grant");
	}

	@ParameterizedTest
	@CsvSource({ "client_id,nobody", "client_id,", "response_type,token", "response_type,", "request_uri,urn:x",
			"request,eyJ9" })
	void tellsThePersonWhatIsWrongWithoutAnApplication(String parameter, String value) {
		this.flow.person("sessions:read").application("public", "sessions:read");
		HttpResponse<String> refused = this.flow.authorize(parameter, value);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(refused.body()).contains(parameter);
	}

	@Test
	void theApplicationOfAnotherTeamIsNotThere() {
		String team = Api.id("team").substring(0, 30);
		assertThat(this.flow.api
			.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"Other\"}".formatted(team), Secured.admin())
			.status()).isEqualTo(201);
		OAuthFlow other = new OAuthFlow(this.flow.port, Secured.admin(team)).application("public", "sessions:read");
		this.flow.person("sessions:read").application("public", "sessions:read");
		HttpResponse<String> unknown = this.flow.authorize("client_id", "nobody");
		HttpResponse<String> foreign = this.flow.authorize("client_id", other.clientId);
		assertThat(foreign.statusCode()).isEqualTo(400);
		assertThat(foreign.body()).isEqualTo(unknown.body());
		assertThat(other.api.get("/o/applications/" + other.clientId, Secured.admin()).status()).isEqualTo(404);
		assertThat(other.api.delete("/o/applications/" + other.clientId, Secured.admin()).status()).isEqualTo(404);
	}

	@Test
	void anApplicationThatActsForItselfAloneAsksNobody() {
		this.flow.person("sessions:read")
			.register("{\"name\":\"Job\",\"scopes\":[\"sessions:read\"],\"grant_types\":[\"client_credentials\"]}");
		assertThat(this.flow.authorize("redirect_uri", null).statusCode()).isEqualTo(400);
		Map<String, String> fields = new LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", "x"));
		assertThat(this.flow.token(fields).json().get("error").asString()).isEqualTo("invalid_grant");
	}

}
