package io.parley.browser;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page of one session, as people use it. */
@SecuredTest
@RequiresChromium
class SessionPageTest {

	private static final String HOSTILE = "\\\"><script>document.title='run'</script>" + "w".repeat(200)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80";

	private static final String ASKS = "\"message_data\":{\"text\":\"May it go on?\"},\"message_data_template\":"
			+ "{\"type\":\"object\",\"properties\":{\"approved\":{\"type\":\"boolean\"}},\"required\":[\"approved\"]}";

	private Chromium chromium;

	private Api api;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.chromium = chromium;
		this.port = port;
		this.api = new Api(port);
	}

	@Test
	void tellsAllThatCameOfItInOrder() {
		String id = create(ASKS + ",\"on_invalid\":{\"retries\":2}");
		send(id);
		reply(id, "{\"approved\":\"perhaps\"}");
		reply(id, "{\"approved\":true}");
		signIn("session-messages:read");
		await().untilAsserted(() -> {
			open(id);
			assertThat(this.chromium.text(".history")).containsSubsequence("Created", "Sent to the channel nowhere",
					"Go on?", "Replied with what does not meet the template", "by the admin key", "approved",
					"\"perhaps\"", "Asked again over the channel nowhere", "Replied", "true", "Ended: validated");
		});
		assertThat(this.chromium.text(".facts")).contains("validated", "the admin key", "1 of 2 left");
		assertThat(this.chromium.text("#session .asked")).isEqualTo("May it go on?");
		assertThat(this.chromium.text("[aria-label=Template]")).contains("\"required\"");
		assertThat(this.chromium.count("#end, #reply")).isZero();
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void isRejectedByKeyboardOnceThatIsConfirmed() {
		String id = create(ASKS);
		signIn("session-messages:read", "session-messages:write");
		open(id);
		this.chromium.find("#reject").sendKeys(Keys.ENTER);
		assertThat(this.chromium.text("#confirm")).contains("No reply is taken any more");
		this.chromium.find("#cancel").sendKeys(Keys.ENTER);
		this.chromium.find("#expire").sendKeys(Keys.ENTER);
		this.chromium.find("#cancel").sendKeys(Keys.ENTER);
		this.chromium.find("#reject").sendKeys(Keys.ENTER);
		this.chromium.find("#confirm button").sendKeys(Keys.ENTER);
		assertThat(this.chromium.text(".notice")).isEqualTo("The session was rejected.");
		assertThat(this.chromium.text(".facts")).contains("FAILED");
		assertThat(this.chromium.count("#end")).isZero();
		await().untilAsserted(() -> {
			open(id);
			assertThat(this.chromium.text(".history")).containsSubsequence("Created", "Rejected");
		});
	}

	@Test
	void showsByItselfWhatComesOfIt() {
		String id = create(ASKS);
		signIn("session-messages:read", "session-messages:write");
		open(id);
		this.chromium.run("window.loaded = 'once'");
		this.chromium.find("#reject").sendKeys("");
		await().untilAsserted(() -> {
			send(id);
			assertThat(this.chromium.text(".facts")).contains("sent");
		});
		assertThat(this.chromium.text("#news[aria-live=polite]")).isEqualTo("The session has changed.");
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("reject");
		assertThat(this.chromium.<String>run("return window.loaded")).isEqualTo("once");
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void takesAReplyAndSaysWhatIsWrongWithIt() {
		String id = create("\"message_data_template\":{\"type\":\"object\",\"required\":[\"amount\"],\"properties\":"
				+ "{\"amount\":{\"type\":\"integer\",\"title\":\"Amount\",\"maximum\":10}}}");
		Person person = Person.withAccount(this.port, "session-messages:read", "session-messages:reply");
		person.signIn(this.chromium);
		open(id);
		String field = this.chromium.find("#replying label").getDomAttribute("for");
		this.chromium.run("document.getElementById('reply').noValidate = true");
		this.chromium.fill("#" + field, "11");
		this.chromium.type(Keys.ENTER);
		assertThat(this.chromium.text("#error-summary")).contains("Amount");
		assertThat(this.chromium.find("#" + field).getDomProperty("value")).isEqualTo("11");
		assertThat(Accessibility.faults(this.chromium)).isEmpty();
		this.chromium.fill("#" + field, "7");
		this.chromium.type(Keys.ENTER);
		assertThat(this.chromium.text(".notice")).isEqualTo("Your reply was taken.");
		assertThat(this.chromium.text(".facts")).contains("validated", person.username());
		assertThat(this.api.get("/session/" + id, Secured.admin()).json().at("/data/replied_by/name").asString())
			.isEqualTo(person.username());
		assertThat(this.chromium.count("#replying")).isZero();
		assertThat(this.chromium.errors().stream().filter((error) -> !error.contains("status of 400"))).isEmpty();
	}

	@Test
	void whoIsSecondIsToldThatItHasEnded() {
		String id = create(ASKS);
		signIn("session-messages:read", "session-messages:reply");
		open(id);
		this.chromium.find("#send");
		reply(id, "{\"approved\":true}");
		await().untilAsserted(() -> assertThat(this.chromium.text(".facts")).contains("validated"));
		this.chromium.run("document.getElementById('reply').submit()");
		assertThat(this.chromium.text("#error-summary")).contains("has ended: its status is validated");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, true" })
	void isForEverybodyAlsoWithHostileText(boolean dark, boolean narrow) {
		String id = create("\"message_data\":{\"text\":\"" + HOSTILE + "\",\"" + HOSTILE.substring(0, 90)
				+ "\":1},\"subject_id\":\"" + HOSTILE.substring(0, 200) + "\",\"on_invalid\":{\"retries\":1},"
				+ "\"message_data_template\":{\"type\":\"object\",\"required\":[\"<b>x</b>\"]}");
		send(id);
		reply(id, "{\"a\":\"" + HOSTILE + "\"}");
		signIn("session-messages:read", "session-messages:write", "session-messages:reply", "channels:read");
		this.chromium.look(dark, narrow);
		for (String confirm : new String[] { "", "?confirm=expire" }) {
			this.chromium.open("http://127.0.0.1:" + this.port + "/console/sessions/" + id + confirm);
			this.chromium.find("h1");
			assertThat(Accessibility.faults(this.chromium)).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).isFalse();
			assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Session \u00b7 Parley");
		}
		assertThat(this.chromium.errors()).isEmpty();
	}

	private void signIn(String... scopes) {
		Person.withAccount(this.port, scopes).signIn(this.chromium);
	}

	private void open(String id) {
		this.chromium.open("http://127.0.0.1:" + this.port + "/console/sessions/" + id);
	}

	private String create(String fields) {
		String id = Api.id("s");
		Api.Answer created = this.api.post("/session", "{\"session_id\":\"%s\",%s}".formatted(id, fields),
				Secured.admin());
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		return id;
	}

	private void send(String id) {
		Api.Answer sent = this.api.post("/sessions/" + id + "/send_message",
				"{\"channel_id\":\"nowhere\",\"message\":\"Go on?\"}", Secured.admin());
		assertThat(sent.status()).as(sent.body()).isBetween(200, 202);
	}

	private void reply(String id, String data) {
		Api.Answer taken = this.api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":%s}".formatted(id, data), Secured.admin());
		assertThat(taken.status()).as(taken.body()).isIn(200, 422);
	}

}
