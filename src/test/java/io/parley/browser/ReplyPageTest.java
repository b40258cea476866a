package io.parley.browser;

import java.util.List;
import java.util.Map;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.reply.ReplyLinks;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on which a human replies, as people use it. */
@SecuredTest
@RequiresChromium
class ReplyPageTest {

	private static final String HOSTILE = "\"><script>document.title='run'</script>" + "w".repeat(300)
			+ " \u05e9\u05dc\u05d5\u05dd \u202e \ud83d\ude80 ${7*7} [[1]]";

	private static final String ORDER = """
			{"type":"object","required":["approved","parts"],"properties":{
			 "approved":{"type":"boolean","title":"Do you approve?","description":"Think of the cost."},
			 "cost":{"type":"number","title":"Cost","minimum":1,"exclusiveMaximum":1000},
			 "count":{"type":"integer","title":"Count","multipleOf":5},
			 "code":{"type":"string","title":"Code","pattern":"^[A-Z]{2}-[0-9]+$","maxLength":6},
			 "why":{"type":"string","title":"Why"},
			 "way":{"title":"Way","oneOf":[{"const":"sea","title":"By sea"},{"const":"air","title":"By air"}]},
			 "size":{"title":"Size","enum":[1,2,3,4,5,6,7,8,9,10]},
			 "days":{"type":"array","title":"Days","uniqueItems":true,"items":{"enum":["Mon","Tue"]}},
			 "on":{"type":"string","title":"On","format":"date"},
			 "at":{"type":"string","title":"At","format":"date-time"},
			 "mail":{"type":"string","title":"Mail","format":"email"},
			 "more":{"type":"object","title":"More"},
			 "address":{"type":"object","title":"Address","required":["street"],"properties":{"street":{"type":"string","maxLength":50,"title":"Street"}}},
			 "parts":{"type":"array","title":"Parts","minItems":1,"items":{"type":"object","title":"Part","required":["sku"],"properties":{
			  "sku":{"type":"string","title":"SKU","maxLength":20},"tags":{"type":"array","title":"Tags","items":{"type":"string","maxLength":20}}}}}}}""";

	private static final String YES_NO = """
			{"policy_input_schema":{"approved":{"type":"boolean"},"note":{"type":"string","maxLength":50}}}""";

	@Autowired
	private ReplyLinks links;

	private final String id = Api.id("session");

	private Chromium chromium;

