package io.parley.message;

import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The endpoints for messages, over real HTTP. */
@ParleyTest
@Tag("black-box")
class MessageApiTest {

	private final String ann = Api.id("ann");

	private final String ben = Api.id("ben");

	private final String bot = Api.id("bot");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void aMessageHasTheFieldsOfTheDocument() {
		Answer answer = send("users", this.ann, """
				{"bot_ids":["%s"],"body":"You're welcome.","context":{"volume":2}}""".formatted(this.bot));
		assertThat(answer.status()).isEqualTo(201);
		JsonNode message = answer.json();
		assertThat(message.propertyNames()).containsExactlyInAnyOrder("_id", "sender_id", "sender_type", "user_ids",
				"bot_ids", "body", "context", "source_creator", "attachments", "createdAt");
		assertThat(message.get("sender_id").asString()).isEqualTo(this.ann);
		assertThat(message.get("sender_type").asString()).isEqualTo("User");
		assertThat(message.get("user_ids")).isEqualTo(Api.tree("[\"" + this.ann + "\"]"));
		assertThat(message.get("bot_ids")).isEqualTo(Api.tree("[\"" + this.bot + "\"]"));
		assertThat(message.get("source_creator")).isEqualTo(Api.tree("{\"type\":\"rest\"}"));
		assertThat(message.get("attachments")).isEqualTo(Api.tree("[]"));
		assertThat(message.get("createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(answer.header("Location")).isEqualTo("/users/" + this.ann + "/messages/" + id(message));
		assertThat(this.api.get(answer.header("Location")).json()).isEqualTo(message);
		assertThat(this.api.get("/bots/" + this.bot + "/messages/" + id(message)).json()).isEqualTo(message);
		assertThat(this.api.get("/bots/" + this.bot + "/messages/").json()).isEqualTo(Api.tree("[" + message + "]"));
	}

	@Test
	void keepsAllThatTheSenderGives() {
		String context = "{\"a.b\":{\"$c\":[null,{\"\":1.10}]},\"l\":9223372036854775807}";
		Answer answer = send("bots", this.bot, """
				{"user_ids":["%s","%s","%s"],"context":%s,"runnable_call_id":"60CA",
				 "source_creator":{"type":"scripts","id":"60BFDC9d62c31d0034122f8c"},
				 "attachments":[{"url":"http://www.images.com/image.png","mime_type":"image/png"}]}"""
			.formatted(this.ann, this.ben, this.ann, context));
		assertThat(answer.body()).contains("\"context\":" + context,
				"\"source_creator\":{\"type\":\"scripts\",\"id\":\"60BFDC9d62c31d0034122f8c\"}",
				"\"runnable_call_id\":\"60CA\"",
				"\"attachments\":[{\"url\":\"http://www.images.com/image.png\",\"mime_type\":\"image/png\"}]");
		assertThat(answer.json().get("sender_type").asString()).isEqualTo("Bot");
		assertThat(answer.json().get("user_ids")).hasSize(2);
		assertThat(answer.json().has("body")).isFalse();
		assertThat(this.api.get("/users/" + this.ben + "/messages/" + id(answer.json())).body())
			.isEqualTo(answer.body());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{}                                                | body
			{"body":""}                                       | body
			{"body":" \\n"}                                   | body
			{"body":null,"attachments":[]}                    | body
			{"body":7}                                        | body
			{"body":["x"]}                                    | body
			{"body":"x","user_ids":"ann"}                     | user_ids
			{"body":"x","user_ids":{"a":"b"}}                 | user_ids
			{"body":"x","bot_ids":[1]}                        | bot_ids[0]
			{"body":"x","bot_ids":["a",null]}                 | bot_ids[1]
			{"body":"x","bot_ids":[["a"]]}                    | bot_ids[0]
			{"body":"x","bot_ids":[""]}                       | bot_ids[0]
			{"body":"x","sender_id":"eve"}                    | sender_id
			{"body":"x","sender_type":"Bot"}                  | sender_type
			{"body":"x","_id":"x"}                            | _id
			{"body":"x","createdAt":"2020"}                   | createdAt
			{"body":"x","context":"y"}                        | context
			{"body":"x","context":[1]}                        | context
			{"body":"x","runnable_call_id":5}                 | runnable_call_id
			{"body":"x","source_creator":"rest"}              | source_creator
			{"body":"x","source_creator":{}}                  | source_creator.type
			{"body":"x","source_creator":{"type":"cron"}}     | source_creator.type
			{"body":"x","attachments":{}}                     | attachments
			{"body":"x","attachments":["http://x"]}           | attachments[0]
			{"body":"x","attachments":[null]}                 | attachments[0]
			{"attachments":[{"url":"http://x/y"}]}            | attachments[0].mime_type
			{"attachments":[{"mime_type":"image/png"}]}       | attachments[0].url
			{"attachments":[{"url":"ftp://x/y","mime_type":"image/png"}]}     | attachments[0].url
			{"attachments":[{"url":"/y","mime_type":"image/png"}]}            | attachments[0].url
			{"attachments":[{"url":"http:","mime_type":"image/png"}]}         | attachments[0].url
			{"attachments":[{"url":"javascript:alert(1)","mime_type":"a/b"}]} | attachments[0].url
			{"attachments":[{"url":"http://x/y","mime_type":"png"}]}          | attachments[0].mime_type
			{"attachments":[{"url":"http://x/y","mime_type":"image/"}]}       | attachments[0].mime_type
			{"attachments":[{"url":"http://x/y","mime_type":"*/*"}]}          | attachments[0].mime_type
			{"attachments":[{"url":"http://x/y","mime_type":"a b/c"}]}        | attachments[0].mime_type
			{"attachments":[{"url":7,"mime_type":"image/png"}]}               | attachments[0].url
			[]                                                | body
			""")
	void refusesAndNamesTheField(String body, String field) {
		for (String kind : new String[] { "users", "bots" }) {
			Answer answer = send(kind, this.ann, body);
			assertThat(answer.status()).as(answer.body()).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames()).as(answer.body()).containsExactly(field);
			assertThat(answer.json().get("detail").asString()).startsWith(
					field.equals("body") && body.equals("[]") ? "The body" : field.replaceFirst("^body$", "body"));
		}
		assertThat(this.api.get("/users/" + this.ann + "/messages").json()).isEmpty();
	}

	@Test
	void refusesMoreRecipientsThanItCanTell() {
		List<String> many = new ArrayList<>();
		for (int i = 0; i < 1001; i++) {
			many.add("\"" + i + "\"");
		}
		Answer answer = send("users", this.ann, "{\"body\":\"x\",\"user_ids\":[" + String.join(",", many) + "]}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly("user_ids");
	}

	@Test
	void refusesWhatWouldBeTooMuchForAllItsRecipientsTogether() {
		List<String> many = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			many.add("\"" + i + "\"");
		}
		String recipients = "\"user_ids\":[" + String.join(",", many) + "]";
		Answer answer = this.api.post("/users/" + this.ann + "/messages",
				"{\"body\":\"" + "x".repeat(40_000) + "\"," + recipients + "}");
		assertThat(answer.status()).isEqualTo(413);
		assertThat(answer.json().get("detail").asString()).contains("1001 subjects", "33554432 bytes altogether");
		assertThat(this.api.get("/users/" + this.ann + "/messages").json()).isEmpty();
		send("users", this.ann, "{\"body\":\"x\"," + recipients + "}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "..", ".", "a\\b", "a;b=c", " ", "%", "a?b#c", "😀", "a\nb", "*", ">", "u:x",
			"messages", "with", "threads", "é", "" })
	void servesAnyId(String odd) {
		String sender = odd + (odd.isEmpty() ? "x".repeat(256) : "");
		String path = "/users/" + Api.segment(sender);
		Answer sent = this.api.post(path + "/messages", "{\"body\":\"x\",\"bot_ids\":[\"" + this.bot + "\"]}");
		assertThat(sent.status()).as(sent.body()).isEqualTo(201);
		assertThat(this.api.get(sent.header("Location")).json().get("sender_id").asString()).isEqualTo(sender);
		assertThat(this.api.get("/bots/" + this.bot + "/messages/with/user/" + Api.segment(sender)).json()).hasSize(1);
		assertThat(this.api.get(path + "/threads?group_by=user_ids,bot_ids").status()).isEqualTo(200);
		assertThat(this.api.put(path, "{\"username\":\"x\"}").status()).isIn(200, 201);
		assertThat(this.api.delete(path + "/messages/" + id(sent.json())).status()).isEqualTo(200);
	}

	@Test
	void refusesAnIdThatIsTooLongAndNamesItAsThePathDoes() {
		String tooLong = "x".repeat(257);
		for (String[] path : new String[][] { { "/users/" + tooLong + "/messages", "user_id" },
				{ "/bots/" + tooLong, "bot_id" }, { "/users/a/messages/with/user/" + tooLong, "other_user_id" },
				{ "/users/a/messages/with/bot/" + tooLong, "bot_id" },
				{ "/bots/a/messages/with/bot/" + tooLong, "other_bot_id" },
				{ "/bots/a/messages/with/user/" + tooLong, "user_id" },
				{ "/bots/" + tooLong + "/threads?group_by=user_ids", "bot_id" } }) {
			Answer answer = this.api.get(path[0]);
			assertThat(answer.status()).as(path[0]).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames()).containsExactly(path[1]);
		}
	}

	@Test
	void aUserAndABotOfTheSameIdAreTwo() {
		send("users", this.ann, "{\"body\":\"x\",\"bot_ids\":[\"" + this.ann + "\"]}");
		send("bots", this.ann, "{\"body\":\"y\"}");
		assertThat(bodies(this.api.get("/users/" + this.ann + "/messages"))).containsExactly("x");
		assertThat(bodies(this.api.get("/bots/" + this.ann + "/messages"))).containsExactly("y", "x");
		assertThat(bodies(this.api.get("/bots/" + this.ann + "/messages/with/user/" + this.ann))).containsExactly("x");
		assertThat(bodies(this.api.get("/bots/" + this.ann + "/messages/with/bot/" + this.ann))).isEmpty();
	}

	@Test
	void pagesFollowTheLinkToTheEndWhileOthersWrite() {
		List<String> sent = sendMany(25);
		List<String> seen = new ArrayList<>();
		String next = "/users/" + this.ann + "/messages/?limit=4";
		while (next != null) {
			Answer page = this.api.get(next);
			assertThat(page.json().size()).isBetween(1, 4);
			seen.addAll(bodies(page));
			next = next(page);
			send("bots", this.bot, "{\"body\":\"late\",\"user_ids\":[\"" + this.ann + "\"]}");
		}
		java.util.Collections.reverse(sent);
		assertThat(seen).isEqualTo(sent);
	}

	@Test
	void whoFollowsWhatIsNewMissesNothing() {
		String first = id(send("users", this.ann, "{\"body\":\"first\"}").json());
		List<String> sent = sendMany(9);
		List<String> seen = new ArrayList<>();
		String next = "/users/" + this.ann + "/messages?limit=4&after=" + first;
		while (next != null) {
			Answer page = this.api.get(next);
			List<String> bodies = bodies(page);
			java.util.Collections.reverse(bodies);
			seen.addAll(bodies);
			next = next(page);
		}
		assertThat(seen).isEqualTo(sent);
	}

	@Test
	void aPageLiesBetweenBothItsPlaces() {
		sendMany(6);
		JsonNode all = this.api.get("/users/" + this.ann + "/messages").json();
		Answer page = this.api
			.get("/users/" + this.ann + "/messages?limit=2&before=" + id(all.get(0)) + "&after=" + id(all.get(4)));
		assertThat(page.json()).isEqualTo(Api.tree("[" + all.get(1) + "," + all.get(2) + "]"));
		Answer rest = this.api.get(next(page));
		assertThat(rest.json()).isEqualTo(Api.tree("[" + all.get(3) + "]"));
		assertThat(next(rest)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "limit=0,limit", "limit=501,limit", "limit=x,limit", "before=x,before",
			"after=000000000000000000000000,after", "before=000000000000000000000000,before" })
	void refusesWhatIsNoPage(String query, String parameter) {
		for (String list : new String[] { "/messages", "/messages/with/user/x", "/messages/with/bot/x" }) {
			Answer answer = this.api.get("/users/" + this.ann + list + "?" + query);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames()).containsExactly(parameter);
		}
	}

	@Test
	void aMessageOfOthersIsNoPlaceInAList() {
		String other = id(send("users", this.ben, "{\"body\":\"x\"}").json());
		for (String parameter : new String[] { "before", "after" }) {
			Answer answer = this.api.get("/users/" + this.ann + "/messages?" + parameter + "=" + other);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().get("errors").propertyNames()).containsExactly(parameter);
		}
	}

	@Test
	void aMessageOfOthersIsNotFound() {
		String path = "/users/" + this.ben + "/messages/";
		String message = id(send("users", this.ann, "{\"body\":\"x\"}").json());
		for (String other : new String[] { message, "x", "000000000000000000000000" }) {
			assertThat(this.api.get(path + other).status()).isEqualTo(404);
			assertThat(this.api.get(path + "around/" + other).status()).isEqualTo(404);
			assertThat(this.api.delete(path + other).status()).isEqualTo(404);
		}
		assertThat(this.api.get("/bots/" + this.ann + "/messages/" + message).status()).isEqualTo(404);
		assertThat(this.api.get("/users/" + this.ann + "/messages/" + message).status()).isEqualTo(200);
	}

	@Test
	void aroundShowsTheNeighboursAndTheMessage() {
		sendMany(14);
		JsonNode all = this.api.get("/users/" + this.ann + "/messages").json();
		String path = "/users/" + this.ann + "/messages/around/";
		assertThat(ids(this.api.get(path + id(all.get(6))).json())).isEqualTo(ids(all).subList(1, 12));
		assertThat(ids(this.api.get(path + id(all.get(1))).json())).isEqualTo(ids(all).subList(0, 7));
		assertThat(ids(this.api.get(path + id(all.get(13)) + "?radius=1").json())).isEqualTo(ids(all).subList(12, 14));
		for (String radius : new String[] { "0", "51", "x" }) {
			assertThat(this.api.get(path + id(all.get(1)) + "?radius=" + radius).json().get("errors").propertyNames())
				.containsExactly("radius");
		}
	}

	@Test
	void deletesAMessageForAllAndItsPlaceHolds() {
		sendMany(3);
		JsonNode all = this.api.get("/users/" + this.ann + "/messages").json();
		String middle = id(all.get(1));
		Answer deleted = this.api.delete("/bots/" + this.bot + "/messages/" + middle + "/");
		assertThat(deleted.status()).isEqualTo(200);
		assertThat(deleted.body()).isEqualTo("{\"deleted\":1}");
		assertThat(this.api.delete("/users/" + this.ann + "/messages/" + middle).status()).isEqualTo(404);
		assertThat(this.api.get("/users/" + this.ann + "/messages/" + middle).status()).isEqualTo(404);
		assertThat(ids(this.api.get("/bots/" + this.bot + "/messages").json())).doesNotContain(middle);
		assertThat(ids(this.api.get("/users/" + this.ann + "/messages?before=" + middle).json()))
			.containsExactly(id(all.get(2)));
	}

	@Test
	void deletesOnlyTheStateThatIfMatchNames() {
		Answer sent = send("users", this.ann, "{\"body\":\"x\",\"bot_ids\":[\"" + this.bot + "\"]}");
		String path = sent.header("Location");
		this.api.delete("/users/" + this.ann + "/messages/with/bot/" + this.bot);
		assertThat(this.api.delete(path, "If-Match", sent.header("ETag")).status()).isEqualTo(412);
		assertThat(this.api.delete(path, "If-Match", this.api.get(path).header("ETag")).status()).isEqualTo(200);
	}

	@Test
	void removesEachFromWhatTheOtherSent() {
		String all = "\"user_ids\":[\"" + this.ann + "\",\"" + this.ben + "\"],\"bot_ids\":[\"" + this.bot + "\"]";
		send("users", this.ann, "{\"body\":\"a\"," + all + "}");
		send("bots", this.bot, "{\"body\":\"b\"," + all + "}");
		send("users", this.ben, "{\"body\":\"c\"," + all + "}");
		send("users", this.ann, "{\"body\":\"d\",\"user_ids\":[\"" + this.ben + "\"]}");
		Answer removed = this.api.delete("/users/" + this.ann + "/messages/with/bot/" + this.bot + "/");
		assertThat(removed.status()).isEqualTo(200);
		assertThat(removed.body()).isEqualTo("{\"modified\":2}");
		assertThat(this.api.delete("/bots/" + this.bot + "/messages/with/user/" + this.ann).body())
			.isEqualTo("{\"modified\":0}");
		assertThat(bodies(this.api.get("/users/" + this.ann + "/messages"))).containsExactly("d", "c", "a");
		assertThat(bodies(this.api.get("/bots/" + this.bot + "/messages"))).containsExactly("c", "b");
		assertThat(bodies(this.api.get("/users/" + this.ben + "/messages"))).containsExactly("d", "c", "b", "a");
		assertThat(bodies(this.api.get("/users/" + this.ann + "/messages/with/bot/" + this.bot))).isEmpty();
		assertThat(bodies(this.api.get("/users/" + this.ann + "/messages/with/user/" + this.ben))).containsExactly("d",
				"c", "a");
	}

	@Test
	void theSenderStaysInItsOwnMessages() {
		send("users", this.ann, "{\"body\":\"a\",\"user_ids\":[\"" + this.ann + "\"]}");
		assertThat(this.api.get("/users/" + this.ann + "/messages/with/user/" + this.ann).json()).isEmpty();
		assertThat(this.api.delete("/users/" + this.ann + "/messages/with/user/" + this.ann).body())
			.isEqualTo("{\"modified\":0}");
		assertThat(bodies(this.api.get("/users/" + this.ann + "/messages"))).containsExactly("a");
	}

	@Test
	void aRepeatedPostSendsOnce() {
		String body = "{\"body\":\"x\",\"bot_ids\":[\"" + this.bot + "\"]}";
		String path = "/users/" + this.ann + "/messages";
		String key = Api.id("key");
		Answer first = this.api.post(path, body, "Idempotency-Key", key);
		Answer again = this.api.post(path, body, "Idempotency-Key", key);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(this.api.get(path).json()).hasSize(1);
	}

	private Answer send(String kind, String sender, String body) {
		return this.api.post("/" + kind + "/" + sender + "/messages/", body);
	}

	private List<String> sendMany(int count) {
		List<String> bodies = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			bodies.add("m" + i);
			send("users", this.ann, "{\"body\":\"m" + i + "\",\"bot_ids\":[\"" + this.bot + "\"]}");
		}
		return bodies;
	}

	private static String next(Answer page) {
		String link = page.header("Link");
		return (link != null) ? link.substring(1, link.indexOf('>')) : null;
	}

	private static String id(JsonNode message) {
		return message.get("_id").asString();
	}

	private static List<String> ids(JsonNode messages) {
		return messages.valueStream().map(MessageApiTest::id).toList();
	}

	private static List<String> bodies(Answer answer) {
		return new ArrayList<>(answer.json().valueStream().map((message) -> message.get("body").asString()).toList());
	}

}
