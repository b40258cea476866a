package io.parley.experiment;

import java.util.List;
import java.util.Map;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What experiment sessions say on a real NATS server. */
@ParleyTest
@Tag("black-box")
@RequiresNats
class ExperimentSessionNatsTest {

	private final String experiment = Api.id("experiment");

	private Api api;

	private Connection nats;

	@BeforeEach
	void setUp(@LocalServerPort int port) throws Exception {
		this.api = new Api(port);
		this.nats = Nats.connect(TestServers.natsUrl());
	}

	@AfterEach
	void tearDown() throws Exception {
		this.nats.close();
	}

	@Test
	void theStreamHasTheWholeLifeOfASessionOnceAndInOrder() throws Exception {
		String id = create("{\"experiment\":\"" + this.experiment
				+ "\",\"participant\":\"ada\",\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}");
		String session = "/api/sessions/" + id + "/";
		this.api.post(session + "messages/", "{\"role\":\"user\",\"content\":\"secret\"}");
		this.api.post(session + "tags/", "{\"tags\":[\"a\",\"b\"]}");
		this.api.post(session + "tags/", "{\"tags\":[\"b\",\"c\",\"c\"]}");
		this.api.post(session + "tags/", "{\"tags\":[\"a\"]}");
		this.api.send("DELETE", session + "tags/", "{\"tags\":[\"x\",\"a\"]}");
		this.api.send("DELETE", session + "tags/", "{\"tags\":[\"x\"]}");
		this.api.patch(session + "update_state/", "{\"state\":{\"a.b\":[1.50]}}");
		this.api.patch(session + "update_state/", "{\"state\":{\"a.b\":[1.50]}}");
		this.api.post(session + "end_experiment_session/", null);
		this.api.post(session + "end_experiment_session/", null);

		String subjects = "parley.default.experiments.%s.sessions.%s.".formatted(this.experiment, id);
		List<Message> events = stream(subjects + ">", 6);
		assertThat(events).extracting((event) -> event.getSubject().substring(subjects.length()))
			.containsExactly("created", "tags", "tags", "tags", "state", "ended");
		assertThat(events).extracting((event) -> event.getHeaders().getFirst("Nats-Msg-Id")).doesNotHaveDuplicates();
		List<JsonNode> payloads = events.stream().map((event) -> Api.tree(new String(event.getData()))).toList();
		assertThat(payloads).allSatisfy((payload) -> {
			assertThat(payload.get("team").asString()).isEqualTo("default");
			assertThat(payload.get("experiment").asString()).isEqualTo(this.experiment);
			assertThat(payload.get("version_number").asInt()).isEqualTo(1);
			assertThat(payload.get("session_id").asString()).isEqualTo(id);
			assertThat(payload.get("participant").asString()).isEqualTo("ada");
			assertThat(payload.get("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
			assertThat(payload.toString()).doesNotContain("secret");
		});
		assertThat(payloads.get(0).get("event_type").asString()).isEqualTo("created");
		assertThat(payloads.get(0).get("message_count").asInt()).isEqualTo(1);
		assertThat(payloads.get(1).get("added").toString()).isEqualTo("[\"a\",\"b\"]");
		assertThat(payloads.get(2).get("added").toString()).isEqualTo("[\"c\"]");
		assertThat(payloads.get(2).get("removed").toString()).isEqualTo("[]");
		assertThat(payloads.get(3).get("removed").toString()).isEqualTo("[\"a\"]");
		assertThat(payloads.get(4).get("state").toString()).isEqualTo("{\"a.b\":[1.50]}");
		assertThat(payloads.get(5).get("status").asString()).isEqualTo("pending-review");
	}

	@Test
	void noIdIsTooOddOrTooLongForASubject() throws Exception {
		for (String odd : List.of("\u3000".repeat(256), "\u0085".repeat(256), "😀".repeat(256), ".*>%".repeat(64))) {
			String id = create(new JsonMapper().writeValueAsString(Map.of("experiment", odd)));
			assertThat(stream("parley.default.experiments.*.sessions.%s.created".formatted(id), 1)).hasSize(1);
			this.api.post("/api/sessions/" + id + "/end_experiment_session/", null);
			assertThat(stream("parley.default.experiments.*.sessions.%s.ended".formatted(id), 1)).hasSize(1);
		}
	}

	@Test
	void aStateThatNatsWouldNotTakeIsRefusedAndChangesNothing() {
		String id = create("{\"experiment\":\"" + this.experiment + "\"}");
		String path = "/api/sessions/" + id + "/";
		Answer large = this.api.patch(path + "update_state/", "{\"state\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}");
		assertThat(large.status()).isEqualTo(200);
		Answer tooLarge = this.api.patch(path + "update_state/",
				"{\"state\":{\"a\":\"" + "x".repeat(1_048_500) + "\"}}");
		assertThat(tooLarge.status()).isEqualTo(413);
		assertThat(this.api.get(path).json().at("/state/a").asString()).hasSize(1_000_000);
	}

	private String create(String body) {
		Answer answer = this.api.post("/api/sessions/", body);
		assertThat(answer.status()).isEqualTo(201);
		return answer.json().get("id").asString();
	}

	private List<Message> stream(String filter, int atLeast) throws Exception {
		return EventLog.read(this.nats, filter, atLeast);
	}

}
