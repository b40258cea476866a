package io.parley.reply;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Browser;
import io.parley.ParleyTest;
import io.parley.channel.ChannelKind;
import io.parley.channel.delivery.DeliveryRepository;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on which a human replies, as a browser without scripts sees it. */
@ParleyTest
class ReplyPageApiTest {

	private static final String TEMPLATE = """
			{"type":"object","required":["approved"],"properties":{
			 "approved":{"type":"boolean","title":"Ship it?"},
			 "cost":{"type":"number","minimum":1,"maximum":10},
			 "a.b":{"type":"object","required":["c"],"properties":{"c":{"type":"string","minLength":2}}}}}""";

	private static final String AS_JSON = "Write the reply as JSON";

	@Autowired
	private ReplyLinks links;

	@Autowired
	private DeliveryRepository deliveries;

	private final ObjectId message = new ObjectId();

	private final String id = Api.id("session");

	private Api api;

	private Browser browser;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.browser = new Browser(port);
	}

	@Test
	void showsTheMessageAndTheForm() {
		String page = page(TEMPLATE, "{\"secret\":\"in data\"}");
		ObjectId session = session();
		this.deliveries.open(
				new OutboundMessage("default", this.id, session, "ops", this.message, "mail", new ObjectId(),
						OutboundMessage.Purpose.ASK, new JsonValue("Ship <b>it</b>?"), null, Instant.now()),
				ChannelKind.EMAIL);
		HttpResponse<String> answer = this.browser.get(page);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body())
			.contains("Ship &lt;b&gt;it&lt;/b&gt;?", "name=\"f/approved\"", "name=\"f/cost\"", "min=\"1\"",
					"max=\"10\"", "A number, at least 1, at most 10.", "Ship it?", "name=\"f/a.b/c\"")
			.doesNotContain("in data");
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
		assertThat(answer.headers().firstValue("X-Robots-Tag")).hasValue("noindex, nofollow");
		assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'")
			.doesNotContain("unsafe");
	}

	@Test
	void showsTheDataWhereTheMessageIsNotKept() {
		assertThat(this.browser.get(page(TEMPLATE, "{\"text\":\"Ready?\",\"cost\":5.50}")).body()).contains("Ready?",
				"<dt dir=\"auto\">cost</dt>", ">5.50</dd>", "value=\"5.50\"");
	}

	@Test
	void handsInOnceHoweverOftenItIsSent() {
		String page = page(TEMPLATE, "{}");
		Map<String, String> form = Map.of("form_id", formId(page), "f/approved", "true", "f/cost", "2.50", "name",
				"Ada");
		assertThat(this.browser.post(page, form).body()).contains("Thank you");
		HttpResponse<String> again = this.browser.post(page, form);
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(again.body()).contains("Thank you");
		JsonNode session = this.api.get("/session/" + this.id).json().path("data");
		assertThat(session.path("status").stringValue()).isEqualTo("validated");
		assertThat(session.path("reply").toString()).isEqualTo("{\"approved\":true,\"cost\":2.50}");
		assertThat(session.path("replied_by").toString())
			.isEqualTo("{\"kind\":\"page\",\"id\":\"%s\",\"name\":\"Ada\"}".formatted(this.message.toHexString()));
		HttpResponse<String> other = this.browser.post(page,
				Map.of("form_id", "another-form-1", "f/approved", "false", "name", "Bob"));
		assertThat(other.statusCode()).isEqualTo(409);
		assertThat(other.body()).contains("This has been answered", "Ada on a reply page").doesNotContain("Ship it?");
		Map<String, String> changed = Map.of("form_id", form.get("form_id"), "f/approved", "false", "f/cost", "2.50");
		assertThat(this.browser.post(page, changed).statusCode()).as("the same form with something else")
			.isEqualTo(409);
		HttpResponse<String> late = this.browser.get(page);
		assertThat(late.statusCode()).isEqualTo(200);
		assertThat(late.body()).contains("This has been answered").doesNotContain("<form", "2.50");
	}

	@Test
	void tellsWhatIsWrongAndKeepsWhatWasTyped() {
		String page = page(TEMPLATE, "{}", ",\"on_invalid\":{\"retries\":1}");
		HttpResponse<String> answer = this.browser.post(page,
				Map.of("form_id", "this-form-1", "f/cost", "99", "f/a.b/c", "x", "name", "<Ada>"));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("There is a problem", "Ship it? is required.", "cost must be at most 10.",
				"c must have at least 2 characters.", "value=\"99\"", "value=\"this-form-1\"", "value=\"&lt;Ada&gt;\"");
		JsonNode session = this.api.get("/session/" + this.id).json().path("data");
		assertThat(session.path("status").stringValue()).isEqualTo("pending");
		assertThat(session.path("retries_left").intValue()).isEqualTo(1);
		assertThat(session.path("attempts")).isEmpty();
	}

	@Test
	void listsGrowAndShrinkWithoutAScript() {
		String page = page(
				"{\"properties\":{\"p\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":9}}}}", "{}");
		String grown = this.browser
			.post(page, Map.of("form_id", "this-form-1", "i/p", "0", "f/p/0", "kept", "add", "/p"))
			.body();
		assertThat(grown).contains("name=\"f/p/0\" value=\"kept\"", "name=\"f/p/1\"", "Remove <bdi>p 2</bdi>",
				"value=\"this-form-1\"");
		assertThat(grown).containsPattern("name=\"f/p/1\"[^>]*autofocus");
		String shrunk = this.browser.post(page, Map.of("i/p", "0", "f/p/0", "gone", "remove", "/p/0")).body();
		assertThat(shrunk).doesNotContain("gone", "f/p/0").contains("Add to <bdi>p</bdi>");
		assertThat(this.api.get("/session/" + this.id).json().at("/data/status").stringValue()).isEqualTo("pending");
	}

	@ParameterizedTest
	@CsvSource({ "expired,The time to reply is over", "FAILED,This was rejected and needs no reply",
			"completed,This needs no reply any more", "validated,This needs no reply any more" })
	void whatHasEndedSaysSo(String status, String title) {
		String page = page(TEMPLATE, "{\"secret\":\"in data\"}");
		this.api.patch("/session/" + this.id, "{\"status\":\"" + status + "\"}");
		assertThat(this.browser.get(page).body()).contains(title).doesNotContain("in data", "<form", "Ship it?");
		HttpResponse<String> late = this.browser.post(page, Map.of("f/approved", "true"));
		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(late.body()).contains(title).doesNotContain("in data", "<form");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{'properties':{'ok':{'type':'boolean'}},'if':{'properties':{'ok':{'const':false}}},'then':{'required':['why']}} | 'why':'late' | why is required.",
			"{'properties':{'ok':{'type':'boolean'}},'dependentRequired':{'ok':['why']}} | 'why':'late' | why is required.",
			"{'properties':{'ok':{'type':'boolean'}},'patternProperties':{'^x':{'type':'integer'}},'minProperties':2} | 'x1':1.0 | Your reply must have at least 2 members.",
			"{'properties':{'ok':{'type':'boolean'},'id':{'type':'string','readOnly':true}},'required':['id']} | 'id':'a' | id is required." })
	void whatNoFieldCanSayIsWrittenAsJson(String template, String more, String fault) {
		String page = page(template.replace('\'', '"'), "{}");
		assertThat(this.browser.get(page).body()).contains(AS_JSON);
		HttpResponse<String> wrong = this.browser.post(page, Map.of("f/ok", "false"));
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains(AS_JSON, fault);
		HttpResponse<String> json = this.browser.post(page, Map.of("f/ok", "false", "name", "Ada", "as_json", "1"));
		assertThat(json.statusCode()).isEqualTo(200);
		assertThat(json.body()).contains("name=\"j\"", "&quot;ok&quot; : false", "value=\"Ada\"")
			.doesNotContain(AS_JSON, "f/ok", "There is a problem");
		assertThat(this.browser.post(page, Map.of("j", "{\"ok\": false")).body()).contains("must be valid JSON",
				"{&quot;ok&quot;: false</textarea>");
		String written = "{\"ok\":false," + more.replace('\'', '"') + "}";
		assertThat(this.browser.post(page, Map.of("j", written)).body()).contains("Thank you");
		assertThat(this.api.get("/session/" + this.id).json().at("/data/reply").toString()).isEqualTo(written);
	}

	@Test
	void jsonIsOfferedInAFieldThatHasNoControlForWhatIsWrong() {
		String page = page(
				"""
						{"required":["n"],"properties":{"cost":{"type":"number"},"l":{"type":"array","items":{"type":"string","maxLength":9}},
						 "n":{"type":"object","properties":{"x":{"type":"boolean"}},"dependentRequired":{"x":["y"]}}}}""",
				"{\"cost\":5.50}");
		assertThat(this.browser.get(page).body()).doesNotContain(AS_JSON);
		Map<String, String> typed = Map.of("f/cost", "5,5 or so", "f/n/x", "true", "i/l", "0", "f/l/0", "\u8fd4 \"a\"");
		HttpResponse<String> wrong = this.browser.post(page, typed);
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).contains(AS_JSON, "n.y is required.");
		Map<String, String> asJson = new HashMap<>(typed);
		asJson.put("as_json", "1");
		assertThat(this.browser.post(page, asJson).body()).contains("&quot;cost&quot; : &quot;5,5 or so&quot;",
				"&quot;\u8fd4 \\&quot;a\\&quot;&quot;", "&quot;x&quot; : true");
		assertThat(this.browser.post(page, Map.of("as_json", "1")).body()).contains("&quot;n&quot; : {");
		assertThat(this.browser.post(page, Map.of("j", "{\"cost\":5.50,\"n\":{\"x\":true,\"y\":1}}")).body())
			.contains("Thank you");
	}

	@Test
	void jsonIsNotOfferedWhereTheFieldsSayAll() {
		String page = page(TEMPLATE, "{}");
		assertThat(this.browser.get(page).body()).doesNotContain(AS_JSON);
		HttpResponse<String> wrong = this.browser.post(page, Map.of("f/cost", "99"));
		assertThat(wrong.statusCode()).isEqualTo(400);
		assertThat(wrong.body()).doesNotContain(AS_JSON);
	}

	@Test
	void aWrongLinkShowsNothing() {
		String page = page(TEMPLATE, "{}");
		String foreign = path(this.links.pageUrl(session(), "another-team", this.message));
		String nobody = path(this.links.pageUrl(new ObjectId(), "default", this.message));
		for (String wrong : new String[] { page + "x", page.substring(0, page.length() - 1), "/reply/x",
				"/reply/" + "x".repeat(3000), page.toLowerCase(), foreign, nobody }) {
			HttpResponse<String> answer = this.browser.get(wrong);
			assertThat(answer.statusCode()).as(wrong).isEqualTo(404);
			assertThat(answer.body()).contains("This link leads to nothing").doesNotContain("Ship it?", this.id);
			assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
			assertThat(this.browser.post(wrong, Map.of("f/approved", "true")).statusCode()).isEqualTo(404);
		}
		this.api.delete("/session/" + this.id);
		assertThat(this.browser.get(page).statusCode()).isEqualTo(404);
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		assertThat(this.browser.post(page, Map.of("f/approved", "true")).statusCode()).isEqualTo(404);
	}

	@Test
	void itsOwnFormIsTakenAndThatOfAnotherSiteIsNot() {
		String page = page(TEMPLATE, "{}");
		Map<String, String> form = Map.of("f/cost", "99");
		assertThat(this.browser.post(page, form, "Origin", "null", "Sec-Fetch-Site", "same-origin").statusCode())
			.isEqualTo(400);
		assertThat(this.browser.post(page, form, "Origin", "null").statusCode()).isEqualTo(400);
		assertThat(this.browser.post(page, form, "Origin", "null", "Sec-Fetch-Site", "cross-site").statusCode())
			.isEqualTo(403);
		assertThat(this.browser.post(page, form, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
		assertThat(this.browser.send("POST", "/session", "{}", "Origin", "null").statusCode()).isEqualTo(403);
		assertThat(
				this.browser.send("POST", "/channels/response", "{}", "Origin", "null", "Sec-Fetch-Site", "same-origin")
					.statusCode())
			.isEqualTo(403);
	}

	@Test
	void hostileFormsAreRefusedOrRead() {
		String page = page(TEMPLATE, "{}");
		assertThat(send(page, "f/approved=%ZZ").statusCode()).isEqualTo(400);
		assertThat(send(page, "f/approved=%ff").statusCode()).isEqualTo(400);
		assertThat(send(page, "&&=&a&=b&").statusCode()).isEqualTo(400);
		assertThat(this.browser.send("POST", page, "{}").statusCode()).isEqualTo(415);
		assertThat(send(page, "add=" + "/a.b".repeat(1000)).statusCode()).isEqualTo(200);
		assertThat(send(page, "a=1&".repeat(20_001)).statusCode()).isEqualTo(400);
		assertThat(send(page, "a=" + "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
		assertThat(this.api.get("/session/" + this.id).json().at("/data/status").stringValue()).isEqualTo("pending");
	}

	@Test
	void aFormOfThousandsOfFieldsIsBounded() {
		String fields = IntStream.range(0, 1000)
			.mapToObj((i) -> "\"f" + i + "\":{\"type\":\"string\",\"maxLength\":9}")
			.collect(Collectors.joining(","));
		String page = page("{\"policy_input_schema\":{" + fields + "}}", "{}");
		assertThat(this.browser.get(page).body()).contains("name=\"f/f999\"");
		Map<String, String> typed = IntStream.range(0, 1000)
			.boxed()
			.collect(Collectors.toMap((i) -> "f/f" + i, (i) -> "v" + i));
		assertThat(this.browser.post(page, typed).body()).contains("Thank you");
		assertThat(this.api.get("/session/" + this.id).json().at("/data/reply/f999").stringValue()).isEqualTo("v999");
	}

	private HttpResponse<String> send(String page, String body) {
		return this.browser.postEncoded(page, body, "Accept", "text/html");
	}

	private String page(String template, String data) {
		return page(template, data, "");
	}

	private String page(String template, String data, String more) {
		Api.Answer created = this.api.post("/session",
				"{\"session_id\":\"%s\",\"message_data\":%s,\"message_data_template\":%s%s}".formatted(this.id, data,
						template, more));
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		this.document = new ObjectId(created.json().at("/data/id").stringValue());
		return path(this.links.pageUrl(this.document, "default", this.message));
	}

	private ObjectId document;

	private ObjectId session() {
		return this.document;
	}

	private static String path(String url) {
		return URI.create(url).getRawPath();
	}

	private String formId(String page) {
		return this.browser.get(page).body().replaceFirst("(?s).*name=\"form_id\" value=\"([^\"]+)\".*", "$1");
	}

}
