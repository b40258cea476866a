package io.parley.browser;

import java.util.Map;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The pages of channels and deliveries, as people use them. */
@SecuredTest
@RequiresChromium
class ChannelPagesTest {

	private static final String HOSTILE = "<script>document.title='run'</script>" + "w".repeat(150)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80 ${7*7} [[1]]";

	private final String channel = Api.id("teams channel");

	private final String session = Api.id("session");

	private final String path = "/console/channels/" + Api.segment(this.channel);

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
		register();
	}

	private void register() {
		JsonNode name = JsonNodeFactory.instance.stringNode(HOSTILE);
		assertThat(this.api
			.post("/channels",
					"{\"id\":\"%s\",\"kind\":\"teams\",\"name\":%s,\"url\":\"https://receiver.invalid/%s\"}"
						.formatted(this.channel, name, "x".repeat(200)),
					Secured.admin())
			.status()).isEqualTo(201);
	}

	/** A message that was given up with the channel, which is there again then. */
	private String deadLetter() {
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.session), Secured.admin());
		assertThat(this.api
			.post("/sessions/" + this.session + "/send_message",
					"{\"channel_id\":\"%s\",\"message\":\"m\"}".formatted(this.channel), Secured.admin())
			.status()).isEqualTo(200);
		this.api.delete("/channels/" + Api.segment(this.channel), Secured.admin());
		JsonNode dead = await().until(
				() -> this.api.get("/sessions/" + this.session + "/deliveries", Secured.admin()).json().path(0),
				(found) -> found.path("state").asString("").equals("dead"));
		register();
		return dead.get("id").asString();
	}

	private Person signIn(String... scopes) {
		Person person = Person.withAccount(this.port, scopes);
		person.signIn(this.chromium);
		return person;
	}

	private Browser browser(String... scopes) {
		Person person = Person.withAccount(this.port, scopes);
		Browser browser = new Browser(this.port);
		assertThat(browser.signIn(person.username(), person.password()).statusCode()).isEqualTo(303);
		return browser;
	}

	@Test
	void aChannelIsShownWithItsHealthAndTriedInPlace() {
		signIn("channels:read", "channels:write");
		this.chromium.open(this.base + "/console/channels");
		assertThat(this.chromium.text("#channels tbody tr")).contains(this.channel, "teams", "enabled", "ready");
		assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Channels \u00b7 Parley");
		this.chromium.click("#channels tbody th a");
		this.chromium.awaitUrl(this.base + "/console/channels/");
		assertThat(this.chromium.text("#settings")).contains(HOSTILE.replaceAll("\\s+", " "),
				"https://receiver.invalid/", "Secrets");
		assertThat(this.chromium.text("#states")).contains("pending", "delivering", "delivered", "dead");
		String url = this.chromium.url();
		this.chromium.click("#test button");
		assertThat(this.chromium.text("#test-result p")).startsWith("Not delivered.");
		assertThat(this.chromium.url()).isEqualTo(url);
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void aDeadLetterIsTriedAgainInPlace() {
		String id = deadLetter();
		signIn("channels:read", "channels:write", "session-messages:read");
		this.chromium.open(this.base + this.path);
		this.chromium.click("//table[@id='states']//a[.='dead']");
		this.chromium.awaitUrl(this.base + "/console/deliveries?");
		assertThat(this.chromium.text("#delivery-" + id)).contains(this.session, this.channel, "dead",
				"The channel was deleted");
		this.chromium.click("#delivery-" + id + " button");
		assertThat(this.chromium.text("#delivery-" + id + " .retried")).isEqualTo("It will be tried again.");
		assertThat(this.chromium.focused().getDomAttribute("class")).isEqualTo("retried");
		assertThat(this.chromium.count("#delivery-" + id + " button")).isZero();
		assertThat(this.chromium.url()).contains("state=dead").doesNotContain("done");
		assertThat(this.chromium.errors()).isEmpty();
		this.chromium.click("#delivery-" + id + " a");
		this.chromium.awaitUrl(this.base + "/console/sessions/" + this.session);
	}

	@Test
	void aDeadLetterIsTriedAgainWithoutScripts() {
		String id = deadLetter();
		Browser browser = browser("channels:read", "channels:write");
		String list = browser.get("/console/deliveries?state=dead&channel_id=" + Api.segment(this.channel)).body();
		assertThat(list).contains("/console/deliveries/" + id + "/retry", "Try again", "csrfmiddlewaretoken");
		Map<String, String> form = Map.of("state", "dead", "channel_id", this.channel, "cursor", "");
		var first = browser.submit("/console/deliveries/" + id + "/retry", form);
		assertThat(first.statusCode()).isEqualTo(303);
		String back = first.headers().firstValue("Location").orElseThrow();
		assertThat(back).contains("state=dead", "done=retried");
		assertThat(browser.get(back.replace(this.base, "")).body()).contains("The delivery will be tried again");
		var second = browser.submit("/console/deliveries/" + id + "/retry", form, "Accept", "text/html");
		assertThat(second.statusCode()).isEqualTo(409);
		assertThat(second.body()).contains("There is a problem", "only one that is dead can be tried again.");
		assertThat(browser.post("/console/deliveries/" + id + "/retry", form).statusCode()).isEqualTo(403);
		var inPlace = browser.submit("/console/deliveries/" + id + "/retry", form, "HX-Request", "true");
		assertThat(inPlace.body().strip()).startsWith("<tr").contains("only one that is dead can be tried again.");
	}

	@Test
	void whoMayOnlyReadChangesNothing() {
		String id = deadLetter();
		Browser browser = browser("channels:read");
		assertThat(browser.get("/console/channels").body()).contains(this.channel).doesNotContain("/test");
		assertThat(browser.get(this.path).body()).doesNotContain("Send a test message");
		assertThat(browser.get("/console/deliveries").body()).contains(id).doesNotContain("Try again");
		var refused = browser.submit("/console/deliveries/" + id + "/retry", Map.of(), "Accept", "text/html");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("channels:write").startsWith("<!DOCTYPE html>");
		assertThat(browser("messages:read").get("/console/channels", "Accept", "text/html").statusCode())
			.isEqualTo(403);
	}

	@Test
	void aWrongFilterAndWhatIsNotThereAreSaid() {
		Browser browser = browser("channels:read");
		var wrong = browser.get("/console/deliveries?state=lost", "Accept", "text/html");
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains("state must be one of pending, delivering, delivered, dead.");
		assertThat(browser.get("/console/channels/none", "Accept", "text/html").body())
			.contains("There is no channel with id none");
		assertThat(browser.get("/console/deliveries?channel_id=none").body()).contains("No delivery is like that.");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, true" })
	void isForEverybody(boolean dark, boolean narrow) {
		deadLetter();
		signIn("channels:read", "channels:write");
		this.chromium.look(dark, narrow);
		for (String page : new String[] { "/console/channels", this.path, "/console/deliveries" }) {
			this.chromium.open(this.base + page);
			this.chromium.find("h1");
			assertThat(Accessibility.faults(this.chromium)).as(page).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).as(page).isFalse();
		}
		assertThat(this.chromium.errors()).isEmpty();
	}

}
