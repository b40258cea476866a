package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The query endpoint, over real HTTP. */
@ParleyTest
@Tag("black-box")
class SessionMessageQueryTest {

	private final String channel = Api.id("channel");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void matchesByFieldsAndPathsOldestFirst() {
		String first = create("\"status\":\"pending\",\"message_data\":{\"n\":1,\"a.b\":true}");
		String second = create("\"status\":\"sent\",\"message_data\":{\"n\":2}");
		String third = create("\"status\":\"pending\",\"message_data\":{\"n\":3.5}");
		assertThat(query("{%s}")).containsExactly(first, second, third);
		assertThat(query("{%s,\"status\":\"pending\"}")).containsExactly(first, third);
		assertThat(query("{%s,\"message_data.n\":{\"$gte\":2}}")).containsExactly(second, third);
		assertThat(query("{%s,\"message_data\":{\"n\":1,\"a.b\":true}}")).containsExactly(first);
		assertThat(query("{%s,\"$or\":[{\"message_data.n\":1},{\"status\":{\"$in\":[\"sent\"]}}]}"))
			.containsExactly(first, second);
		assertThat(query("{%s,\"session_id\":{\"$regex\":\"^" + second + "$\"}}")).containsExactly(second);
		assertThat(query("{%s,\"created_at\":{\"$gt\":\"2020-01-01T00:00:00Z\"},\"status\":{\"$ne\":\"sent\"}}"))
			.containsExactly(first, third);
	}

	@Test
	void answersTheSameObjectsAsGet() {
		String id = create("\"message_data\":{\"n\":1}");
		Answer answer = this.api.post("/sessions", filter("{%s}"));
		assertThat(answer.json().get("success").asBoolean()).isTrue();
		assertThat(answer.json().at("/data/0")).isEqualTo(this.api.get("/session/" + id).json().get("data"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "created_at", "-created_at", "updated_at", "-updated_at", "expiry_date", "-expiry_date" })
	void followingTheLinkSeesEverySessionOnceInOrder(String sort) {
		List<String> created = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			created.add(create("\"expiry_date\":" + (4000000000L + i / 3)));
		}
		List<String> seen = new ArrayList<>();
		String next = "/sessions?limit=2&sort=" + sort;
		while (next != null) {
			Answer page = this.api.post(next, filter("{%s}"));
			assertThat(page.status()).as(page.body()).isEqualTo(200);
			page.json().get("data").forEach((session) -> seen.add(session.get("session_id").asString()));
			String link = page.header("Link");
			next = (link != null) ? link.substring(1, link.indexOf('>')) : null;
			create("\"reception_channel_id\":\"another\"");
		}
		assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(created);
		if (!sort.startsWith("-")) {
			assertThat(seen).isEqualTo(created);
		}
	}

	@Test
	void anEmptyBodyMatchesAll() {
		create("\"status\":\"x\"");
		assertThat(this.api.post("/sessions?limit=1", null).json().get("data").size()).isEqualTo(1);
		assertThat(this.api.post("/sessions/?limit=1", "{}").json().get("data").size()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"$where\":\"sleep(1000)\"}", "{\"team\":\"other\"}", "{\"_id\":1}",
			"{\"$expr\":{\"$eq\":[1,1]}}", "{\"status\":{\"$function\":{}}}", "{\"status\":{\"$regex\":\"(a\"}}",
			"{\"created_at\":\"yesterday\"}", "{\"outbox\":[]}", "{\"session_id\":{\"$in\":1}}" })
	void refusesWhatIsNotAllowedAndSaysWhatIs(String filter) {
		Answer answer = this.api.post("/sessions", filter);
		assertThat(answer.status()).as(answer.body()).isEqualTo(400);
		assertThat(answer.json().get("success").asBoolean()).isFalse();
		assertThat(answer.json().get("errors").size()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=1001", "limit=x", "sort=team", "cursor=abc", "cursor=" })
	void refusesBadParameters(String parameter) {
		Answer answer = this.api.post("/sessions?" + parameter, "{}");
		assertThat(answer.status()).as(answer.body()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames())
			.containsExactly(parameter.substring(0, parameter.indexOf('=')));
	}

	private String create(String fields) {
		String id = Api.id("s");
		String named = fields.contains("reception_channel_id") ? fields
				: "\"reception_channel_id\":\"" + this.channel + "\"," + fields;
		assertThat(this.api.post("/session", "{\"session_id\":\"" + id + "\"," + named + "}").status()).isEqualTo(201);
		return id;
	}

	private List<String> query(String filter) {
		Answer answer = this.api.post("/sessions", filter(filter));
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		List<String> ids = new ArrayList<>();
		for (JsonNode session : answer.json().get("data")) {
			ids.add(session.get("session_id").asString());
		}
		return ids;
	}

	private String filter(String filter) {
		return filter.replace("%s", "\"reception_channel_id\":\"" + this.channel + "\"");
	}

}
