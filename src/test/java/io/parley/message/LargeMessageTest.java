package io.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of messages that are as large as messages can be. */
@ParleyTest
@Tag("black-box")
class LargeMessageTest {

	private static final int SENT = 8;

	private static final int LARGE = 900_000;

	/** What a page may have, and what its entries have besides their documents. */
	private static final int MOST = (4 << 20) + 10_000;

	private final String ann = Api.id("ann");

	private final String ben = Api.id("ben");

	private final List<String> newestFirst = new ArrayList<>();

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		for (int i = 0; i < SENT; i++) {
			Answer sent = this.api.post("/users/" + this.ann + "/messages", """
					{"body":"x","user_ids":["%s"],"bot_ids":["%d"],"context":{"n":%d,"large":"%s"}}"""
				.formatted(this.ben, i, i, "x".repeat(LARGE)));
			assertThat(sent.status()).as(sent.body()).isEqualTo(201);
			this.newestFirst.add(0, sent.json().get("_id").asString());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/messages?limit=50", "/messages/with/user/{ben}?limit=500",
			"/threads?group_by=user_ids,bot_ids", "/threads?limit=500&group_by=context.n" })
	void aPageEndsWhereItsBytesDoAndLeadsOn(String list) {
		assertThat(follow("/users/" + this.ann + list.replace("{ben}", this.ben), "next")).isEqualTo(this.newestFirst);
	}

	@Test
	void aPageThatFollowsWhatIsNewEndsWhereItsBytesDoAndLeadsOn() {
		String oldest = this.newestFirst.get(SENT - 1);
		for (String list : List.of("/messages?", "/threads?group_by=user_ids,bot_ids&")) {
			List<String> seen = new ArrayList<>();
			String next = "/users/" + this.ann + list + "after=" + oldest;
			while (next != null) {
				Answer page = page(next);
				seen.addAll(0, ids(page));
				next = link(page, "next");
			}
			assertThat(seen).isEqualTo(this.newestFirst.subList(0, SENT - 1));
		}
	}

	@Test
	void aroundShowsAsManyAsFitOnEachSideAndLeadsOnToBoth() {
		String middle = this.newestFirst.get(SENT / 2);
		Answer around = this.api.get("/users/" + this.ann + "/messages/around/" + middle + "?radius=50");
		assertThat(around.status()).isEqualTo(200);
		assertThat(around.body().length()).isLessThan(2 * MOST + LARGE);
		List<String> all = new ArrayList<>(ids(around));
		assertThat(all).contains(middle);
		if (link(around, "prev") != null) {
			all.addAll(0, ids(page(link(around, "prev"))));
		}
		if (link(around, "next") != null) {
			all.addAll(follow(link(around, "next"), "next"));
		}
		assertThat(all).isEqualTo(this.newestFirst);
		Answer near = this.api.get("/users/" + this.ann + "/messages/around/" + middle + "?radius=1");
		assertThat(ids(near)).isEqualTo(this.newestFirst.subList(SENT / 2 - 1, SENT / 2 + 2));
		assertThat(ids(page(link(near, "next"))).get(0)).isEqualTo(this.newestFirst.get(SENT / 2 + 2));
		List<String> newer = ids(page(link(near, "prev")));
		assertThat(newer.get(newer.size() - 1)).isEqualTo(this.newestFirst.get(SENT / 2 - 2));
	}

	private List<String> follow(String first, String relation) {
		List<String> seen = new ArrayList<>();
		String next = first;
		while (next != null) {
			Answer page = page(next);
			seen.addAll(ids(page));
			next = link(page, relation);
		}
		return seen;
	}

	private Answer page(String path) {
		Answer page = this.api.get(path);
		assertThat(page.status()).as(path).isEqualTo(200);
		assertThat(page.body().length()).as(path).isBetween(1, MOST);
		assertThat(page.json()).as(path).isNotEmpty();
		return page;
	}

	private static List<String> ids(Answer page) {
		return page.json().valueStream().map((message) -> message.get("_id").asString()).toList();
	}

	private static String link(Answer answer, String relation) {
		Pattern link = Pattern.compile("<([^>]*)>; rel=\"" + relation + "\"");
		return answer.response()
			.headers()
			.allValues("Link")
			.stream()
			.flatMap((line) -> link.matcher(line).results())
			.map((match) -> match.group(1))
			.findFirst()
			.orElse(null);
	}

}
