package io.parley.access.account;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in and out with a browser, over real HTTP. */
@SecuredTest
class SignInTest {

	private static final String PASSWORD = AccountApiTest.PASSWORD;

	private static final String OTHER_PASSWORD = "quite another password";

	private static final String GENERAL = "The username or the password is not right.";

	private final String username = Api.id("ada");

	private final String account = "/api/accounts/" + this.username + "/";

	@Autowired
	private AccountRepository accounts;

	@Autowired
	private TeamTemplate store;

	private Api api;

	private Browser browser;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.browser = new Browser(port);
		assertThat(this.api.post("/api/accounts/",
				AccountApiTest.body(this.username, PASSWORD, "\"sessions:read\",\"sessions:write\""), Secured.admin())
			.status()).isEqualTo(201);
	}

	@Test
	void thePageSaysWhatItIsAndRunsNothing() {
		HttpResponse<String> page = this.browser.get("/login");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body())
			.contains("<html lang=\"en\"", "<title>Sign in · Parley</title>", "<label for=\"username\"",
					"<label for=\"password\"", "autocomplete=\"username\"", "autocomplete=\"current-password\"",
					"href=\"/assets/parley-")
			.doesNotContain("<script", "style=", "error-summary");
		assertThat(header(page, "Content-Type")).startsWith("text/html");
		assertThat(header(page, "Content-Security-Policy"))
			.contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
			.doesNotContain("unsafe-inline");
		assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
		assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
		assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(this.browser.get("/login/").statusCode()).isEqualTo(200);
		HttpResponse<String> style = this.browser.get("/assets/parley.css");
		assertThat(style.statusCode()).isEqualTo(200);
		assertThat(header(style, "Content-Type")).startsWith("text/css");
	}

	@Test
	void aBrowserThatAsksForPagesAloneGetsIt() {
		assertThat(this.browser.get("/login", "Accept", "text/html,application/xhtml+xml").statusCode()).isEqualTo(200);
		assertThat(this.browser.get("/login", "Accept", "application/json").statusCode()).isEqualTo(200);
	}

	@Test
	void nothingButASignInMakesASession() {
		this.browser.get("/login");
		this.browser.signIn(this.username, "not the password");
		this.browser.get("/api/me/");
		this.browser.submit("/logout", Map.of());
		assertThat(this.browser.cookie("sessionid")).isNull();
	}

	@Test
	void theRightPasswordSignsIn() {
		HttpResponse<String> signedIn = this.browser.signIn(this.username, PASSWORD);
		assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
		assertThat(header(signedIn, "Location")).isEqualTo("/");
		assertThat(header(signedIn, "Cache-Control")).isEqualTo("no-store");
		List<String> cookies = signedIn.headers().allValues("Set-Cookie");
		assertThat(cookies).hasSize(2)
			.anySatisfy(
					(cookie) -> assertThat(cookie).matches("sessionid=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax"))
			.anySatisfy((cookie) -> assertThat(cookie).startsWith("csrftoken=")
				.contains("Path=/", "SameSite=Lax")
				.doesNotContain("HttpOnly", "Secure"));
		assertMe(this.browser);
	}

	@Test
	void curlSignsInWithNothingButNameAndPassword() {
		HttpResponse<String> signedIn = this.browser.post("/login",
				Map.of("username", this.username, "password", PASSWORD));
		assertThat(signedIn.statusCode()).isEqualTo(303);
		assertMe(this.browser);
	}

	@Test
	void theTeamMayBeNamed() {
		assertThat(this.browser.signIn("default/" + this.username, PASSWORD).statusCode()).isEqualTo(303);
		assertThat(this.browser.signIn("nobody/" + this.username, PASSWORD).statusCode()).isEqualTo(401);
	}

	@Test
	void aWrongPasswordAndAnUnknownNameAreToldTheSame() {
		HttpResponse<String> wrong = this.browser.signIn(this.username, "not the password");
		HttpResponse<String> unknown = this.browser.signIn(Api.id("nobody"), PASSWORD);
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(header(wrong, "WWW-Authenticate")).isNotBlank();
		assertThat(wrong.body())
			.contains(GENERAL, "team/username", "value=\"" + this.username + "\"", "href=\"#username\"",
					"aria-invalid=\"true\"", "role=\"alert\"", "<title>Error: Sign in")
			.doesNotContain("not the password");
		assertThat(unknown.statusCode()).isEqualTo(401);
		assertThat(unknown.body()
			.replaceAll("nobody-[0-9a-f-]+", this.username)
			.replaceAll("name=\"csrfmiddlewaretoken\" value=\"[^\"]*\"", ""))
			.isEqualTo(wrong.body().replaceAll("name=\"csrfmiddlewaretoken\" value=\"[^\"]*\"", ""));
	}

	@Test
	void whatIsMissingIsSaidAtItsField() {
		HttpResponse<String> page = this.browser.submit("/login", Map.of("username", this.username));
		assertThat(page.statusCode()).isEqualTo(400);
		assertThat(page.body()).contains("Enter your password.", "href=\"#password\"")
			.doesNotContain("Enter your username");
		assertThat(this.browser.submit("/login", Map.of()).body()).contains("Enter your username.",
				"Enter your password.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"><script>alert(1)</script>", "' onfocus='alert(1)", "${7*7}", "[[${7*7}]]",
			"__${T(java.lang.Runtime)}__::.x", "</title><b>", "\u202eada" })
	void hostileNamesAreShownAsTheyWereTyped(String name) {
		HttpResponse<String> page = this.browser.signIn(name, "not the password");
		assertThat(page.statusCode()).isEqualTo(401);
		assertThat(page.body()).doesNotContain("<script", "<b>", "' onfocus", "value=\"49\"")
			.contains("value=\"" + org.springframework.web.util.HtmlUtils.htmlEscape(name) + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/o/authorize?client_id=x&redirect_uri=https%3A%2F%2Fapp.example%2Fcb", "/console",
			"/swagger-ui.html?a=//b", "/?x=%0d%0aSet-Cookie:a" })
	void leadsOnToAPathOfTheService(String next) {
		HttpResponse<String> page = this.browser.get("/login?next=" + Api.segment(next));
		assertThat(page.body()).contains("name=\"next\" value=\"" + next.replace("&", "&amp;") + "\"");
		HttpResponse<String> answer = this.browser.submit("/login",
				Map.of("username", this.username, "password", PASSWORD, "next", next));
		assertThat(header(answer, "Location")).isEqualTo(next);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
			"/\t/evil.example", "\t//evil.example", "/\n/evil.example", "javascript:alert(1)", "evil.example",
			"/a//evil.example", "/%\r\nSet-Cookie: a=b", " /login", "/é", "", "http:/evil.example", "/a\\b" })
	void leadsNowhereElse(String next) {
		HttpResponse<String> answer = this.browser.submit("/login",
				Map.of("username", this.username, "password", PASSWORD, "next", next));
		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(header(answer, "Location")).isEqualTo("/");
	}

	@Test
	void theFormMayLeadOnToTheProgramThatAsked() {
		String next = "/o/authorize?redirect_uri=https%3A%2F%2Fapp.example%3A8443%2Fcb%3Bscript-src%20*";
		HttpResponse<String> page = this.browser.get("/login?next=" + Api.segment(next));
		assertThat(header(page, "Content-Security-Policy")).endsWith("form-action 'self'");
		next = "/o/authorize?redirect_uri=https%3A%2F%2Fapp.example%3A8443%2Fcb";
		page = this.browser.get("/login?next=" + Api.segment(next));
		assertThat(header(page, "Content-Security-Policy")).endsWith("form-action 'self' https://app.example:8443");
	}

	@Test
	void eachSignInHasAnIdOfItsOwnAndEndsTheOneBefore() {
		this.browser.with("sessionid", "a".repeat(64));
		this.browser.signIn(this.username, PASSWORD);
		String first = this.browser.cookie("sessionid");
		String token = this.browser.cookie("csrftoken");
		assertThat(first).isNotEqualTo("a".repeat(64));
		this.browser.signIn(this.username, PASSWORD);
		assertThat(this.browser.cookie("sessionid")).isNotEqualTo(first);
		assertThat(this.browser.cookie("csrftoken")).isNotEqualTo(token);
		assertMe(this.browser);
		assertThat(this.browser.with("sessionid", first).get("/api/me/").statusCode()).isEqualTo(401);
	}

	@Test
	void theStoreDoesNotHoldWhatTheCookieHolds() {
		this.browser.signIn(this.username, PASSWORD);
		String id = this.accounts.find("default", this.username).orElseThrow().rights().accountId();
		String stored = this.store.of("default")
			.on(SignIn.COLLECTION)
			.find(new Query(Criteria.where("account").is(id)), Document.class)
			.toString();
		assertThat(stored).contains(SignInSession.hash(this.browser.cookie("sessionid")))
			.doesNotContain(this.browser.cookie("sessionid"));
	}

	@Test
	void signingOutEndsIt() {
		this.browser.signIn(this.username, PASSWORD);
		String session = this.browser.cookie("sessionid");
		assertThat(this.browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
		assertMe(this.browser);
		HttpResponse<String> out = this.browser.submit("/logout", Map.of());
		assertThat(out.statusCode()).isEqualTo(303);
		assertThat(header(out, "Location")).isEqualTo("/login");
		assertThat(this.browser.cookie("sessionid")).isNull();
		assertThat(this.browser.cookie("csrftoken")).isNull();
		assertThat(this.browser.with("sessionid", session).get("/api/me/").statusCode()).isEqualTo(401);
	}

	@Test
	void aNewPasswordEndsTheSignIns() {
		this.browser.signIn(this.username, PASSWORD);
		this.api.patch(this.account, "{\"password\":\"" + OTHER_PASSWORD + "\"}", Secured.admin());
		assertThat(this.browser.get("/api/me/").statusCode()).isEqualTo(401);
		assertThat(this.browser.with("sessionid", null).signIn(this.username, PASSWORD).statusCode()).isEqualTo(401);
		assertThat(this.browser.signIn(this.username, OTHER_PASSWORD).statusCode()).isEqualTo(303);
	}

	@Test
	void aNewPasswordByThePersonEndsTheOtherSignInsAlone(@LocalServerPort int port) {
		this.api.patch(this.account, "{\"scopes\":[\"admin\"]}", Secured.admin());
		Browser other = new Browser(port);
		other.signIn(this.username, PASSWORD);
		this.browser.signIn(this.username, PASSWORD);
		HttpResponse<String> changed = this.browser.send("PATCH", this.account,
				"{\"password\":\"" + OTHER_PASSWORD + "\"}", "X-CSRFToken", this.browser.cookie("csrftoken"));
		assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
		assertMe(this.browser);
		assertThat(other.get("/api/me/").statusCode()).isEqualTo(401);
	}

	@Test
	void aScopeThatWasTakenAwayAndADeletedAccountCountAtOnce() {
		this.browser.signIn(this.username, PASSWORD);
		assertThat(this.browser.get("/api/sessions/").statusCode()).isEqualTo(200);
		this.api.patch(this.account, "{\"scopes\":[\"messages:read\"]}", Secured.admin());
		assertThat(this.browser.get("/api/sessions/").statusCode()).isEqualTo(403);
		this.api.delete(this.account, Secured.admin());
		assertThat(this.browser.get("/api/me/").statusCode()).isEqualTo(401);
	}

	@Test
	void aFormThatIsTooLargeIsRefused() {
		assertThat(this.browser.post("/login", Map.of("username", "x".repeat(70_000), "password", "y")).statusCode())
			.isBetween(400, 413);
		assertThat(this.browser.post("/api/sessions", Map.of("a", "b"), "X-api-key", Secured.ADMIN_KEY).statusCode())
			.isEqualTo(415);
	}

	private void assertMe(Browser signedIn) {
		HttpResponse<String> me = signedIn.get("/api/me/");
		assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
		assertThat(Api.tree(me.body()).get("name").asString()).isEqualTo(this.username);
		assertThat(Api.tree(me.body()).get("kind").asString()).isEqualTo("account");
	}

	static String header(HttpResponse<String> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

}
