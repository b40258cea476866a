package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of sessions is bounded by bytes as well as by their number. */
@ParleyTest
@Tag("black-box")
class LargeSessionsTest {

	/** More than the store sends in one reply, which is 48 MB at most. */
	private static final int SESSIONS = 60;

	private static final int MOST_BYTES = 6 << 20;

	private final String channel = Api.id("channel");

	private final List<String> created = new ArrayList<>();

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		String text = "x".repeat(900_000);
		for (int i = 0; i < SESSIONS; i++) {
			String id = Api.id("large");
			Answer answer = this.api.post("/session",
					"{\"session_id\":\"%s\",\"reception_channel_id\":\"%s\",\"message_data\":{\"a\":\"%s\"}}"
						.formatted(id, this.channel, text));
			assertThat(answer.status()).isEqualTo(201);
			this.created.add(id);
		}
	}

	@AfterEach
	void tearDown() {
		this.created.forEach((id) -> this.api.delete("/session/" + id));
	}

	@Test
	void allLargeSessionsAreListedPageByPage() {
		List<String> seen = pages("{\"reception_channel_id\":\"" + this.channel + "\"}");
		assertThat(seen).containsExactlyElementsOf(this.created);
		List<String> all = pages("{}");
		assertThat(all).doesNotHaveDuplicates().containsSubsequence(this.created);
	}

	private List<String> pages(String filter) {
		List<String> seen = new ArrayList<>();
		int pages = 0;
		String next = "/sessions?limit=1000";
		while (next != null) {
			Answer page = this.api.post(next, filter);
			assertThat(page.status()).as(page.body()).isEqualTo(200);
			assertThat(page.body().length()).isLessThan(MOST_BYTES);
			JsonNode sessions = page.json().get("data");
			assertThat(sessions.size()).isPositive();
			sessions.forEach((session) -> seen.add(session.get("session_id").asString()));
			String link = page.header("Link");
			next = (link != null) ? link.substring(1, link.indexOf('>')) : null;
			pages++;
		}
		assertThat(pages).isBetween(8, SESSIONS);
		return seen;
	}

}
