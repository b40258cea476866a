package io.parley.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Experiments and their sessions in the console, without a browser. */
@ParleyTest
class ExperimentSessionsTest {

	private static final String LIST = "/console/experiment-sessions";

	private final String experiment = Api.id("a/b 100%?");

	private Api api;

	private ConsolePages pages;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.pages = new ConsolePages(this.api);
	}

	@Test
	void listsAllInPagesBothWaysAndKeepsTheFilter() {
		List<String> created = IntStream.range(0, 60).mapToObj((n) -> create("")).toList();
		Answer experiments = this.pages.get("/console/experiments");
		Answer first = this.pages.get(ConsolePages.link(experiments, this.experiment));
		assertThat(first.body()).contains("60</span> in all", "value=\"" + this.experiment + "\"", created.get(59));
		assertThat(ConsolePages.links(first, "Previous page")).isEmpty();
		Answer second = this.pages.get(ConsolePages.link(first, "Next page"));
		assertThat(second.body()).contains(created.get(0), created.get(9)).doesNotContain(created.get(10));
		assertThat(ConsolePages.links(second, "Next page")).isEmpty();
		assertThat(this.pages.get(ConsolePages.link(second, "Previous page")).body()).contains(created.get(59),
				created.get(10));
	}

	@Test
	void filtersAsTheOperationDoes() {
		String tagged = create("");
		String other = create(",\"participant\":\"p q\"");
		this.api.post("/api/sessions/" + tagged + "/tags/", "{\"tags\":[\"good\"]}");
		this.api.post("/api/sessions/" + other + "/end_experiment_session/", null);
		assertOnly(tagged, other, "&tags=good,x");
		assertOnly(other, tagged, "&participant=p+q");
		assertOnly(other, tagged, "&status=pending-review");
		assertOnly(tagged, other, "&status=active&versions=1,v2");
		assertThat(list("&versions=7").body()).contains("No session matches.");
		Answer wrong = list("&versions=one");
		assertThat(wrong.status()).isEqualTo(400);
		assertThat(wrong.body()).contains("href=\"#versions\"", "value=\"one\"", "versions must be version numbers");
		assertThat(this.pages.get(LIST + "?cursor=x").status()).isEqualTo(400);
	}

	@Test
	void goesThroughALongTranscriptByPages() {
		String id = create("");
		for (int batch = 0; batch < 3; batch++) {
			int from = batch * 80;
			String messages = IntStream.range(from, from + 80)
				.mapToObj((n) -> "{\"role\":\"assistant\",\"content\":\"text " + n + ".\"}")
				.collect(Collectors.joining(",", "[", "]"));
			assertThat(this.api.post("/api/sessions/" + id + "/messages/", messages).status()).isEqualTo(201);
		}
		Answer first = this.pages.get(LIST + "/" + id);
		assertThat(first.body()).contains("Messages 1 to 100 of 240", "text 0.", "text 99.")
			.doesNotContain("text 100.");
		assertThat(ConsolePages.links(first, "Earlier messages")).isEmpty();
		Answer second = this.pages.get(ConsolePages.link(first, "Later messages"));
		assertThat(second.body()).contains("Messages 101 to 200 of 240", "text 100.", "text 199.");
		Answer third = this.pages.get(ConsolePages.link(second, "Later messages"));
		assertThat(third.body()).contains("Messages 201 to 240 of 240", "text 239.");
		assertThat(ConsolePages.links(third, "Later messages")).isEmpty();
		assertThat(this.pages.get(ConsolePages.link(third, "Earlier messages")).body())
			.contains("Messages 101 to 200 of 240");
		assertThat(this.pages.get(ConsolePages.link(first, "Latest messages")).body())
			.contains("Messages 141 to 240 of 240", "text 239.");
		assertThat(this.pages.get(LIST + "/" + id + "?cursor=nonsense").status()).isEqualTo(400);
	}

	@Test
	void tagsAndEndsASession() {
		String id = create("");
		String path = LIST + "/" + id;
		assertThat(this.pages.submit(path + "/tags", Map.of("tags", " good ,, 50% ")).header("Location"))
			.isEqualTo(path + "?done=tagged");
		assertThat(tags(id)).isEqualTo("[\"good\",\"50%\"]");
		assertThat(this.pages.submit(path + "/tags/remove", Map.of("tag", "good")).header("Location"))
			.isEqualTo(path + "?done=untagged");
		assertThat(tags(id)).isEqualTo("[\"50%\"]");
		Answer none = this.pages.submit(path + "/tags", Map.of("tags", " , "));
		assertThat(none.status()).isEqualTo(400);
		assertThat(none.body()).contains("Type at least one tag.", "href=\"#tags\"");
		Answer tooLong = this.pages.submit(path + "/tags", Map.of("tags", "x".repeat(129)));
		assertThat(tooLong.status()).isEqualTo(400);
		assertThat(tooLong.body()).contains("at most 128 characters", "value=\"" + "x".repeat(129) + "\"");
		Answer asked = this.pages.get(ConsolePages.link(this.pages.get(path), "End this session…"));
		assertThat(asked.body()).contains("End this session?", "action=\"" + path + "/end\"");
		assertThat(this.pages.submit(path + "/end", Map.of()).status()).isEqualTo(303);
		Answer ended = this.pages.get(path + "?done=ended");
		assertThat(ended.body()).contains("The session has ended.", "pending-review")
			.doesNotContain("End this session");
		assertThat(this.pages.submit(path + "/end", Map.of()).status()).isEqualTo(303);
	}

	@Test
	void saysWhatIsNotThere() {
		for (Answer missing : List.of(this.pages.get(LIST + "/nothing"),
				this.pages.submit(LIST + "/nothing/tags", Map.of("tags", "x")),
				this.pages.submit(LIST + "/nothing/end", Map.of()))) {
			assertThat(missing.status()).isEqualTo(404);
			assertThat(missing.body()).contains("<!DOCTYPE html>", "Session not found");
		}
	}

	private void assertOnly(String shown, String other, String filter) {
		assertThat(list(filter).body()).as(filter).contains(shown).doesNotContain(other);
	}

	private Answer list(String filter) {
		return this.pages.get(LIST + "?experiment=" + Api.segment(this.experiment) + filter);
	}

	private String tags(String id) {
		return this.api.get("/api/sessions/" + id + "/").json().get("tags").toString();
	}

	private String create(String more) {
		return this.api.post("/api/sessions/", "{\"experiment\":\"" + this.experiment + "\"" + more + "}")
			.json()
			.get("id")
			.asString();
	}

}
