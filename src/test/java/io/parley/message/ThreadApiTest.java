package io.parley.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoints for threads and names, over real HTTP. */
@ParleyTest
@Tag("black-box")
class ThreadApiTest {

	private final String ann = Api.id("ann");

	private final String ben = Api.id("ben");

	private final String bot = Api.id("bot");

	private int port;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
	}

	@Test
	void aThreadHasTheFieldsOfTheDocument() {
		this.api.put("/users/" + this.ann, "{\"username\":\"ann_1\"}");
		this.api.put("/bots/" + this.bot, "{\"name\":\"Guide\",\"displayname\":\"The guide\"}");
		send("users", this.ann, "{\"body\":\"one\",\"bot_ids\":[\"" + this.bot + "\"]}");
		send("bots", this.bot,
				"{\"body\":\"two\",\"user_ids\":[\"" + this.ann + "\"],\"context\":{\"quest\":{\"id\":7}}}");
		JsonNode threads = threads("users", this.ann, "['user_ids','bot_ids']");
		assertThat(threads).hasSize(1);
		JsonNode thread = threads.get(0);
		assertThat(thread.propertyNames()).containsExactlyInAnyOrder("_id", "sender_id", "sender_type", "sender",
				"user_ids", "users", "bot_ids", "bots", "body", "context", "source_creator", "attachments", "createdAt",
				"count");
		String bot = "{\"_id\":\"" + this.bot
				+ "\",\"displayname\":\"The guide\",\"name\":\"Guide\",\"botname\":\"Guide\"}";
		assertThat(thread.get("sender")).isEqualTo(Api.tree(bot));
		assertThat(thread.get("bots")).isEqualTo(Api.tree("[" + bot + "]"));
		assertThat(thread.get("users"))
			.isEqualTo(Api.tree("[{\"_id\":\"" + this.ann + "\",\"username\":\"ann_1\",\"name\":\"ann_1\"}]"));
		assertThat(thread.get("body").asString()).isEqualTo("two");
		assertThat(thread.get("count").asInt()).isEqualTo(2);
		assertThat(threads("bots", this.bot, "bot_ids,user_ids")).isEqualTo(threads);
	}

	@Test
	void whoIsNotRegisteredHasAnIdAlone() {
		send("users", this.ann, "{\"body\":\"one\",\"user_ids\":[\"" + this.ben + "\"]}");
		JsonNode thread = threads("users", this.ben, "user_ids,bot_ids").get(0);
		assertThat(thread.get("sender")).isEqualTo(Api.tree("{\"_id\":\"" + this.ann + "\"}"));
		assertThat(thread.get("users")).hasSize(2);
		assertThat(thread.get("bots")).isEmpty();
	}

	@Test
	void whoTakesPartGroupsAsASet() {
		send("users", this.ann, "{\"body\":\"a\",\"user_ids\":[\"x\",\"y\"]}");
		send("users", this.ann, "{\"body\":\"b\",\"user_ids\":[\"y\",\"x\",\"y\"]}");
		send("users", this.ann, "{\"body\":\"c\",\"user_ids\":[\"x\"],\"bot_ids\":[\"y\"]}");
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids"))).containsExactly("c 1", "b 2");
		assertThat(shown(threads("users", this.ann, "user_ids"))).containsExactly("c 1", "b 2");
		assertThat(shown(threads("users", this.ann, "bot_ids"))).containsExactly("c 1", "b 2");
		assertThat(shown(threads("users", this.ann, "sender_id"))).containsExactly("c 3");
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids,sender_type"))).containsExactly("c 1", "b 2");
	}

	@Test
	void contextReachesNestedValuesAndWhatIsMissingIsAGroup() {
		String[] contexts = { "{\"q\":{\"$i.d\":1}}", "{\"q\":{\"$id\":\"1\"}}", "{\"q\":{\"$id\":1}}", "{\"q\":7}",
				"{\"q\":{\"$id\":1.0}}", "{}", "{\"q\":{\"$id\":[1,2]}}", "{\"q\":{\"$id\":[2,1]}}",
				"{\"q\":{\"$id\":[1,2]}}" };
		for (int i = 0; i < contexts.length; i++) {
			send("users", this.ann, "{\"body\":\"" + i + "\",\"context\":" + contexts[i] + "}");
		}
		send("users", this.ann, "{\"body\":\"9\"}");
		assertThat(shown(threads("users", this.ann, "context.q.$id"))).containsExactly("9 4", "8 2", "7 1", "4 2",
				"1 1");
	}

	@Test
	void deletingAndRemovingChangesThreads() {
		send("users", this.ann, "{\"body\":\"a\",\"user_ids\":[\"" + this.ben + "\"]}");
		send("users", this.ann,
				"{\"body\":\"b\",\"user_ids\":[\"" + this.ben + "\"],\"bot_ids\":[\"" + this.bot + "\"]}");
		JsonNode last = send("users", this.ben, "{\"body\":\"c\",\"user_ids\":[\"" + this.ann + "\"]}").json();
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids"))).containsExactly("c 2", "b 1");
		this.api.delete("/users/" + this.ann + "/messages/" + last.get("_id").asString());
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids"))).containsExactly("b 1", "a 1");
		this.api.delete("/users/" + this.ann + "/messages/with/bot/" + this.bot);
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids"))).containsExactly("b 2");
		assertThat(shown(threads("bots", this.bot, "user_ids,bot_ids"))).isEmpty();
		this.api.delete("/users/" + this.ann + "/messages/with/user/" + this.ben);
		assertThat(shown(threads("users", this.ann, "user_ids,bot_ids"))).containsExactly("b 2");
		assertThat(threads("users", this.ann, "user_ids,bot_ids").get(0).get("user_ids")).hasSize(1);
		assertThat(shown(threads("users", this.ben, "user_ids,bot_ids"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_ids,bot_ids", "context.n" })
	void pagesThreadsByTheirNewest(String groupBy) {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			send("users", this.ann,
					"{\"body\":\"" + i + "\",\"bot_ids\":[\"" + i + "\"],\"context\":{\"n\":" + i + "}}");
			expected.add(i + " 1");
		}
		Collections.reverse(expected);
		List<String> seen = new ArrayList<>();
		String next = "/users/" + this.ann + "/threads/?limit=3&group_by=" + groupBy;
		Answer page = null;
		while (next != null) {
			page = this.api.get(next);
			seen.addAll(shown(page.json()));
			String link = page.header("Link");
			next = (link != null) ? link.substring(1, link.indexOf('>')) : null;
		}
		assertThat(seen).isEqualTo(expected);
		String oldest = page.json().get(0).get("_id").asString();
		assertThat(
				shown(this.api.get("/users/" + this.ann + "/threads?limit=2&after=" + oldest + "&group_by=" + groupBy)
					.json()))
			.containsExactly("2 1", "1 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "group_by=['user_ids','bot_ids']", "group_by=user_ids&group_by=bot_ids",
			"group_by=[\"user_ids\",\"bot_ids\"]", "group_by=user_ids,bot_ids",
			"group_by=%5B%27user_ids%27%2C%20%27bot_ids%27%5D", "group_by[]=user_ids&group_by[]=bot_ids",
			"group_by%5B%5D=user_ids&group_by%5B%5D=bot_ids", "group_by[]=user_ids,bot_ids",
			"group_by[]=['user_ids','bot_ids']", "group_by[]=user_ids&group_by=bot_ids" })
	void takesEveryFormAsABrowserSendsIt(String query) {
		send("users", this.ann, "{\"body\":\"x\"}");
		assertThat(raw("GET /users/" + this.ann + "/threads/?" + query)).startsWith("HTTP/1.1 200")
			.contains("\"count\":1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "group_by[]=user_ids&group_by[]=bot_ids", "group_by=[\"user_ids\",\"bot_ids\"]",
			"group_by=['user_ids','bot_ids']" })
	void leadsOnByAUriInEveryForm(String query) {
		send("users", this.ann, "{\"body\":\"x\"}");
		send("users", this.ann, "{\"body\":\"y\",\"bot_ids\":[\"b\"]}");
		String answer = raw("GET /users/" + this.ann + "/threads/?limit=1&" + query);
		String next = answer.substring(answer.indexOf("Link: <") + 7, answer.indexOf(">; rel=\"next\""));
		assertThat(shown(this.api.get(next.replaceFirst("http://[^/]*", "")).json())).containsExactly("x 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "group_by=", "group_by=body", "group_by=['user_ids'", "group_by=context.",
			"group_by=user_ids,body", "group_by[]=", "group_by[]=body" })
	void refusesAnythingElseToGroupBy(String query) {
		for (String kind : new String[] { "users", "bots" }) {
			Answer answer = this.api.get("/" + kind + "/" + this.ann + "/threads?" + query);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames()).containsExactly("group_by");
		}
	}

	@Test
	void refusesAPageThatIsNone() {
		for (String parameter : new String[] { "limit=0", "limit=501", "before=x", "after=000000000000000000000000" }) {
			Answer answer = this.api.get("/users/" + this.ann + "/threads?group_by=user_ids,bot_ids&" + parameter);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames())
				.containsExactly(parameter.substring(0, parameter.indexOf('=')));
		}
	}

	@Test
	void namesArePutReplacedAndForgotten() {
		String path = "/users/" + this.ann;
		assertThat(this.api.get(path).status()).isEqualTo(404);
		assertThat(this.api.put(path, "{\"username\":\"a\"}", "If-Match", "*").status()).isEqualTo(412);
		Answer created = this.api.put(path, "{\"username\":\"a\",\"displayname\":\"A\"}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo(path);
		assertThat(created.json()).isEqualTo(
				Api.tree("{\"_id\":\"" + this.ann + "\",\"username\":\"a\",\"displayname\":\"A\",\"name\":\"A\"}"));
		assertThat(this.api.get(path).header("ETag")).isEqualTo(created.header("ETag"));
		Answer same = this.api.put(path, "{\"username\":\"a\",\"displayname\":\"A\"}");
		assertThat(same.status()).isEqualTo(200);
		assertThat(same.header("ETag")).isEqualTo(created.header("ETag"));
		Answer replaced = this.api.put(path, "{\"username\":\"b\"}", "If-Match", created.header("ETag"));
		assertThat(replaced.json())
			.isEqualTo(Api.tree("{\"_id\":\"" + this.ann + "\",\"username\":\"b\",\"name\":\"b\"}"));
		assertThat(this.api.put(path, "{}", "If-Match", created.header("ETag")).status()).isEqualTo(412);
		assertThat(this.api.delete(path, "If-Match", created.header("ETag")).status()).isEqualTo(412);
		assertThat(this.api.get("/bots/" + this.ann).status()).isEqualTo(404);
		assertThat(this.api.delete(path + "/").body()).isEqualTo("{\"deleted\":1}");
		assertThat(this.api.delete(path).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"name\":\"x\"}", "{\"username\":7}", "{\"username\":\"\"}", "{\"displayname\":[]}",
			"[]", "" })
	void refusesNamesThatAreNone(String body) {
		Answer answer = this.api.put("/users/" + this.ann, body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).hasSize(1);
	}

	private Answer send(String kind, String sender, String body) {
		Answer answer = this.api.post("/" + kind + "/" + sender + "/messages", body);
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer;
	}

	private JsonNode threads(String kind, String id, String groupBy) {
		Answer answer = this.api.get("/" + kind + "/" + id + "/threads/?group_by=" + Api.segment(groupBy));
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.json();
	}

	private static List<String> shown(JsonNode threads) {
		return threads.valueStream()
			.map((thread) -> thread.get("body").asString() + " " + thread.get("count").asInt())
			.toList();
	}

	private String raw(String line) {
		return new RawHttp(this.port).send(line, "", new byte[0]).text();
	}

}
