package io.parley.console;

import java.net.http.HttpResponse;
import java.util.Map;

import io.parley.Api;
import io.parley.Browser;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Who sees and does what on the pages of sessions, without a script. */
@SecuredTest
class SessionPageAccessTest {

	private final String team = Api.id("team").substring(0, 20);

	private final String id = Api.id("s");

	private Api api;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
		assertThat(this.api
			.post("/api/teams/", "{\"slug\":\"%s\",\"name\":\"Team\"}".formatted(this.team), Secured.admin())
			.status()).isEqualTo(201);
		assertThat(this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id), Secured.admin(this.team))
			.status()).isEqualTo(201);
	}

	@Test
	void anotherTeamSeesNothing() {
		Browser other = signedIn("default", "session-messages:read");
		assertThat(other.get("/console/inbox").body()).doesNotContain(this.id);
		assertThat(other.get(page()).statusCode()).isEqualTo(404);
		Browser own = signedIn(this.team, "session-messages:read");
		assertThat(own.get("/console/inbox").body()).contains(this.id);
		assertThat(own.get(page()).statusCode()).isEqualTo(200);
	}

	@Test
	void nobodyDoesMoreThanTheScopesSay() {
		Browser reader = signedIn(this.team, "session-messages:read");
		assertThat(reader.get(page()).body()).doesNotContain("<form id=\"reply\"", "id=\"end\"");
		assertThat(reader.submit(page() + "/end", Map.of("how", "reject")).statusCode()).isEqualTo(403);
		assertThat(reader.submit(page() + "/reply", Map.of()).statusCode()).isEqualTo(403);
		Browser replier = signedIn(this.team, "session-messages:reply");
		assertThat(replier.get(page()).statusCode()).isEqualTo(403);
		assertThat(replier.submit(page() + "/reply", Map.of()).body()).doesNotContain("message_data");
		assertThat(status()).isEqualTo("pending");
	}

	@Test
	void nothingIsDoneWithoutTheToken() {
		Browser writer = signedIn(this.team, "session-messages:read", "session-messages:write",
				"session-messages:reply");
		assertThat(writer.post(page() + "/end", Map.of("how", "reject")).statusCode()).isEqualTo(403);
		assertThat(writer.post(page() + "/reply", Map.of()).statusCode()).isEqualTo(403);
		assertThat(writer.submit(page() + "/end", Map.of("how", "x")).statusCode()).isEqualTo(400);
		assertThat(status()).isEqualTo("pending");
		assertThat(writer.submit(page() + "/end", Map.of("how", "expire")).statusCode()).isEqualTo(303);
		assertThat(status()).isEqualTo("expired");
		assertThat(writer.submit(page() + "/end", Map.of("how", "reject")).statusCode()).isEqualTo(409);
		assertThat(status()).isEqualTo("expired");
	}

	@Test
	void aReplyMayBeAsLargeAsOnTheReplyPage() {
		Browser replier = signedIn(this.team, "session-messages:read", "session-messages:reply");
		String text = "\u8fd4".repeat(8000);
		assertThat(replier.post(page() + "/reply", Map.of("f/text", text)).statusCode()).isEqualTo(403);
		assertThat(replier.post(page() + "/reply", Map.of("f/text", text, "csrfmiddlewaretoken", "wrong")).statusCode())
			.isEqualTo(403);
		assertThat(replier.post(page() + "/reply", Map.of("f/text", text), "X-CSRFToken", "wrong").statusCode())
			.isEqualTo(403);
		assertThat(status()).isEqualTo("pending");
		String large = "a=" + "x".repeat(2 << 20) + "&csrfmiddlewaretoken=" + replier.cookie("csrftoken");
		assertThat(replier.postEncoded(page() + "/reply", large).statusCode()).isEqualTo(413);
		HttpResponse<String> taken = replier.submit(page() + "/reply", Map.of("f/text", text));
		assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
		assertThat(status()).isEqualTo("validated");
		assertThat(
				this.api.get("/session/" + this.id, Secured.admin(this.team)).json().at("/data/reply/text").asString())
			.isEqualTo(text);
	}

	@Test
	void aReplyMayHaveAsManyFieldsAsOnTheReplyPage() {
		Browser replier = signedIn(this.team, "session-messages:read", "session-messages:reply");
		String form = "a=1&".repeat(19_990) + "f/text=fine&csrfmiddlewaretoken=" + replier.cookie("csrftoken");
		assertThat(replier.postEncoded(page() + "/reply", "a=1&".repeat(20_001)).statusCode()).isEqualTo(400);
		assertThat(replier.postEncoded(page() + "/%72eply", form).statusCode()).isEqualTo(303);
		assertThat(status()).isEqualTo("validated");
	}

	@Test
	void aReplyIsWrittenAsJsonWhereNoFieldCanSayIt() {
		String asked = Api.id("s");
		assertThat(this.api.post("/session",
				"{\"session_id\":\"%s\",\"message_data_template\":{\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"dependentRequired\":{\"ok\":[\"why\"]}}}"
					.formatted(asked),
				Secured.admin(this.team))
			.status()).isEqualTo(201);
		String path = "/console/sessions/" + asked;
		Browser replier = signedIn(this.team, "session-messages:read", "session-messages:reply");
		assertThat(replier.get(path).body()).contains("Write the reply as JSON");
		assertThat(replier.submit(path + "/reply", Map.of("f/ok", "false", "as_json", "1")).body())
			.contains("name=\"j\"", "&quot;ok&quot; : false")
			.doesNotContain("Write the reply as JSON");
		assertThat(replier.submit(path + "/reply", Map.of("j", "{\"ok\":false}")).body()).contains("why is required.");
		assertThat(replier.submit(path + "/reply", Map.of("j", "{\"ok\":false,\"why\":\"late\"}")).statusCode())
			.isEqualTo(303);
	}

	@Test
	void aReplyThatTakesTooLongToCheckMayBeSentAgainAfterAPause() {
		String asked = Api.id("s");
		String template = """
				{"$ref":"#/$defs/a","$defs":{"a":{"items":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"},
				{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]},"properties":{"x":{"$ref":"#/$defs/a"}}}}}""";
		assertThat(this.api
			.post("/session", "{\"session_id\":\"%s\",\"message_data_template\":%s}".formatted(asked, template),
					Secured.admin(this.team))
			.status()).isEqualTo(201);
		Browser replier = signedIn(this.team, "session-messages:read", "session-messages:reply");
		HttpResponse<String> slow = replier.submit("/console/sessions/" + asked + "/reply",
				Map.of("j", "{\"x\":%s}".formatted("[".repeat(40) + "]".repeat(40))));
		assertThat(slow.statusCode()).as(slow.body()).isEqualTo(503);
		assertThat(slow.headers().firstValue("Retry-After")).isPresent();
		assertThat(slow.body()).contains("takes too long to check", "name=\"j\"");
	}

	private String page() {
		return "/console/sessions/" + this.id;
	}

	private String status() {
		return this.api.get("/session/" + this.id, Secured.admin(this.team)).json().at("/data/status").asString();
	}

	private Browser signedIn(String team, String... scopes) {
		String name = Api.id("ada");
		assertThat(this.api
			.post("/api/accounts/",
					"{\"username\":\"%s\",\"password\":\"correct horse battery\",\"scopes\":[\"%s\"]}".formatted(name,
							String.join("\",\"", scopes)),
					Secured.admin(team))
			.status()).isEqualTo(201);
		Browser browser = new Browser(this.port);
		assertThat(browser.signIn(name, "correct horse battery").statusCode()).isEqualTo(303);
		return browser;
	}

}
