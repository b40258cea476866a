package io.parley.experiment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.web.page.PageRequest;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.store.MemoryBudget;
import io.parley.store.TeamTemplate;
import io.parley.store.Teams;
import io.parley.store.WatchedStore;
import io.parley.web.Caller;
import io.parley.web.OperationId;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoOperations;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of sessions, over real HTTP. */
@ParleyTest
class ExperimentSessionListTest {

	private final String experiment = Api.id("experiment");

	@Autowired
	private ExperimentSessionRepository sessions;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Teams teams;

	@Autowired
	private MongoOperations mongo;

	private Api api;

	private String base;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.base = "http://127.0.0.1:" + port;
	}

	@Test
	void thePageIsAsInTheDocument() {
		String older = create("{}");
		String newer = create("{}");
		JsonNode page = list("").json();
		assertThat(page.propertyNames()).containsExactly("count", "next", "previous", "results");
		assertThat(page.get("count").asInt()).isEqualTo(2);
		assertThat(page.get("next").isNull()).isTrue();
		assertThat(page.get("previous").isNull()).isTrue();
		assertThat(ids(page)).containsExactly(newer, older);
		JsonNode alone = this.api.get("/api/sessions/" + newer).json();
		((tools.jackson.databind.node.ObjectNode) alone).remove("messages");
		assertThat(page.at("/results/0")).isEqualTo(alone);
		assertThat(ids(list("&ordering=created_at").json())).containsExactly(older, newer);
		assertThat(ids(list("&ordering=-created_at").json())).containsExactly(newer, older);
	}

	@ParameterizedTest
	@ValueSource(strings = { "created_at", "-created_at" })
	void pagesFollowOneAnotherThereAndBackThoughAllAreOfOneMillisecond(String ordering) {
		List<String> expected = createInOneMillisecond(7);
		if (ordering.startsWith("-")) {
			Collections.reverse(expected);
		}
		JsonNode page = list("&page_size=3&ordering=" + ordering).json();
		assertThat(page.get("count").asInt()).isEqualTo(7);
		assertThat(page.get("previous").isNull()).isTrue();
		assertThat(ids(page)).isEqualTo(expected.subList(0, 3));
		JsonNode second = follow(page, "next");
		assertThat(ids(second)).isEqualTo(expected.subList(3, 6));
		assertThat(second.has("count")).isFalse();
		JsonNode last = follow(second, "next");
		assertThat(ids(last)).isEqualTo(expected.subList(6, 7));
		assertThat(last.get("next").isNull()).isTrue();
		JsonNode back = follow(last, "previous");
		assertThat(ids(back)).isEqualTo(expected.subList(3, 6));
		assertThat(ids(follow(back, "next"))).isEqualTo(expected.subList(6, 7));
		JsonNode first = follow(back, "previous");
		assertThat(ids(first)).isEqualTo(expected.subList(0, 3));
		assertThat(first.get("previous").isNull()).isTrue();
		assertThat(first.has("count")).isFalse();
		assertThat(ids(follow(first, "next"))).isEqualTo(expected.subList(3, 6));
	}

	@Test
	void theCountIsExactUpToItsBoundAndLeftOutPastIt() {
		createInOneMillisecond(3);
		PageRequest first = PageRequest.of("-created_at", 1, null);
		ExperimentSessionFilter filter = new ExperimentSessionFilter(this.experiment, null, null, null, null);
		assertThat(counting(3).list(filter, first).count()).isEqualTo(3);
		assertThat(counting(2).list(filter, first).count()).isNull();
	}

	private ExperimentSessionRepository counting(int atMost) {
		return new ExperimentSessionRepository(this.store, null, null, null, null,
				new ExperimentProperties(true, atMost, Duration.ofMinutes(1), Duration.ofMinutes(1)));
	}

	@Test
	void aPageReadsAllItsExperimentsAtOnce() {
		for (int i = 0; i < 3; i++) {
			this.api.post("/api/sessions/",
					"{\"experiment\":\"%s-%d\",\"participant\":\"%s\"}".formatted(this.experiment, i, this.experiment));
		}
		AtomicInteger commands = new AtomicInteger();
		TeamTemplate watched = WatchedStore.of("default", this.mongo, commands::incrementAndGet);
		List<ExperimentSession> sessions = this.sessions
			.list(new ExperimentSessionFilter(null, null, null, null, this.experiment),
					PageRequest.of("-created_at", 10, null))
			.entries();
		ExperimentProperties properties = new ExperimentProperties(true, 1, Duration.ofMinutes(1),
				Duration.ofMinutes(1));
		MemoryBudget memory = new MemoryBudget(1 << 20, Duration.ZERO);
		ExperimentService experiments = new ExperimentService(new ExperimentRepository(watched, memory, properties),
				this.teams, null, null, properties);
		try (MemoryBudget.Reservation own = memory.acquire(0)) {
			assertThat(experiments.with(sessions)).extracting((both) -> both.experiment().name())
				.containsExactly(this.experiment + "-2", this.experiment + "-1", this.experiment + "-0");
			assertThat(own.bytes()).as("what their texts need").isBetween(1L, 4L << 10);
		}
		assertThat(commands).hasValue(1);
	}

	@Test
	void aPageOfExactlyAllHasNoNext() {
		createInOneMillisecond(3);
		assertThat(list("&page_size=3").json().get("next").isNull()).isTrue();
		assertThat(list("&page_size=2").json().get("next").isNull()).isFalse();
	}

	@Test
	void pagesStayAsTheyAreWhileSessionsAreAdded() {
		List<String> expected = createInOneMillisecond(6);
		Collections.reverse(expected);
		JsonNode first = list("&page_size=2").json();
		String added = create("{}");
		JsonNode second = follow(first, "next");
		assertThat(ids(second)).isEqualTo(expected.subList(2, 4));
		JsonNode third = follow(second, "next");
		assertThat(ids(third)).isEqualTo(expected.subList(4, 6));
		JsonNode back = follow(second, "previous");
		assertThat(ids(back)).isEqualTo(expected.subList(0, 2));
		assertThat(ids(follow(back, "previous"))).containsExactly(added);

		JsonNode oldest = list("&page_size=4&ordering=created_at").json();
		String last = create("{}");
		List<String> rest = new ArrayList<>(List.of(expected.get(1), expected.get(0), added, last));
		assertThat(ids(follow(oldest, "next"))).isEqualTo(rest);
	}

	@Test
	void aPageWhoseEntriesAreGoneStillLeadsOn() {
		List<String> expected = createInOneMillisecond(4);
		JsonNode first = list("&page_size=2&status=active&ordering=created_at").json();
		expected.forEach((id) -> this.api.post("/api/sessions/" + id + "/end_experiment_session/", null));
		JsonNode none = follow(first, "next");
		assertThat(ids(none)).isEmpty();
		assertThat(none.get("next").isNull()).isTrue();
		assertThat(none.get("previous").asString()).contains("status=active");
	}

	@Test
	void linksAreAbsoluteAndKeepTheOtherParameters() {
		createInOneMillisecond(3);
		JsonNode page = list("&page_size=1&tags=&ordering=created_at&x=%C3%A9%26").json();
		String next = page.get("next").asString();
		assertThat(next).startsWith(this.base + "/api/sessions/?experiment=" + this.experiment
				+ "&page_size=1&tags=&ordering=created_at&x=%C3%A9%26&cursor=");
		String second = this.api.get(next).json().get("next").asString();
		assertThat(second).startsWith(this.base + "/api/sessions/?experiment=").containsOnlyOnce("cursor=");
	}

	@Test
	void filtersByEachAndAllTogether() {
		String plain = create("{}");
		String ada = create("{\"participant\":\"ada\"}");
		String tagged = create("{\"participant\":\"ada\"}");
		tag(tagged, "vip", "a b");
		tag(plain, "trial");
		this.api.put("/api/experiments/" + this.experiment, "{\"version_number\":2}");
		String second = create("{\"participant\":\"ada\"}");
		tag(second, "vip", "trial");
		String ended = create("{\"participant\":\"ada\"}");
		tag(ended, "vip");
		this.api.post("/api/sessions/" + ended + "/end_experiment_session/", null);
		Map<String, List<String>> expected = Map.ofEntries(
				Map.entry("&participant=ada", List.of(ended, second, tagged, ada)),
				Map.entry("&tags=vip", List.of(ended, second, tagged)),
				Map.entry("&tags=trial,vip", List.of(ended, second, tagged, plain)),
				Map.entry("&tags=nobody,,a%20b", List.of(tagged)), Map.entry("&tags=none", List.of()),
				Map.entry("&tags=", List.of(ended, second, tagged, ada, plain)),
				Map.entry("&versions=1", List.of(tagged, ada, plain)),
				Map.entry("&versions=v2", List.of(ended, second)),
				Map.entry("&versions=v2,%201,3", List.of(ended, second, tagged, ada, plain)),
				Map.entry("&status=active", List.of(second, tagged, ada, plain)),
				Map.entry("&status=pending-review", List.of(ended)),
				Map.entry("&status=active&participant=ada&tags=vip,trial&versions=1,2", List.of(second, tagged)),
				Map.entry("&status=active&participant=ada&tags=vip&versions=2&ordering=created_at", List.of(second)));
		expected.forEach((query, ids) -> {
			JsonNode page = list(query).json();
			assertThat(ids(page)).as(query).isEqualTo(ids);
			assertThat(page.get("count").asInt()).as(query).isEqualTo(ids.size());
		});
		assertThat(ids(this.api.get("/api/sessions/?experiment=" + Api.id("none")).json())).isEmpty();
	}

	@Test
	void allFiltersTogetherArePaged() {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			String id = create("{\"participant\":\"ada\"}");
			tag(id, "vip", "t" + i);
			expected.add(0, id);
		}
		List<String> found = new ArrayList<>();
		JsonNode page = list("&page_size=2&status=active&participant=ada&tags=vip,t1&versions=1,7").json();
		found.addAll(ids(page));
		while (!page.get("next").isNull()) {
			page = follow(page, "next");
			found.addAll(ids(page));
		}
		assertThat(found).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			page_size=0        | page_size
			page_size=-1       | page_size
			page_size=1501     | page_size
			page_size=x        | page_size
			page_size=1.5      | page_size
			page_size=99999999999 | page_size
			ordering=name      | ordering
			ordering=CREATED_AT | ordering
			cursor=x           | cursor
			cursor=%20         | cursor
			cursor=AAAA        | cursor
			cursor=AGa_AAAAAAAAAAAAAAAA&ordering=-created_at | cursor
			cursor=f39_f39_f39_f39_fw | cursor
			versions=x         | versions
			versions=v         | versions
			versions=-1        | versions
			versions=1,2.0     | versions
			versions=9999999999 | versions
			""")
	void refusesAParameterAndNamesIt(String query, String name) {
		Answer answer = this.api.get("/api/sessions/?" + query);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.json().get("errors").propertyNames()).containsExactly(name);
		assertThat(answer.json().get("detail").asString()).startsWith(name + " must ");
	}

	@Test
	void refusesACursorOfTheOtherOrdering() {
		createInOneMillisecond(2);
		String next = list("&page_size=1").json().get("next").asString();
		assertThat(this.api.get(next).status()).isEqualTo(200);
		assertThat(this.api.get(next + "&ordering=created_at").status()).isEqualTo(400);
	}

	@Test
	void refusesMoreTagsThanAFilterCanHave() {
		List<String> fifty = java.util.stream.IntStream.range(0, 50).mapToObj((n) -> "t" + n).toList();
		assertThat(list("&tags=" + String.join(",", fifty)).status()).isEqualTo(200);
		assertThat(list("&tags=more," + String.join(",", fifty)).status()).isEqualTo(400);
	}

	@Test
	void emptyParametersCountAsAbsent() {
		create("{}");
		assertThat(list("&ordering=&page_size=&cursor=&status=&participant=&versions=").json().get("results"))
			.hasSize(1);
	}

	@Test
	void aPageOfLargeStatesIsShorterAndLeadsOn() {
		String state = "x".repeat(900_000);
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			expected.add(create("{\"state\":{\"text\":\"" + state + "\"}}"));
		}
		JsonNode page = list("&ordering=created_at").json();
		assertThat(page.get("results").size()).isBetween(1, 11);
		List<String> found = new ArrayList<>(ids(page));
		while (!page.get("next").isNull()) {
			page = follow(page, "next");
			found.addAll(ids(page));
		}
		assertThat(found).isEqualTo(expected);
	}

	private Answer list(String query) {
		return this.api.get("/api/sessions/?experiment=" + this.experiment + query);
	}

	private JsonNode follow(JsonNode page, String link) {
		Answer answer = this.api.get(page.get(link).asString());
		assertThat(answer.status()).isEqualTo(200);
		return answer.json();
	}

	private String create(String body) {
		String comma = body.equals("{}") ? "" : ",";
		Answer answer = this.api.post("/api/sessions/",
				"{\"experiment\":\"" + this.experiment + "\"" + comma + body.substring(1));
		assertThat(answer.status()).isEqualTo(201);
		return answer.json().get("id").asString();
	}

	private void tag(String id, String... tags) {
		String list = String.join("\",\"", tags);
		assertThat(this.api.post("/api/sessions/" + id + "/tags/", "{\"tags\":[\"" + list + "\"]}").status())
			.isEqualTo(200);
	}

	/** Sessions whose created_at is the same; oldest first. */
	private List<String> createInOneMillisecond(int count) {
		Ids ids = new Ids(Clock.fixed(Instant.now(), ZoneOffset.UTC));
		List<String> created = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ExperimentSession session = ExperimentSession.create(
					Experiment.register(this.experiment, new ObjectId(), ExperimentRequest.NOTHING),
					new ExperimentSessionRequest(this.experiment, "p", null, JsonObject.empty(), null),
					MessageBatch.first(ids.next(), "default", List.of(), Instant.now()), Caller.ANYONE);
			this.sessions.insert(session, new OperationId(session.id()));
			created.add(session.sessionId());
		}
		return created;
	}

	private static List<String> ids(JsonNode page) {
		List<String> ids = new ArrayList<>();
		page.get("results").forEach((session) -> ids.add(session.get("id").asString()));
		return ids;
	}

}
