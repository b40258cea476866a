package io.parley.browser;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages on which keys, accounts and applications are managed, as people use them. */
@SecuredTest
@RequiresChromium
class AccessManagementPagesTest {

	private static final String HOSTILE = "<script>document.title='run'</script>" + "w".repeat(100)
			+ " \u05e9\u05dc\u05d5\u05dd \ud83d\ude80 ${7*7} [[1]]";

	private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

	private Chromium chromium;

	private Api api;

	private int port;

	private String base;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.port = port;
		this.base = "http://127.0.0.1:" + port;
		this.chromium = chromium;
		this.api = new Api(port);
	}

	private Browser browser(String... scopes) {
		Person person = Person.withAccount(this.port, scopes);
		Browser browser = new Browser(this.port);
		assertThat(browser.signIn(person.username(), person.password()).statusCode()).isEqualTo(303);
		return browser;
	}

	private static String form(Browser browser, String path) {
		Matcher form = FORM.matcher(browser.get(path).body());
		assertThat(form.find()).isTrue();
		return form.group(1);
	}

	@Test
	void aKeyIsMadeShownOnceAndDeleted() {
		Person.withAccount(this.port, "admin").signIn(this.chromium);
		String name = Api.id("Pipeline");
		this.chromium.open(this.base + "/console/keys");
		this.chromium.click("#new-api-key");
		this.chromium.fill("#name", name);
		this.chromium.click("input[value='sessions:read']");
		this.chromium.type(Keys.ENTER);
		String key = this.chromium.text("#key");
		assertThat(this.api.get("/api/me/", Secured.key(key)).json().get("name").asString()).isEqualTo(name);
		assertThat(this.chromium.url()).isEqualTo(this.base + "/console/keys");
		this.chromium.open(this.base + "/console/keys");
		assertThat(this.chromium.text("#keys tbody tr")).contains(name, "api", "sessions:read", "never");
		assertThat(this.chromium.<String>run("return document.body.innerHTML")).doesNotContain(key);
		this.chromium.click("#keys tbody tr a");
		assertThat(this.chromium.text("h1")).isEqualTo("Delete the key " + name + "?");
		assertThat(this.api.get("/api/me/", Secured.key(key)).status()).isEqualTo(200);
		this.chromium.click("#confirm button");
		this.chromium.awaitUrl(this.base + "/console/keys?done=deleted");
		assertThat(this.chromium.text(".notice")).isEqualTo("The key was deleted.");
		assertThat(this.api.get("/api/me/", Secured.key(key)).status()).isEqualTo(401);
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void theSameFormMakesOneKeyHoweverOftenItIsSent() {
		Browser browser = browser("admin");
		String name = Api.id("once");
		Map<String, String> form = Map.of("form", form(browser, "/console/keys?form=api"), "kind", "api", "name", name,
				"scopes", "messages:read", "expires_at", "2999-01-31T09:30");
		HttpResponse<String> first = browser.submit("/console/keys", form);
		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(first.body()).contains("id=\"key\"");
		HttpResponse<String> second = browser.submit("/console/keys", form);
		assertThat(second.statusCode()).isEqualTo(303);
		String back = second.headers().firstValue("Location").orElseThrow().replace(this.base, "");
		String list = browser.get(back).body();
		assertThat(list).contains("That form was sent before");
		assertThat(list.split(Pattern.quote(name), -1).length - 1).as("in a cell and in a label").isEqualTo(2);
		assertThat(
				this.api.get("/api/keys/?page_size=1", Secured.admin()).json().at("/results/0/expires_at").asString())
			.isEqualTo("2999-01-31T09:30:00.000Z");
	}

	@Test
	void whatIsWrongIsSaidAtItsFieldAsTheApiSaysIt() {
		Person.withAccount(this.port, "admin").signIn(this.chromium);
		this.chromium.open(this.base + "/console/keys?form=embed");
		this.chromium.fill("#name", HOSTILE);
		this.chromium.fill("#experiment", "bot");
		this.chromium.fill("#allowed_origins", "not an origin");
		this.chromium.click("#key-form button");
		assertThat(this.chromium.text("#allowed_origins-fault"))
			.startsWith("allowed_origins has an entry that is no origin");
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("error-summary");
		assertThat(this.chromium.find("#allowed_origins").getDomAttribute("aria-describedby"))
			.isEqualTo("allowed_origins-hint allowed_origins-fault");
		assertThat(this.chromium.find("#name").getDomProperty("value")).isEqualTo(HOSTILE);
		assertThat(this.chromium.<String>run("return document.title")).startsWith("Error: Make an embed key");
		this.chromium.find("#error-summary a").sendKeys(Keys.ENTER);
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("allowed_origins");
		this.chromium.fill("#allowed_origins", "https://example.org\n\nhttps://example.com");
		this.chromium.click("#key-form button");
		assertThat(this.chromium.text("#key")).isNotBlank();
		Browser browser = browser("admin");
		HttpResponse<String> nothing = browser.submit("/console/keys",
				Map.of("form", form(browser, "/console/keys?form=api"), "kind", "api", "name", ""));
		assertThat(nothing.statusCode()).isEqualTo(400);
		assertThat(nothing.body()).contains("name must be a string of 1 to 256 characters without NUL.");
		HttpResponse<String> unscoped = browser.submit("/console/keys",
				Map.of("form", form(browser, "/console/keys?form=api"), "kind", "api", "name", "n"));
		assertThat(unscoped.body()).contains("id=\"scopes-fault\"", "scopes must have at least one of sessions:read");
		assertThat(browser.submit("/console/keys", Map.of("kind", "api", "name", "n", "scopes", "admin")).statusCode())
			.isEqualTo(400);
	}

	@Test
	void anAccountIsCreatedChangedAndDeletedWithoutScripts() {
		Browser browser = browser("admin");
		String username = Api.id("grace hopper");
		String path = "/console/accounts/" + Api.segment(username);
		Map<String, String> form = Map.of("form", form(browser, "/console/accounts?form=new"), "username", username,
				"password", "correct horse battery", "scopes", "messages:read");
		assertThat(browser.submit("/console/accounts", form).statusCode()).isEqualTo(303);
		assertThat(browser.submit("/console/accounts", form).statusCode()).as("repeated").isEqualTo(303);
		assertThat(browser.get("/console/accounts").body()).contains(username);
		HttpResponse<String> taken = browser.submit("/console/accounts",
				Map.of("form", form(browser, "/console/accounts?form=new"), "username", username, "password",
						"correct horse battery"));
		assertThat(taken.statusCode()).isEqualTo(409);
		assertThat(taken.body()).contains("id=\"username-fault\"", "username is taken").doesNotContain("horse");
		HttpResponse<String> shortly = browser.submit("/console/accounts",
				Map.of("form", form(browser, "/console/accounts?form=new"), "username", "x", "password", "short"));
		assertThat(shortly.statusCode()).isEqualTo(400);
		assertThat(shortly.body()).contains("password must be a string of 12 to 128 characters");

		Matcher tag = Pattern.compile("name=\"tag\" value=\"([^\"]+)\"").matcher(browser.get(path).body());
		assertThat(tag.find()).isTrue();
		Map<String, String> scopes = Map.of("tag", tag.group(1), "scopes", "sessions:read");
		assertThat(browser.submit(path + "/scopes", scopes).headers().firstValue("Location")).get()
			.asString()
			.contains("done=scopes");
		assertThat(browser.submit(path + "/scopes", scopes).statusCode()).as("a state that is gone").isEqualTo(412);
		assertThat(this.api.get("/api/accounts/" + Api.segment(username) + "/", Secured.admin()).json().get("scopes"))
			.hasToString("[\"sessions:read\"]");
		assertThat(browser.submit(path + "/password", Map.of("password", "short")).body())
			.contains("id=\"password-fault\"");
		assertThat(browser.submit(path + "/password", Map.of("password", "battery horse correct")).statusCode())
			.isEqualTo(303);
		assertThat(new Browser(this.port).signIn(username, "battery horse correct").statusCode()).isEqualTo(303);

		assertThat(browser.get(path + "/delete").body()).contains("Delete the account");
		assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
		assertThat(browser.get(path, "Accept", "text/html").statusCode()).isEqualTo(404);
	}

	/** The password is nowhere by which one form could be told from another. */
	@Test
	void whoSendsAFormAgainWithAnotherPasswordIsToldThatTheFirstStands() {
		Browser browser = browser("admin");
		String username = Api.id("twice");
		String form = form(browser, "/console/accounts?form=new");
		HttpResponse<String> first = browser.submit("/console/accounts",
				Map.of("form", form, "username", username, "password", "correct horse battery"));
		assertThat(first.headers().firstValue("Location")).get().asString().endsWith("done=created");
		HttpResponse<String> again = browser.submit("/console/accounts",
				Map.of("form", form, "username", username, "password", "battery horse correct"));
		assertThat(again.statusCode()).isEqualTo(303);
		String back = again.headers().firstValue("Location").orElseThrow().replace(this.base, "");
		assertThat(browser.get(back).body()).contains("That form was sent before", "with the password of that time")
			.doesNotContain("The account was created.");
		assertThat(new Browser(this.port).signIn(username, "battery horse correct").statusCode()).isEqualTo(401);
		assertThat(new Browser(this.port).signIn(username, "correct horse battery").statusCode()).isEqualTo(303);
	}

	@Test
	void anApplicationIsRegisteredAndEnded() {
		Person.withAccount(this.port, "admin").signIn(this.chromium);
		String name = Api.id("Board");
		this.chromium.open(this.base + "/console/applications?form=new");
		this.chromium.fill("#name", name);
		this.chromium.click("input[value='sessions:read']");
		this.chromium.click("#application-form button");
		assertThat(this.chromium.text("#redirect_uris-fault")).startsWith("redirect_uris must have 1 to 50 entries");
		this.chromium.fill("#redirect_uris", "https://board.example.org/signed-in");
		this.chromium.click("#application-form button");
		assertThat(this.chromium.text("#client_secret")).startsWith("parley_cs_");
		String id = this.chromium.text("#client_id");
		this.chromium.open(this.base + "/console/applications");
		assertThat(this.chromium.text("#applications tbody tr")).contains(name, id, "confidential", "sessions:read",
				"https://board.example.org/signed-in");
		this.chromium.click("#applications tbody tr a");
		this.chromium.click("#confirm button");
		assertThat(this.chromium.text(".notice")).contains("has ended");
		assertThat(this.api.get("/o/applications/" + id + "/", Secured.admin()).status()).isEqualTo(404);
		Browser browser = browser("admin");
		Map<String, String> form = Map.of("form", form(browser, "/console/applications?form=new"), "name",
				Api.id("Machine"), "client_type", "confidential", "grant_types", "client_credentials", "scopes",
				"messages:read");
		assertThat(browser.submit("/console/applications", form).body()).contains("id=\"client_secret\"");
		assertThat(browser.submit("/console/applications", form).headers().firstValue("Location")).get()
			.asString()
			.contains("done=repeated");
	}

	@Test
	void onlyAdminsManage() {
		Browser browser = browser("sessions:read", "messages:write");
		for (String path : new String[] { "/console/keys", "/console/accounts", "/console/applications" }) {
			HttpResponse<String> refused = browser.get(path, "Accept", "text/html");
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(refused.body()).contains("This needs the scope admin");
			assertThat(browser.submit(path, Map.of("name", "n")).statusCode()).isEqualTo(403);
		}
		assertThat(browser.get("/console/experiment-sessions", "Accept", "text/html").body())
			.doesNotContain("/console/keys");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, true" })
	void isForEverybody(boolean dark, boolean narrow) {
		Person person = Person.withAccount(this.port, "admin");
		person.signIn(this.chromium);
		String name = JsonNodeFactory.instance.stringNode(HOSTILE).toString();
		String key = this.api
			.post("/api/keys/", "{\"name\":%s,\"scopes\":[\"sessions:read\"]}".formatted(name), Secured.admin())
			.json()
			.get("id")
			.asString();
		this.api.post("/o/applications/",
				"{\"name\":%s,\"scopes\":[\"admin\"],\"redirect_uris\":[\"https://example.org/%s\"]}".formatted(name,
						"x".repeat(300)),
				Secured.admin());
		this.chromium.look(dark, narrow);
		for (String page : new String[] { "/console/keys", "/console/keys?form=api", "/console/keys?form=embed",
				"/console/keys/" + key + "/delete", "/console/accounts", "/console/accounts?form=new",
				"/console/accounts/" + person.username(), "/console/applications", "/console/applications?form=new" }) {
			this.chromium.open(this.base + page);
			assertUsable(page);
		}
		this.chromium.click("#application-form button");
		this.chromium.find("#error-summary");
		assertUsable("an application that is wrong");
		assertThat(this.chromium.<String>run("return document.title")).doesNotContain("run");
	}

	private void assertUsable(String page) {
		this.chromium.find("h1");
		assertThat(Accessibility.faults(this.chromium)).as(page).isEmpty();
		assertThat(this.chromium.isWiderThanItsWindow()).as(page).isFalse();
	}

}
