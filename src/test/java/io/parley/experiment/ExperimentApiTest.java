package io.parley.experiment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Experiments, over real HTTP. */
@ParleyTest
@Tag("black-box")
class ExperimentApiTest {

	private final String id = Api.id("experiment");

	private final String path = "/api/experiments/" + this.id + "/";

	private String base;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.base = "http://127.0.0.1:" + port;
		this.api = new Api(port);
	}

	@Test
	void putRegistersAndThenChangesWhatItGives() {
		String versions = "[1,\"v2\",{\"version_number\":3,\"a.b\":{\"\":[1.50,null]}},[null],{\"_id\":{\"$x\":1}}]";
		Answer created = this.api.put(this.path,
				"{\"name\":\"Helper\",\"description\":\"Helps\",\"version_number\":2,\"versions\":" + versions + "}");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo(this.base + this.path);
		assertThat(created.body()).startsWith(("{\"id\":\"%s\",\"name\":\"Helper\",\"description\":\"Helps\","
				+ "\"url\":\"%s\",\"version_number\":2,\"versions\":%s,\"created_at\":\"")
			.formatted(this.id, this.base + this.path, versions));
		Answer changed = this.api.put(this.path, "{\"name\":\"Better helper\",\"version_number\":null}");
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.header("Location")).isNull();
		Answer read = this.api.get(this.path);
		assertThat(read.body()).isEqualTo(changed.body());
		assertThat(read.header("ETag")).isEqualTo(changed.header("ETag")).isNotEqualTo(created.header("ETag"));
		assertThat(read.json().get("name").asString()).isEqualTo("Better helper");
		assertThat(read.json().get("description").asString()).isEqualTo("Helps");
		assertThat(read.json().get("version_number").asInt()).isEqualTo(2);
		assertThat(read.json().get("created_at")).isEqualTo(created.json().get("created_at"));
	}

	@Test
	void aSessionRegistersAnExperimentByItsId() {
		session();
		Answer experiment = this.api.get(this.path);
		assertThat(experiment.json().get("name").asString()).isEqualTo(this.id);
		assertThat(experiment.json().get("version_number").asInt()).isEqualTo(1);
	}

	@Test
	void aSessionShowsItsExperimentAsItIsNamedNowAndTheVersionItWasCreatedWith() {
		String session = session();
		this.api.put(this.path, "{\"name\":\"Helper\",\"description\":\"Helps\",\"version_number\":2}");
		Answer created = this.api.post("/api/sessions/", "{\"experiment\":\"" + this.id + "\"}");
		String now = "{\"id\":\"%s\",\"name\":\"Helper\",\"description\":\"Helps\",\"url\":\"%s\",\"version_number\":%s}";
		assertThat(created.body()).contains(now.formatted(this.id, this.base + this.path, 2));
		assertThat(this.api.get(session).body()).contains(now.formatted(this.id, this.base + this.path, 1));
		this.api.put(this.path, "{\"name\":\"Best helper\"}");
		String list = this.api.get("/api/sessions/?experiment=" + this.id).body();
		String best = now.replace("Helper", "Best helper");
		assertThat(list).contains(best.formatted(this.id, this.base + this.path, 1))
			.contains(best.formatted(this.id, this.base + this.path, 2));
	}

	@Test
	void anotherNameIsAnotherEntityTagThatChangesOfTheSessionStillTake() {
		String session = session();
		String before = this.api.get(session).header("ETag");
		this.api.put(this.path, "{\"name\":\"Helper\"}");
		Answer renamed = this.api.get(session, "If-None-Match", before);
		assertThat(renamed.status()).isEqualTo(200);
		String now = renamed.header("ETag");
		assertThat(this.api.get(session, "If-None-Match", now).status()).isEqualTo(304);
		String tags = this.api.post(session + "tags/", "{\"tags\":[\"a\"]}", "If-Match", now).header("ETag");
		assertThat(this.api.post(session + "tags/", "{\"tags\":[\"b\"]}", "If-Match", now).status()).isEqualTo(412);
		assertThat(this.api.post(session + "tags/", "{\"tags\":[\"b\"]}", "If-Match", tags).status()).isEqualTo(200);
	}

	@Test
	void theListIsFilteredByTheVersionASessionWasCreatedWith() {
		String session = session();
		this.api.put(this.path, "{\"version_number\":2}");
		String later = session();
		assertThat(this.api.get("/api/sessions/?versions=v1&experiment=" + this.id).json().at("/results/0/url"))
			.isEqualTo(this.api.get(session).json().get("url"));
		assertThat(this.api.get("/api/sessions/?versions=2&experiment=" + this.id).json().at("/results/0/url"))
			.isEqualTo(this.api.get(later).json().get("url"));
		assertThat(this.api.get("/api/sessions/?versions=v2,1&experiment=" + this.id).json().get("count").asInt())
			.isEqualTo(2);
	}

	@Test
	void manyFirstSessionsAtOnceRegisterOneExperiment() {
		assertThat(IntStream.range(0, 20).parallel().mapToObj((n) -> session()).toList()).hasSize(20);
		assertThat(this.api.get("/api/sessions/?experiment=" + this.id).json().get("count").asInt()).isEqualTo(20);
		assertThat(this.api.get(this.path).status()).isEqualTo(200);
	}

	@Test
	void ignoresWhatOnlyTheServiceKnows() {
		Answer answer = this.api.put(this.path,
				"{\"id\":5,\"url\":[],\"team\":{},\"created_at\":1,\"updated_at\":\"x\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().get("id").asString()).isEqualTo(this.id);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"name":""}                          | name
			{"name":7}                           | name
			{"description":[]}                   | description
			{"version_number":-1}                | version_number
			{"version_number":"2"}               | version_number
			{"version_number":1.5}               | version_number
			{"version_number":99999999999}       | version_number
			{"versions":{}}                      | versions
			{"title":"x"}                        | title
			[]                                   | body
			""")
	void refusesAndNamesTheField(String body, String field) {
		Answer answer = this.api.put(this.path, body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).contains(field);
		assertThat(this.api.get(this.path).status()).isEqualTo(404);
	}

	@Test
	void refusesAnIdThatIsTooLong() {
		assertThat(this.api.put("/api/experiments/" + "x".repeat(257), "{}").status()).isEqualTo(400);
		assertThat(this.api.get("/api/experiments/" + "x".repeat(257)).status()).isEqualTo(404);
	}

	@Test
	void aChangeIsConditionalOnItsIfMatch() {
		assertThat(this.api.put(this.path, "{}", "If-Match", "*").status()).isEqualTo(412);
		assertThat(this.api.put(this.path, "{}", "If-Match", "\"x\"").status()).isEqualTo(412);
		String tag = this.api.put(this.path, "{}").header("ETag");
		assertThat(this.api.put(this.path, "{\"name\":\"a\"}", "If-Match", tag).status()).isEqualTo(200);
		assertThat(this.api.put(this.path, "{\"name\":\"b\"}", "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.get(this.path).json().get("name").asString()).isEqualTo("a");
	}

	@Test
	void manyWhoWantToRegisterItAtOnceAndOnlyIfThereIsNoneLeaveOne() {
		List<Integer> statuses = IntStream.range(0, 8)
			.parallel()
			.mapToObj((n) -> this.api.put(this.path, "{\"name\":\"n" + n + "\"}", "If-None-Match", "*").status())
			.toList();
		assertThat(statuses).containsOnly(201, 412).containsOnlyOnce(201);
	}

	@Test
	void theListIsPagedNewestFirst() {
		for (int i = 0; i < 3; i++) {
			this.api.put("/api/experiments/" + this.id + "-" + i, "{}");
		}
		Answer first = this.api.get("/api/experiments/?page_size=2");
		assertThat(first.json().propertyNames()).containsExactly("count", "next", "previous", "results");
		assertThat(first.json().get("previous").isNull()).isTrue();
		assertThat(first.json().at("/results/0/id").asString()).isEqualTo(this.id + "-2");
		assertThat(first.json().at("/results/1/id").asString()).isEqualTo(this.id + "-1");
		Answer second = this.api.get(first.json().get("next").asString());
		assertThat(second.json().at("/results/0/id").asString()).isEqualTo(this.id + "-0");
		assertThat(second.json().has("count")).isFalse();
		Set<String> pageSizes = new TreeSet<>(Set.of("0", "1501", "x"));
		assertThat(pageSizes).allSatisfy((size) -> assertThat(
				this.api.get("/api/experiments/?page_size=" + size).json().at("/errors/page_size").isMissingNode())
			.isFalse());
	}

	private String session() {
		Answer created = this.api.post("/api/sessions/", "{\"experiment\":\"" + this.id + "\"}");
		assertThat(created.status()).isEqualTo(201);
		return created.json().get("url").asString();
	}

}