	private Api api;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port, Chromium chromium) {
		this.port = port;
		this.chromium = chromium;
		this.api = new Api(port);
	}

	@AfterEach
	void allowScripts() {
		this.chromium.scripts(true);
	}

	@Test
	void isAnsweredByMouse() {
		String page = page(ORDER, "{\"text\":\"Order 17\",\"cost\":5.50}");
		this.chromium.open(page);
		assertThat(this.chromium.text("#message")).isEqualTo("Order 17");
		assertThat(value("f/cost")).isEqualTo("5.50");
		this.chromium.click("label[for=" + attribute("[name='f/approved'][value=true]", "id") + "]");
		this.chromium.fill(named("f/count"), "15");
		this.chromium.fill(named("f/code"), "AB-12");
		this.chromium.fill(named("f/why"), "two\nlines \ud83d\ude80");
		this.chromium.click("[name='f/way'][value='1']");
		this.chromium.click("[name='f/days'][value='1']");
		this.chromium.run("document.querySelector(\"[name='f/size']\").value = '9'");
		this.chromium.run("document.querySelector(\"[name='f/on']\").value = '2026-12-24'");
		this.chromium.fill(named("f/address/street"), "Main Street");
		this.chromium.fill(named("f/more"), "{\"a.b\": [1.50]}");
		this.chromium.fill(named("f/parts/0/sku"), "x-1");
		this.chromium.click("button[name=add][value='/parts/0/tags']");
		this.chromium.fill(named("f/parts/0/tags/0"), "red");
		this.chromium.click("button[name=add][value='/parts']");
		this.chromium.find(named("f/parts/1/sku"));
		this.chromium.click("button[name=remove][value='/parts/1']");
		this.chromium.fill("#name", "Ada");
		this.chromium.click("#send");
		thanked();
		assertThat(reply().toString()).isEqualTo(
				"""
						{"approved":true,"cost":5.50,"count":15,"code":"AB-12","why":"two\\nlines \ud83d\ude80","way":"air","size":10,"days":["Tue"],"on":"2026-12-24","more":{"a.b":[1.50]},"address":{"street":"Main Street"},"parts":[{"sku":"x-1","tags":["red"]}]}""");
		assertThat(errors()).isEmpty();
		this.chromium.open(page);
		this.chromium.awaitText("h1", "This has been answered");
	}

	@Test
	void isAnsweredByKeyboardAlone() {
		this.chromium.open(page(YES_NO, "{}"));
		this.chromium.find("#send");
		this.chromium.type(Keys.TAB);
		assertThat(this.chromium.focused().getDomAttribute("name")).isEqualTo("f/approved");
		this.chromium.type(Keys.ARROW_DOWN);
		this.chromium.type(Keys.TAB);
		this.chromium.type("fine", Keys.ENTER);
		thanked();
		assertThat(reply().toString()).isEqualTo("{\"approved\":false,\"note\":\"fine\"}");
	}

	@Test
	void needsNoScript() {
		this.chromium.scripts(false);
		this.chromium.open(page(ORDER, "{\"at\":\"2026-01-31T10:00:00Z\"}"));
		assertThat(this.chromium.find("[name='f/at']").getDomAttribute("value")).isEqualTo("2026-01-31T10:00");
		assertThat(this.chromium.text(".zone")).isEqualTo("UTC");
		this.chromium.click("button[name=add][value='/parts']");
		this.chromium.find(named("f/parts/1/sku")).sendKeys("second");
		this.chromium.click("button[name=remove][value='/parts/0']");
		assertThat(this.chromium.find(named("f/parts/1/sku")).getDomAttribute("value")).isEqualTo("second");
		this.chromium.click("[name='f/approved'][value=true]");
		this.chromium.find(named("f/parts/1/sku")).sendKeys(Keys.ENTER);
		thanked();
		assertThat(reply().toString())
			.isEqualTo("{\"approved\":true,\"at\":\"2026-01-31T10:00:00Z\",\"parts\":[{\"sku\":\"second\"}]}");
	}

	@Test
	void timesAreGivenInTheZoneOfTheReader() {
		this.chromium.zone("America/New_York");
		try {
			this.chromium
				.open(page(ORDER, "{\"approved\":true,\"parts\":[{\"sku\":\"a\"}],\"at\":\"2026-01-31T10:00:00.5Z\"}"));
			assertThat(this.chromium.text(".zone")).isEqualTo("America/New_York");
			assertThat(value("f/at")).isEqualTo("2026-01-31T05:00:00.5");
			this.chromium.run("document.querySelector(\"[name='f/at']\").value = '2026-07-01T09:30'");
			this.chromium.fill(named("f/code"), "AB-1");
			this.chromium.click("#send");
			thanked();
			assertThat(reply().path("at").stringValue()).isEqualTo("2026-07-01T09:30:00-04:00");
		}
		finally {
			this.chromium.zone("");
		}
	}

	@Test
	void theBrowserChecksWhatItCan() {
		this.chromium.open(page(ORDER, "{}"));
		this.chromium.click("#send");
		assertThat(this.chromium
			.<Boolean>run("return document.querySelector(\"[name='f/approved']\").validity.valueMissing")).isTrue();
		for (String[] wrong : new String[][] { { "f/cost", "0.5" }, { "f/cost", "1000.5" }, { "f/count", "7" },
				{ "f/code", "ab-1" }, { "f/mail", "nobody" } }) {
			assertThat(isValid(wrong[0], wrong[1])).as(wrong[0] + wrong[1]).isFalse();
		}
		for (String[] right : new String[][] { { "f/cost", "1.00000000000000001" }, { "f/count", "-5" },
				{ "f/code", "AB-1" }, { "f/mail", "a@b.example" }, { "f/cost", "" } }) {
			assertThat(isValid(right[0], right[1])).as(right[0] + right[1]).isTrue();
		}
		assertThat(errors()).isEmpty();
	}

	@Test
	void whatIsWrongIsToldAtItsFieldAndKept() {
		this.chromium.open(page(ORDER, "{}"));
		// As a browser does that checks less.
		this.chromium.run("""
				document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required'));
				document.querySelector("[name='f/cost']").type = 'text';""");
		this.chromium.fill(named("f/cost"), "1,500");
		this.chromium.fill(named("f/why"), "kept \ud83d\ude80");
		this.chromium.click("#send");
		assertThat(this.chromium.text("#error-summary[role=alert]")).contains("There is a problem",
				"Do you approve? is required", "Cost must be a number", "Parts must have at least 1 item");
		assertThat(this.chromium.focused().getDomAttribute("id")).isEqualTo("error-summary");
		assertThat(this.chromium.<String>run("return document.title")).isEqualTo("Error: Your reply \u00b7 Parley");
		assertThat(value("f/why")).isEqualTo("kept \ud83d\ude80");
		assertThat(this.chromium.find("[name='f/cost']").getDomAttribute("aria-invalid")).isEqualTo("true");
		String described = this.chromium.find("[name='f/cost']").getDomAttribute("aria-describedby");
		assertThat(this.chromium.text("#" + described.replaceFirst(".* ", ""))).contains("must be a number");
		this.chromium.find("#error-summary a").sendKeys(Keys.ENTER);
		assertThat(this.chromium.focused().getDomAttribute("name")).isEqualTo("f/approved");
		assertThat(this.api.get("/session/" + this.id, Secured.admin()).json().at("/data/status").stringValue())
			.isEqualTo("pending");
	}

	@Test
	void theSecondIsToldWhoWasFirst() {
		String page = page(YES_NO, "{}");
		this.chromium.open(page);
		new Browser(this.port).post(page.substring(page.indexOf("/reply/")),
				Map.of("f/approved", "true", "f/note", "x", "name", "Bob " + HOSTILE.substring(0, 100)));
		this.chromium.click("[name='f/approved'][value=false]");
		this.chromium.fill(named("f/note"), "late");
		this.chromium.click("#send");
		assertThat(this.chromium.text("#first")).contains("First was Bob", "on a reply page");
		assertThat(this.chromium.text("h1")).isEqualTo("This has been answered");
		assertThat(reply().path("note").stringValue()).isEqualTo("x");
		everybodyCanRead();
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void isForEverybody(boolean dark, boolean narrow) {
		this.chromium.look(dark, narrow);
		this.chromium.open(page(hostile(), "{\"text\":%s,\"fact\":%s}".formatted(quoted(HOSTILE), quoted(HOSTILE))));
		this.chromium.find("#send");
		everybodyCanRead();
		assertThat(this.chromium.text("#message")).contains("<script>", "\u05e9\u05dc\u05d5\u05dd");
		this.chromium.click("button[name=add]");
		this.chromium.find(named("f/list/0")).sendKeys("x".repeat(60));
		this.chromium
			.run("document.querySelectorAll('[required]').forEach((field) => field.removeAttribute('required'))");
		this.chromium.click("#send");
		this.chromium.find("#error-summary");
		everybodyCanRead();
		this.chromium.click("[name='f/ok'][value='0']");
		this.chromium.fill(named("f/list/0"), "x");
		this.chromium.click("#send");
		thanked();
		everybodyCanRead();
		this.chromium.open("http://127.0.0.1:" + this.port + "/reply/nothing");
		assertThat(this.chromium.text("h1")).isEqualTo("This link leads to nothing");
		everybodyCanRead();
	}

	private void everybodyCanRead() {
		assertThat(Accessibility.faults(this.chromium)).isEmpty();
		assertThat(this.chromium.isWiderThanItsWindow()).isFalse();
		assertThat(this.chromium.<String>run("return document.title")).endsWith("\u00b7 Parley");
		assertThat(errors()).isEmpty();
	}

	private static String hostile() {
		String text = quoted(HOSTILE);
		return """
				{"properties":{"ok":{"title":%1$s,"description":%1$s,"enum":[%1$s,"b"]},"list":{"type":"array","title":%1$s,
				 "items":{"type":"string","maxLength":50,"pattern":"(?i)[x-z"}},"many":{"enum":[%1$s,1,2,3,4,5,6,7,8,9]},
				 "%2$s":{"type":"object","properties":{"__proto__":{"title":"\u05e9\u05dc\u05d5\u05dd"}}},
				 "when":{"format":"date-time"},"boxes":{"type":"array","uniqueItems":true,"items":{"enum":[%1$s,2]}}},"required":["ok"]}"""
			.formatted(text, "w".repeat(200))
			.replace("(?i)[x-z", "(?i)[x-z]");
	}

	private static String quoted(String text) {
		return JsonNodeFactory.instance.stringNode(text).toString();
	}

	private boolean isValid(String name, String value) {
		return this.chromium.run("""
				const field = document.getElementsByName(arguments[0])[0];
				field.value = arguments[1];
				return field.validity.valid;""", name, value);
	}

	private void thanked() {
		this.chromium.awaitText("h1", "Thank you");
	}

	private static String named(String name) {
		return "[name='" + name + "']";
	}

	private String value(String name) {
		return this.chromium.find(named(name)).getDomProperty("value");
	}

	private String attribute(String selector, String name) {
		return this.chromium.find(selector).getDomAttribute(name);
	}

	/** But that an answer had the status of an error, which it should have. */
	private List<String> errors() {
		return this.chromium.errors().stream().filter((error) -> !error.contains("Failed to load resource")).toList();
	}

	private JsonNode reply() {
		return this.api.get("/session/" + this.id, Secured.admin()).json().at("/data/reply");
	}

	private String page(String template, String data) {
		Api.Answer created = this.api.post("/session",
				"{\"session_id\":\"%s\",\"message_data\":%s,\"message_data_template\":%s}".formatted(this.id, data,
						template),
				Secured.admin());
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		String url = this.links.pageUrl(new ObjectId(created.json().at("/data/id").stringValue()), "default",
				new ObjectId());
		return "http://127.0.0.1:" + this.port + url.substring(url.indexOf("/reply/"));
	}

}
