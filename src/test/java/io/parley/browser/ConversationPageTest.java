package io.parley.browser;

import java.util.List;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Conversations and threads in the console, as people use them. */
@SecuredTest
@RequiresChromium
class ConversationPageTest {

	private static final String HOSTILE = "\"><script>document.title='run'</script>" + "w".repeat(150)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80";

	private final String ann = Api.id("ann") + "/%2F \u05d0";

	private final String bot = Api.id("bot");

	private Api api;

	private Chromium chromium;

	private String service;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.api = new Api(port);
		this.chromium = chromium;
		this.service = "http://127.0.0.1:" + port;
	}

	@Test
	void isReadAndAnsweredByKeyboardAlone() {
		send("bots", this.bot, "user_ids", this.ann, "How are you?");
		name("users", this.ann, "{\"username\":\"ann\",\"displayname\":\"Ann Lee\"}");
		person("messages:read", "messages:write");
		this.chromium.open(this.service + "/console/conversations");
		this.chromium.find("#id").sendKeys(this.ann, Keys.ENTER);
		assertThat(this.chromium.text("//h1[.='Ann Lee']")).isEqualTo("Ann Lee");
		assertThat(this.chromium.text("tbody tr")).contains(this.bot, "How are you?", "1");
		this.chromium.find("//a[.='How are you?']").sendKeys(Keys.ENTER);
		assertThat(this.chromium.text(".bubble:not(.own)")).contains(this.bot, "How are you?");
		this.chromium.find("#text").sendKeys("Fine,", Keys.ENTER, "thanks", Keys.TAB, Keys.ENTER);
		assertThat(this.chromium.text("[role=status]")).isEqualTo("The message was sent.");
		assertThat(this.chromium.text(".bubble.own")).contains("Ann Lee", "Fine,\nthanks");
		assertThat(this.chromium.<Boolean>run("""
				const [theirs, own] = document.querySelectorAll('.bubble');
				return own.getBoundingClientRect().right > theirs.getBoundingClientRect().right
					&& own.getBoundingClientRect().top > theirs.getBoundingClientRect().bottom;
				""")).isTrue();
		JsonNode newest = messages().get(0);
		assertThat(newest.get("sender_id").asString()).isEqualTo(this.ann);
		assertThat(newest.get("body").asString()).isEqualTo("Fine,\nthanks");
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void showsWhatCameWithAMessageOnDemand() {
		post("bots", this.bot, """
				{"user_ids":[%s],"attachments":[{"url":"https://example.org/map.png","mime_type":"image/png"}],
				"context":{"ticket":{"a.b":"T-7"}}}""".formatted(quoted(this.ann)));
		person("messages:read");
		openConversation();
		assertThat(this.chromium.find(".attached a").getDomAttribute("href")).isEqualTo("https://example.org/map.png");
		assertThat(this.chromium.find(".bubble").getText()).doesNotContain("T-7");
		this.chromium.click(".bubble summary");
		assertThat(this.chromium.text(".bubble pre")).contains("\"a.b\" : \"T-7\"");
		assertThat(this.chromium.count("#send")).as("who may not write has no form").isZero();
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void aDoubleClickSendsOnce() {
		person("messages:read", "messages:write");
		openConversation();
		this.chromium.find("#text").sendKeys("once");
		this.chromium.run("""
				const form = document.querySelector('#send');
				return Promise.all([1, 2].map(() => fetch(form.action, { method: 'POST', redirect: 'manual',
					body: new URLSearchParams(new FormData(form)) })));
				""");
		this.chromium.click("#send button");
		this.chromium.find("[role=status]");
		assertThat(messages()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "true, false" })
	void isForEverybodyWhateverTheText(boolean dark, boolean narrow) {
		name("users", this.ann, "{\"username\":\"ann\",\"displayname\":%s}".formatted(quoted(HOSTILE)));
		send("users", this.ann, "bot_ids", this.bot, HOSTILE);
		post("bots", this.bot, "{\"user_ids\":[%s,\"x\"],\"body\":%s,\"context\":{%2$s:%2$s}}"
			.formatted(quoted(this.ann), quoted(HOSTILE)));
		person("messages:read", "messages:write");
		this.chromium.look(dark, narrow);
		String participant = this.service + "/console/participants/user/" + Api.segment(this.ann);
		for (String page : List.of(this.service + "/console/conversations?id=", participant,
				participant + "?group_by=context." + Chromium.encode(HOSTILE.replace(".", "")),
				participant + "?show=messages", participant + "/with/bot/" + this.bot)) {
			this.chromium.open(page);
			this.chromium.run("document.querySelectorAll('details').forEach((each) => each.open = true)");
			assertThat(Accessibility.faults(this.chromium)).as(page).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).as(page).isFalse();
			assertThat(this.chromium.<String>run("return document.title")).isNotEqualTo("run").endsWith("Parley");
		}
		assertThat(this.chromium.text("h1")).contains("<script>document.title='run'</script>");
		this.chromium.find("#text").sendKeys(" ");
		this.chromium.run("document.querySelector('#send').noValidate = true");
		this.chromium.click("#send button");
		assertThat(this.chromium.text("#error-summary")).contains("Type a message.");
		assertThat(Accessibility.faults(this.chromium)).isEmpty();
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("error-summary");
	}

	private void person(String... scopes) {
		Person.withAccount(Integer.parseInt(this.service.replaceFirst(".*:", "")), scopes).signIn(this.chromium);
	}

	private void openConversation() {
		this.chromium
			.open(this.service + "/console/participants/user/" + Api.segment(this.ann) + "/with/bot/" + this.bot);
	}

	private JsonNode messages() {
		return this.api.get("/users/" + Api.segment(this.ann) + "/messages/", Secured.admin()).json();
	}

	private void send(String kind, String id, String to, String recipient, String text) {
		post(kind, id, "{\"%s\":[%s],\"body\":%s}".formatted(to, quoted(recipient), quoted(text)));
	}

	private void post(String kind, String id, String body) {
		assertThat(this.api.post("/" + kind + "/" + Api.segment(id) + "/messages/", body, Secured.admin()).status())
			.isEqualTo(201);
	}

	private void name(String kind, String id, String names) {
		assertThat(this.api.put("/" + kind + "/" + Api.segment(id) + "/", names, Secured.admin()).status())
			.isEqualTo(201);
	}

	private static String quoted(String text) {
		return JsonNodeFactory.instance.stringNode(text).toString();
	}

}
