package io.parley.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.store.TeamTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages, end, tags and state of a session, over real HTTP. */
@ParleyTest
@Tag("black-box")
class ExperimentSessionChangesApiTest {

	private static final String MESSAGE = "{\"role\":\"user\",\"content\":\"%s\"}";

	@Autowired
	private TeamTemplate store;

	private Api api;

	private String session;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		Answer created = this.api.post("/api/sessions/", "{\"experiment\":\"" + Api.id("experiment") + "\"}");
		this.session = "/api/sessions/" + created.json().get("id").asString() + "/";
	}

	@Test
	void endsOnce() {
		Answer first = this.api.post(this.session + "end_experiment_session/", null);
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.body()).isEmpty();
		JsonNode ended = this.api.get(this.session).json();
		assertThat(ended.get("status").asString()).isEqualTo("pending-review");
		assertThat(ended.get("ended_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(ended.get("updated_at")).isEqualTo(ended.get("ended_at"));
		Answer second = this.api.post(this.session + "end_experiment_session", "{}");
		assertThat(second.status()).isEqualTo(200);
		assertThat(second.body()).isEmpty();
		assertThat(this.api.get(this.session).json()).isEqualTo(ended);
	}

	@Test
	void appendsOneMessageOrAList() {
		Answer one = append(MESSAGE.formatted("one"));
		assertThat(one.status()).isEqualTo(201);
		assertThat(one.header("Location")).endsWith(this.session);
		assertThat(one.json().propertyNames()).containsExactly("created_at", "role", "content", "metadata", "tags",
				"attachments");
		Answer many = append("[" + MESSAGE.formatted("two") + "," + MESSAGE.formatted("three") + "]");
		assertThat(many.status()).isEqualTo(201);
		assertThat(many.json()).hasSize(2);
		JsonNode read = this.api.get(this.session).json();
		assertThat(contents(read)).containsExactly("one", "two", "three");
		assertThat(read.at("/messages/0")).isEqualTo(one.json());
		assertThat(read.at("/messages/2")).isEqualTo(many.json().get(1));
		assertThat(read.get("message_count").asInt()).isEqualTo(3);
		assertThat(read.get("updated_at")).isEqualTo(read.at("/messages/2/created_at"));
		assertThat(this.api.get(this.session).header("ETag")).isEqualTo(many.header("ETag"))
			.isNotEqualTo(one.header("ETag"));
	}

	@Test
	void takesNoMessagesOnceItHasEnded() {
		append(MESSAGE.formatted("one"));
		this.api.post(this.session + "end_experiment_session/", null);
		Answer refused = append(MESSAGE.formatted("two"));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(contents(this.api.get(this.session).json())).containsExactly("one");
		assertThat(this.api.post(this.session + "tags/", "{\"tags\":[\"reviewed\"]}").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                    | role
			{"role":"user"}                       | content
			{"role":"user","content":""}          | content
			{"role":"human","content":"x"}        | role
			{"role":"user","content":"x","a":1}   | a
			{"role":"user","content":"x","tags":[""]} | tags[0]
			[]                                    | messages
			[{"role":"user","content":"x"},{}]    | messages[1].role
			[{"role":"user","content":"x"},5]     | messages[1]
			[null]                                | messages[0]
			5                                     | body
			null                                  | body
			""")
	void refusesAMessageAndNamesTheField(String body, String field) {
		Answer answer = append(body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).contains(field);
		assertThat(this.api.get(this.session).json().get("messages")).isEmpty();
	}

	@Test
	void tagsAreASetInTheOrderAdded() {
		assertThat(addTags("[\"b\",\"a\",\"b\"]").body()).isEqualTo("{\"tags\":[\"b\",\"a\"]}");
		assertThat(addTags("[\"c\",\"a\"]").body()).isEqualTo("{\"tags\":[\"b\",\"a\",\"c\"]}");
		Answer removed = this.api.send("DELETE", this.session + "tags/", "{\"tags\":[\"a\",\"x\"]}");
		assertThat(removed.status()).isEqualTo(200);
		assertThat(removed.body()).isEqualTo("{\"tags\":[\"b\",\"c\"]}");
		assertThat(addTags("[]").body()).isEqualTo("{\"tags\":[\"b\",\"c\"]}");
		assertThat(this.api.get(this.session).json().get("tags").toString()).isEqualTo("[\"b\",\"c\"]");
	}

	@Test
	void tagsThatAreThereAlreadyChangeNothing() {
		Answer first = addTags("[\"a\"]");
		JsonNode before = this.api.get(this.session).json();
		assertThat(addTags("[\"a\"]").header("ETag")).isEqualTo(first.header("ETag"));
		assertThat(this.api.send("DELETE", this.session + "tags/", "{\"tags\":[\"x\"]}").header("ETag"))
			.isEqualTo(first.header("ETag"));
		assertThat(this.api.get(this.session).json()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "NONE", textBlock = """
			NONE                  | Missing 'tags' in request
			{}                    | Missing 'tags' in request
			{"tags":null}         | Missing 'tags' in request
			{"tags":"a"}          | 'tags' must be a list
			{"tags":{}}           | 'tags' must be a list
			{"tags":["a",""]}     | 'tags' must be a list of non-empty strings
			{"tags":[" "]}        | 'tags' must be a list of non-empty strings
			{"tags":[null]}       | 'tags' must be a list of non-empty strings
			{"tags":[7]}          | 'tags' must be a list of non-empty strings
			""")
	void refusesTagsInTheWordsThatClientsOfThePlatformLookFor(String body, String sentence) {
		for (String method : List.of("POST", "DELETE")) {
			Answer answer = this.api.send(method, this.session + "tags/", body);
			assertThat(answer.status()).as(method).isEqualTo(400);
			assertThat(answer.json().get("error").asString()).as(method).isEqualTo(sentence);
			assertThat(answer.json().get("detail").asString()).as(method).isEqualTo(sentence);
			assertThat(answer.json().get("errors").propertyNames()).as(method).containsExactly("tags");
		}
		assertThat(this.api.get(this.session).json().get("tags")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"tags":["a"],"x":1}  | x
			[]                    | body
			{"tags":["a\\u0000"]} | tags
			{"tags":["\\ud835"]}  | tags
			""")
	void refusesTagsAndNamesTheField(String body, String field) {
		for (String method : List.of("POST", "DELETE")) {
			Answer answer = this.api.send(method, this.session + "tags/", body);
			assertThat(answer.status()).as(method).isEqualTo(400);
			assertThat(answer.json().get("errors").toString()).as(method).contains("\"" + field);
		}
		assertThat(this.api.get(this.session).json().get("tags")).isEmpty();
	}

	@Test
	void refusesATagThatNoFilterCouldFindForItsCommaButStillRemovesOne() {
		Answer refused = addTags("[\"a\",\"b,c\"]");
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().get("error").asString())
			.isEqualTo("'tags' must not contain commas, which separate tags in the tags parameter of the list");
		String id = this.session.split("/")[3];
		this.store.of("default")
			.updateFirst(new Query(Criteria.where("session_id").is(id)), new Update().push("tags", "b,c"),
					ExperimentSession.class);
		assertThat(this.api.get(this.session).json().get("tags").toString()).isEqualTo("[\"b,c\"]");
		assertThat(this.api.send("DELETE", this.session + "tags/", "{\"tags\":[\"b,c\"]}").body())
			.isEqualTo("{\"tags\":[]}");
	}

	@Test
	void refusesATagThatIsTooLong() {
		assertThat(addTags("[\"" + "é".repeat(128) + "\"]").status()).isEqualTo(200);
		assertThat(addTags("[\"" + "é".repeat(129) + "\"]").status()).isEqualTo(400);
	}

	@Test
	void refusesMoreTagsThanASessionCanHave() {
		for (int i = 0; i < 10; i++) {
			int hundred = 100 * i;
			assertThat(addTags(
					IntStream.range(hundred, hundred + 100).mapToObj((n) -> "\"t" + n + "\"").toList().toString())
				.status()).isEqualTo(200);
		}
		assertThat(addTags("[\"one more\"]").status()).isEqualTo(400);
		assertThat(addTags("[\"t1\"]").status()).isEqualTo(200);
		assertThat(addTags(IntStream.range(0, 101).mapToObj((n) -> "\"t" + n + "\"").toList().toString()).status())
			.isEqualTo(400);
	}

	@Test
	void theStateIsReplacedWhole() {
		String state = "{\"a.b\":{\"$c\":[1,2.50,null,9223372036854775807]},\"\":\"é😀\"}";
		Answer answer = this.api.patch(this.session + "update_state/", "{\"state\":" + state + "}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"success\":true,\"state\":" + state + "}");
		assertThat(this.api.get(this.session).body()).contains("\"state\":" + state + ",");
		assertThat(this.api.patch(this.session + "update_state", "{\"state\":{}}").body())
			.isEqualTo("{\"success\":true,\"state\":{}}");
		assertThat(this.api.get(this.session).json().get("state")).isEmpty();
	}

	@Test
	void theSameStateChangesNothing() {
		String body = "{\"state\":{\"step\":1}}";
		Answer first = this.api.patch(this.session + "update_state/", body);
		assertThat(this.api.patch(this.session + "update_state/", body).header("ETag")).isEqualTo(first.header("ETag"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                    | state
			{"state":null}        | state
			{"state":[]}          | state
			{"state":"x"}         | state
			{"state":{},"x":1}    | x
			{"state":{"a\\u0000b":1}} | state
			""")
	void refusesAStateAndNamesTheField(String body, String field) {
		Answer answer = this.api.patch(this.session + "update_state/", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).contains(field);
	}

	@Test
	void anUnknownSessionIsNotFound() {
		String unknown = "/api/sessions/" + Api.id("none") + "/";
		Answer answer = this.api.post(unknown + "end_experiment_session/", null);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.json().get("error").asString()).isEqualTo("Session not found");
		assertThat(this.api.post(unknown + "tags/", "{\"tags\":[\"a\"]}").status()).isEqualTo(404);
		assertThat(this.api.send("DELETE", unknown + "tags/", "{\"tags\":[\"a\"]}").status()).isEqualTo(404);
		assertThat(this.api.patch(unknown + "update_state/", "{\"state\":{}}").status()).isEqualTo(404);
		assertThat(this.api.post(unknown + "messages/", MESSAGE).status()).isEqualTo(404);
	}

	@Test
	void aChangeIsConditionalOnItsIfMatch() {
		String stale = this.api.get(this.session).header("ETag");
		String fresh = addTags("[\"a\"]").header("ETag");
		List<Callable<Answer>> changes = List.of(() -> addTags("[\"b\"]", "If-Match", stale),
				() -> this.api.patch(this.session + "update_state/", "{\"state\":{\"x\":1}}", "If-Match", stale),
				() -> this.api.post(this.session + "end_experiment_session/", null, "If-Match", stale),
				() -> this.api.post(this.session + "messages/", MESSAGE, "If-Match", stale));
		assertThat(changes).allSatisfy((change) -> assertThat(change.call().status()).isEqualTo(412));
		assertThat(this.api.get(this.session).header("ETag")).isEqualTo(fresh);
		Answer appended = this.api.post(this.session + "messages/", MESSAGE, "If-Match", fresh);
		assertThat(appended.status()).isEqualTo(201);
		assertThat(addTags("[\"b\"]", "If-Match", appended.header("ETag")).status()).isEqualTo(200);
	}

	/** Whichever of its two tags an answer showed: with its experiment, or alone. */
	@Test
	void aChangeIsConditionalOnItsIfNoneMatch() {
		Answer read = this.api.get(this.session);
		String experiment = read.json().at("/experiment/id").asString();
		assertThat(this.api.put("/api/experiments/" + experiment + "/", "{\"name\":\"Renamed\"}").status())
			.isEqualTo(200);
		String alone = addTags("[\"a\"]").header("ETag");
		String whole = this.api.get(this.session).header("ETag");
		assertThat(whole).isNotEqualTo(alone);
		assertThat(List.of(alone, whole, "\"x\", " + whole, "W/" + whole, "*"))
			.allSatisfy((tags) -> assertThat(addTags("[\"b\"]", "If-None-Match", tags).status()).isEqualTo(412));
		assertThat(addTags("[\"b\"]", "If-None-Match", "\"x\"").status()).isEqualTo(200);
	}

	@Test
	void fortyTagsAddedAtOnceAllSurvive() throws Exception {
		List<Integer> statuses = atOnce(40, (n) -> addTags("[\"t" + n + "\",\"all\"]").status());
		assertThat(statuses).containsOnly(200);
		List<String> tags = new ArrayList<>();
		this.api.get(this.session).json().get("tags").forEach((tag) -> tags.add(tag.asString()));
		assertThat(tags).hasSize(41).contains("all", "t0", "t39").doesNotHaveDuplicates();
		assertThat(atOnce(40,
				(n) -> this.api.send("DELETE", this.session + "tags/", "{\"tags\":[\"t" + n + "\"]}").status()))
			.containsOnly(200);
		assertThat(this.api.get(this.session).json().get("tags").toString()).isEqualTo("[\"all\"]");
	}

	@Test
	void listsAppendedAtOnceAreNeitherLostNorDoubledNorMixed() throws Exception {
		List<Integer> statuses = atOnce(40, (n) -> append("[" + MESSAGE.formatted(n + "-0") + ","
				+ MESSAGE.formatted(n + "-1") + "," + MESSAGE.formatted(n + "-2") + "]")
			.status());
		assertThat(statuses).containsOnly(201);
		List<String> contents = contents(this.api.get(this.session).json());
		assertThat(contents).hasSize(120).doesNotHaveDuplicates();
		for (int i = 0; i < 120; i += 3) {
			String batch = contents.get(i).substring(0, contents.get(i).indexOf('-'));
			assertThat(contents.subList(i, i + 3)).containsExactly(batch + "-0", batch + "-1", batch + "-2");
		}
	}

	private Answer append(String body) {
		return this.api.post(this.session + "messages/", body);
	}

	private Answer addTags(String tags, String... headers) {
		return this.api.post(this.session + "tags/", "{\"tags\":" + tags + "}", headers);
	}

	private static List<String> contents(JsonNode session) {
		List<String> contents = new ArrayList<>();
		session.get("messages").forEach((message) -> contents.add(message.get("content").asString()));
		return contents;
	}

	private static List<Integer> atOnce(int times, java.util.function.IntFunction<Integer> call) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(times);
		try {
			List<Callable<Integer>> calls = IntStream.range(0, times)
				.mapToObj((n) -> (Callable<Integer>) () -> call.apply(n))
				.toList();
			List<Integer> results = new ArrayList<>();
			for (Future<Integer> result : threads.invokeAll(calls)) {
				results.add(result.get());
			}
			return results;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
