package io.parley.console;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.Secured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Conversations and threads in the console, without a browser. */
@ParleyTest
class ConversationsTest {

	private final String ann = Api.id("ann");

	private final String bot = Api.id("bot");

	private Api api;

	private ConsolePages pages;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.pages = new ConsolePages(this.api);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "100%", "%2F", "a?b&c=d#e", "..x", "\u05e9\u05dc\u05d5\u05dd", "a;b=c", "a\\b",
			"\"<b>'", " x ", "+", "{id}", "\ud83d\ude80" })
	void leadsToWhoeverTheId(String odd) {
		String id = odd + Api.id("");
		send("users", this.ann, "{\"user_ids\":[%s],\"body\":\"hello\"}".formatted(quoted(id)));
		Answer chosen = this.pages.get("/console/conversations?kind=user&id=" + Api.segment(id));
		assertThat(chosen.status()).isEqualTo(303);
		Answer participant = this.pages.get(chosen.header("Location"));
		assertThat(participant.status()).isEqualTo(200);
		assertThat(ConsolePages.unescaped(participant.body())).contains("<h1 dir=\"auto\">" + id + "</h1>");
		Answer talk = this.pages.get(ConsolePages.link(participant, "hello"));
		assertThat(talk.status()).isEqualTo(200);
		assertThat(ConsolePages.unescaped(talk.body()))
			.contains("<bdi>" + id + "</bdi> and <bdi>" + this.ann + "</bdi>");
		Answer sent = this.pages.submit(ConsolePages.link(participant, "hello").replace("#newest", ""),
				Map.of("form", ConsolePages.formId(talk), "text", "back"));
		assertThat(sent.status()).isEqualTo(303);
		Answer after = this.pages.get(sent.header("Location"));
		assertThat(after.body()).contains("The message was sent.", ">back</p>");
		assertThat(this.pages.get(ConsolePages.link(after, this.ann)).status()).isEqualTo(200);
	}

	@Test
	void goesThroughAConversationByKeyAndBack() {
		for (int i = 0; i < 120; i++) {
			send("users", this.ann, "{\"bot_ids\":[\"%s\"],\"body\":\"text %d.\"}".formatted(this.bot, i));
		}
		Answer newest = this.pages.get(path());
		assertThat(bodies(newest)).hasSize(50).startsWith("text 70.").endsWith("text 119.");
		assertThat(ConsolePages.links(newest, "Newer messages")).isEmpty();
		Answer middle = this.pages.get(ConsolePages.link(newest, "Older messages"));
		assertThat(bodies(middle)).hasSize(50).startsWith("text 20.").endsWith("text 69.");
		Answer oldest = this.pages.get(ConsolePages.link(middle, "Older messages"));
		assertThat(bodies(oldest)).hasSize(20).startsWith("text 0.");
		assertThat(ConsolePages.links(oldest, "Older messages")).isEmpty();
		assertThat(bodies(this.pages.get(ConsolePages.link(oldest, "Newer messages")))).isEqualTo(bodies(middle));
		assertThat(bodies(this.pages.get(ConsolePages.link(oldest, "Newest messages")))).isEqualTo(bodies(newest));
		Answer threads = this.pages.get("/console/participants/user/" + this.ann);
		assertThat(threads.body()).contains(">120</td>", ">text 119.</a>");
	}

	@Test
	void groupsByAPathInTheContextAndLeadsToTheMessage() {
		send("users", this.ann, "{\"body\":\"first\",\"context\":{\"ticket\":{\"n\":7}}}");
		send("users", this.ann, "{\"body\":\"second\",\"context\":{\"ticket\":{\"n\":\"T-8\"}}}");
		send("users", this.ann, "{\"body\":\"third\"}");
		Answer grouped = this.pages.get("/console/participants/user/" + this.ann + "?group_by=context.ticket.n");
		assertThat(grouped.body()).contains("<code dir=\"auto\">7</code>", "<code dir=\"auto\">T-8</code>",
				"class=\"soft\">none</span>");
		String link = ConsolePages.link(grouped, "second");
		Answer around = this.pages.get(link);
		assertThat(bodies(around)).containsExactly("first", "second", "third");
		assertThat(around.body()).contains("id=\"" + link.replaceFirst(".*#", "") + "\"");
		Answer wrong = this.pages.get("/console/participants/user/" + this.ann + "?group_by=nothing");
		assertThat(wrong.status()).isEqualTo(400);
		assertThat(wrong.body()).contains("href=\"#group_by\"", "must not name nothing", "value=\"nothing\"",
				"<title>Error: ");
	}

	@Test
	void aFormThatIsSentTwiceSendsOneMessage() {
		String form = ConsolePages.formId(this.pages.get(path()));
		Map<String, String> fields = Map.of("form", form, "text", "one\r\ntwo");
		assertThat(this.pages.submit(path(), fields).status()).isEqualTo(303);
		Answer again = this.pages.submit(path(), fields);
		assertThat(again.header("Location")).isEqualTo(path() + "?done=sent#newest");
		JsonNode messages = this.api.get("/users/" + this.ann + "/messages/").json();
		assertThat(messages).hasSize(1);
		assertThat(messages.get(0).get("body").asString()).isEqualTo("one\ntwo");
		assertThat(messages.get(0).get("sender_id").asString()).isEqualTo(this.ann);
		assertThat(messages.get(0).get("bot_ids").get(0).asString()).isEqualTo(this.bot);
		Answer other = this.pages.submit(path(), Map.of("form", form, "text", "another"));
		assertThat(other.status()).isEqualTo(409);
		assertThat(other.body()).contains(">another</textarea>", "sent before with something else");
		assertThat(this.pages.submit(path(), Map.of("form", ConsolePages.formId(other), "text", "another")).status())
			.isEqualTo(303);
	}

	@Test
	void refusesWhatIsNoMessage() {
		for (String text : List.of("", " \r\n ")) {
			Answer answer = this.pages.submit(path(), Map.of("form", "x", "text", text));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.body()).contains("Type a message.", "href=\"#text\"", "aria-invalid=\"true\"");
		}
		Answer nul = this.pages.submit(path(), Map.of("form", "x", "text", "a\0b"));
		assertThat(nul.status()).isEqualTo(400);
		assertThat(nul.body()).contains("The message must be a string of");
		Answer noForm = this.pages.submit(path(), Map.of("text", "kept"));
		assertThat(noForm.status()).isEqualTo(400);
		assertThat(noForm.body()).contains("must have the id", ">kept</textarea>");
	}

	@Test
	void refusesFormsOfOtherSites() {
		if (!Secured.EVERYWHERE) {
			Answer refused = this.pages.submit(path(), Map.of("form", "x", "text", "forged"), "Origin",
					"https://another.example");
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.body()).contains("<!DOCTYPE html>", "Forbidden");
			assertThat(this.pages.get(path()).body()).contains("There are no messages here.");
		}
	}

	@Test
	void saysWhatIsNotThere() {
		assertThat(this.pages.get("/console/participants/ghost/x").status()).isEqualTo(404);
		Answer place = this.pages.get(path() + "?before=nothing");
		assertThat(place.status()).isEqualTo(400);
		assertThat(place.body()).contains("<h1>", "before must be the _id of a message");
		assertThat(this.pages.get("/console/participants/user/x?show=messages&around=" + "0".repeat(24)).status())
			.isEqualTo(404);
		assertThat(this.pages.get(path()).body()).contains("There are no messages here.");
		for (String wrong : List.of("", "..", ".", "x".repeat(257))) {
			Answer answer = this.pages.get("/console/conversations?kind=bot&id=" + wrong);
			assertThat(answer.status()).as(wrong).isEqualTo(400);
			assertThat(answer.body()).contains("href=\"#id\"", "value=\"" + wrong + "\"");
		}
	}

	@Test
	void followsOnlyAddressesOfTheWeb() {
		for (String url : List.of("javascript:alert(1)", "data:text/html,x", " http://x", "http:x", "//x", "http://a b",
				"http://x\n", "http:\\\\x")) {
			assertThat(new WebLink(url, url, null).isWeb()).as(url).isFalse();
		}
		assertThat(new WebLink("HTTPS://x/y?z", "x", null).isWeb()).isTrue();
	}

	private static List<String> bodies(Answer page) {
		return Pattern.compile("<p class=\"text\" dir=\"auto\">(.*?)</p>")
			.matcher(page.body())
			.results()
			.map((text) -> text.group(1))
			.toList();
	}

	private String path() {
		return "/console/participants/user/" + this.ann + "/with/bot/" + this.bot;
	}

	private void send(String kind, String id, String body) {
		assertThat(this.api.post("/" + kind + "/" + Api.segment(id) + "/messages/", body).status()).isEqualTo(201);
	}

	private static String quoted(String text) {
		return JsonNodeFactory.instance.stringNode(text).toString();
	}

}
