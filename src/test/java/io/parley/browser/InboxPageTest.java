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

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The inbox, as people use it. */
@SecuredTest
@RequiresChromium
class InboxPageTest {

	/**
	 * Markup, a word that is wider than a phone, a script from right to left, signs
	 * beyond the first plane.
	 */
	private static final String HOSTILE = "\\\"><script>document.title='run'</script>" + "w".repeat(200)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80";

	private final String subject = Api.id("subject");

	private Chromium chromium;

	private Api api;

	private String inbox;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.chromium = chromium;
		this.api = new Api(port);
		Person person = Person.withAccount(port, "session-messages:read");
		person.signIn(chromium);
		this.inbox = person.service() + "/console/inbox?subject_id=" + this.subject;
	}

	@Test
	void showsWhatIsAskedAndLeadsToIt() {
		create("\"message_data\":{\"kind\":\"deploy\",\"question\":\"May it\\n go on?\"},\"status\":\"sent\"");
		String last = create("\"expiry_date\":4000000000");
		create("\"status\":\"validated\"");
		this.chromium.open(this.inbox);
		assertThat(this.chromium.count("#list tbody tr")).isEqualTo(2);
		assertThat(this.chromium.text("#list tbody tr:nth-child(1)")).contains(last, "pending", "ago", "in ");
		assertThat(this.chromium.text("#list tbody tr:nth-child(2)")).contains("May it go on?", "sent", "never");
		assertThat(this.chromium.count(".console nav a[aria-current=page]")).isOne();
		assertThat(this.chromium.text(".console nav")).doesNotContain("Keys", "Channels");
		this.chromium.click("#list tbody tr:nth-child(1) a");
		this.chromium.awaitUrl(this.inbox.replaceFirst("/inbox.*", "/sessions/" + last));
		assertThat(this.chromium.text("h1")).contains(last);
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void isFilteredByKeyboardAndTheFilterIsInTheAddress() {
		create("\"status\":\"sent\"");
		String ended = create("\"status\":\"validated\"");
		this.chromium.open(this.inbox.replaceFirst("\\?.*", ""));
		this.chromium.find("#state").sendKeys("Ended");
		this.chromium.fill("#subject_id", this.subject);
		this.chromium.type(Keys.ENTER);
		this.chromium.awaitTrue("filtered", () -> this.chromium.url().contains("subject_id=" + this.subject));
		assertThat(this.chromium.url()).contains("state=ended");
		assertThat(this.chromium.text("#list tbody")).contains(ended);
		assertThat(this.chromium.count("#list tbody tr")).isOne();
		assertThat(this.chromium.find("#state").getDomProperty("value")).isEqualTo("ended");
		this.chromium.open(this.inbox + "&status=nothing");
		assertThat(this.chromium.text("#list")).contains("No session is like this");
	}

	@Test
	void goesOnPageByPage() {
		String first = create("\"status\":\"sent\"");
		for (int i = 0; i < 50; i++) {
			create("\"status\":\"sent\"");
		}
		this.chromium.open(this.inbox);
		assertThat(this.chromium.count("#list tbody tr")).isEqualTo(50);
		this.chromium.click("a[rel=next]");
		this.chromium.awaitTrue("the next page", () -> this.chromium.url().contains("cursor="));
		assertThat(this.chromium.text("#list tbody")).contains(first);
		assertThat(this.chromium.count("#list tbody tr")).isOne();
		assertThat(this.chromium.count("a[rel=next]")).isZero();
		this.chromium.click("a[rel=first]");
		this.chromium.awaitTrue("the first page", () -> this.chromium.count("#list tbody tr") == 50);
	}

	@Test
	void aNewAskAppearsWhileSomebodyTypes() {
		String present = create("\"status\":\"sent\"");
		this.chromium.open(this.inbox);
		this.chromium.run("window.loaded = 'once'");
		this.chromium.fill("#status", "typed");
		await().untilAsserted(() -> {
			create("\"message_data\":{\"text\":\"Something new\"}");
			assertThat(this.chromium.text("#list tbody")).contains("Something new", present);
		});
		assertThat(this.chromium.text("#news[aria-live=polite]")).contains("in the list");
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("status");
		assertThat(this.chromium.find("#status").getDomProperty("value")).isEqualTo("typed");
		assertThat(this.chromium.<String>run("return window.loaded")).isEqualTo("once");
		this.chromium.find("#list tbody a").sendKeys("");
		String id = this.chromium.focused().getDomAttribute("id");
		int shown = this.chromium.count("#list tbody tr");
		create("\"status\":\"sent\"");
		this.chromium.awaitTrue("more", () -> this.chromium.count("#list tbody tr") > shown);
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo(id).isNotNull();
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void saysWhatIsWrongWithAnAddress() {
		this.chromium.open(this.inbox + "&state=ended&order=expiring");
		assertThat(this.chromium.text("#error-summary")).contains("order can only be expiring where state is open");
		this.chromium.find("#error-summary a").sendKeys(Keys.ENTER);
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("order");
		this.chromium.open(this.inbox + "&cursor=x");
		assertThat(this.chromium.text("#error-summary")).contains("cursor must be taken unchanged");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void isForEverybodyAlsoWithHostileText(boolean dark, boolean narrow) {
		String hostile = Chromium.encode(HOSTILE.replace("\\\"", "\""));
		create("\"message_data\":{\"text\":\"" + HOSTILE + "\"},\"status\":\"" + HOSTILE.substring(0, 60)
				+ "\",\"reception_channel_id\":\"" + HOSTILE.substring(0, 200) + "\"");
		this.chromium.look(dark, narrow);
		for (String page : List.of(this.inbox, this.inbox + "&status=" + hostile, this.inbox + "&order=" + hostile)) {
			this.chromium.open(page);
			this.chromium.find("h1");
			assertThat(Accessibility.faults(this.chromium)).as(page).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).as(page).isFalse();
			assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Inbox \u00b7 Parley");
		}
		assertThat(this.chromium.errors().stream().filter((error) -> !error.contains("status of 400"))).isEmpty();
	}

	private String create(String fields) {
		String id = Api.id("s");
		Api.Answer created = this.api.post("/session",
				"{\"session_id\":\"%s\",\"subject_id\":\"%s\",%s}".formatted(id, this.subject, fields),
				Secured.admin());
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		return id;
	}

}
