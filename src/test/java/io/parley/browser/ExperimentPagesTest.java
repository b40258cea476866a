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

/** Experiments, their sessions and transcripts in the console, as people use them. */
@SecuredTest
@RequiresChromium
class ExperimentPagesTest {

	private static final String HOSTILE = "\"><script>document.title='run'</script>" + "w".repeat(150)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80";

	private final String experiment = Api.id("weather/ 1");

	private Api api;

	private Chromium chromium;

	private String service;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.api = new Api(port);
		this.chromium = chromium;
		this.port = port;
		this.service = "http://127.0.0.1:" + port;
	}

	@Test
	void areFoundReadTaggedAndEndedByKeyboardAlone() {
		String id = create("hello", "fine", "{\"tokens\":3}", "greeting");
		Person.withAccount(this.port, "sessions:read", "sessions:write").signIn(this.chromium);
		this.chromium.open(this.service + "/console/experiment-sessions");
		this.chromium.find("#experiment").sendKeys(this.experiment, Keys.ENTER);
		assertThat(this.chromium.text("caption")).contains("1 in all");
		this.chromium.find("//a[.='" + id + "']").sendKeys(Keys.ENTER);
		assertThat(this.chromium.text(".bubble.own")).contains("user", "hello");
		assertThat(this.chromium.text(".bubble:not(.own, .system)")).contains("assistant", "fine", "greeting");
		this.chromium.click(".bubble:not(.own, .system) summary");
		assertThat(this.chromium.text(".bubble:not(.own, .system) pre")).contains("\"tokens\" : 3");
		this.chromium.find("#tags").sendKeys("good, later", Keys.ENTER);
		assertThat(this.chromium.text("[role=status]")).isEqualTo("The tags were added.");
		this.chromium.find("//ul[@class='tags']//button[contains(., 'good')]").sendKeys(Keys.ENTER);
		this.chromium.find("//*[@role='status'][contains(., 'removed')]");
		assertThat(session(id).get("tags").toString()).isEqualTo("[\"later\"]");
		this.chromium.find("//a[starts-with(., 'End this session')]").sendKeys(Keys.ENTER);
		this.chromium.find("//section[@id='confirm']//a").sendKeys(Keys.ENTER);
		this.chromium.find("//a[starts-with(., 'End this session')]").sendKeys(Keys.ENTER);
		this.chromium.find("#confirm button").sendKeys(Keys.ENTER);
		this.chromium.find("//*[@role='status'][contains(., 'ended')]");
		assertThat(session(id).get("status").asString()).isEqualTo("pending-review");
		assertThat(this.chromium.count("#confirm")).isZero();
		assertThat(this.chromium.errors()).isEmpty();
	}

	@Test
	void whoMayOnlyReadIsShownNothingElse() {
		String id = create("hello", "fine", "{}", "greeting");
		Person.withAccount(this.port, "sessions:read").signIn(this.chromium);
		this.chromium.open(this.service + "/console/experiment-sessions/" + id + "?confirm=end");
		this.chromium.find(".bubble");
		assertThat(this.chromium.count("main form")).isZero();
		assertThat(this.chromium.count("#confirm")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "true, false" })
	void areForEverybodyWhateverTheText(boolean dark, boolean narrow) {
		String id = create(HOSTILE, HOSTILE, "{" + quoted(HOSTILE) + ":" + quoted(HOSTILE) + "}", "w".repeat(128));
		assertThat(this.api
			.put("/api/experiments/" + Api.segment(this.experiment) + "/",
					"{\"name\":%s,\"description\":%1$s}".formatted(quoted(HOSTILE)), Secured.admin())
			.status()).isEqualTo(200);
		this.api.post("/api/sessions/" + id + "/tags/", "{\"tags\":[\"%s\",\"<b>\"]}".formatted("w".repeat(128)),
				Secured.admin());
		Person.withAccount(this.port, "sessions:read", "sessions:write").signIn(this.chromium);
		this.chromium.look(dark, narrow);
		String sessions = this.service + "/console/experiment-sessions";
		for (String page : List.of(this.service + "/console/experiments",
				sessions + "?experiment=" + Chromium.encode(this.experiment), sessions + "?versions=x&tags=%3Cb%3E",
				sessions + "/" + id + "?confirm=end", sessions + "/nothing")) {
			this.chromium.open(page);
			this.chromium.run("document.querySelectorAll('details').forEach((each) => each.open = true)");
			assertThat(Accessibility.faults(this.chromium)).as(page).isEmpty();
			assertThat(this.chromium.isWiderThanItsWindow()).as(page).isFalse();
			assertThat(this.chromium.<String>run("return document.title")).isNotEqualTo("run").endsWith("Parley");
		}
		assertThat(this.chromium.errors()).as("what the browser could not load was asked for with a wrong address")
			.allSatisfy((error) -> assertThat(error).contains("Failed to load resource"));
	}

	private JsonNode session(String id) {
		return this.api.get("/api/sessions/" + id + "/", Secured.admin()).json();
	}

	private String create(String question, String answer, String metadata, String tag) {
		Api.Answer created = this.api.post("/api/sessions/", """
				{"experiment":%s,"participant":%s,"state":%s,"messages":[{"role":"system","content":"Be nice"},
				{"role":"user","content":%2$s},{"role":"assistant","content":%s,"metadata":%3$s,"tags":["%s"],
				"attachments":[{"url":"javascript:alert(1)","name":%2$s},%3$s]}]}""".formatted(quoted(this.experiment),
				quoted(question), metadata, quoted(answer), tag), Secured.admin());
		assertThat(created.status()).isEqualTo(201);
		return created.json().get("id").asString();
	}

	private static String quoted(String text) {
		return JsonNodeFactory.instance.stringNode(text).toString();
	}

}
