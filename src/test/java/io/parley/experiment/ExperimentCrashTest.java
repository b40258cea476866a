package io.parley.experiment;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Callers;
import io.parley.ParleyProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the service while it creates sessions and appends to them. Whoever reads
 * afterwards finds what was acknowledged, once, and nothing in part.
 */
class ExperimentCrashTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 1);

	private static final int FIRST = 20;

	private static final int MORE = 3;

	private final String experiment = Api.id("experiment");

	private final Queue<String> created = new ConcurrentLinkedQueue<>();

	private final Queue<String> appended = new ConcurrentLinkedQueue<>();

	private final Queue<Map.Entry<String, String>> unanswered = new ConcurrentLinkedQueue<>();

	@TempDir
	Path directory;

	@Test
	void whateverIsKilledWhenARequestIsDoneWholeOrNotAtAllAndOnceWhenRepeated() throws Exception {
		try (ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", "nats://127.0.0.1:1"))) {
			for (int round = 0; round < ROUNDS; round++) {
				int before = this.appended.size();
				Api api = parley.start().api();
				Callers load = new Callers().start(4, (i) -> talk(api));
				await().until(() -> this.appended.size() > before + 60);
				parley.kill();
				load.join();
			}
			Api api = parley.start().api();
			repeat(api);
			assertAllIsWhole(api);
		}
	}

	/** Creates sessions and appends to them until the service is killed. */
	private void talk(Api api) {
		while (true) {
			Answer session = post(api, "/api/sessions/",
					"{\"experiment\":\"%s\",\"messages\":%s}".formatted(this.experiment, messages(Api.id("c"), FIRST)));
			if (session == null) {
				return;
			}
			this.created.add(session.json().get("id").asString());
			String path = "/api/sessions/" + session.json().get("id").asString() + "/messages/";
			for (int i = 0; i < 3; i++) {
				String batch = Api.id("a");
				if (post(api, path, messages(batch, MORE)) == null) {
					return;
				}
				this.appended.add(batch);
			}
		}
	}

	private Answer post(Api api, String path, String body) {
		String key = Api.id("key");
		try {
			Answer answer = api.post(path, body, "Idempotency-Key", key);
			assertThat(answer.status()).as(answer.body()).isEqualTo(201);
			return answer;
		}
		catch (UncheckedIOException ex) {
			this.unanswered.add(Map.entry(key, path + " " + body));
			return null;
		}
	}

	/** Asks again for what was not answered, as a caller does, and twice. */
	private void repeat(Api api) {
		this.unanswered.forEach((request) -> {
			String path = request.getValue().substring(0, request.getValue().indexOf(' '));
			String body = request.getValue().substring(path.length() + 1);
			await().until(() -> api.post(path, body, "Idempotency-Key", request.getKey()).status() == 201);
			assertThat(api.post(path, body, "Idempotency-Key", request.getKey()).status()).isEqualTo(201);
		});
	}

	private void assertAllIsWhole(Api api) {
		Set<String> sessions = new HashSet<>();
		List<String> batches = new ArrayList<>();
		String next = "/api/sessions/?experiment=" + this.experiment;
		while (next != null) {
			JsonNode page = api.get(next).json();
			page.get("results").forEach((session) -> {
				String id = session.get("id").asString();
				assertThat(sessions.add(id)).isTrue();
				batches.addAll(batches(api.get("/api/sessions/" + id).json()));
			});
			next = page.get("next").isNull() ? null : page.get("next").asString();
		}
		assertThat(sessions).containsAll(this.created);
		assertThat(batches).doesNotHaveDuplicates().containsAll(this.appended);
		this.unanswered.forEach(
				(request) -> assertThat(batches).anySatisfy((batch) -> assertThat(request.getValue()).contains(batch)));
	}

	/** The batches of a session, each of which must be whole and in its order. */
	private static List<String> batches(JsonNode session) {
		List<String> contents = new ArrayList<>();
		session.get("messages").forEach((message) -> contents.add(message.get("content").asString()));
		assertThat(contents).hasSize(session.get("message_count").asInt());
		List<String> batches = new ArrayList<>();
		for (int i = 0; i < contents.size();) {
			String batch = contents.get(i).substring(0, contents.get(i).indexOf(' '));
			int size = batch.startsWith("c") ? FIRST : MORE;
			for (int n = 0; n < size; n++) {
				assertThat(contents.get(i + n)).isEqualTo(batch + " " + n);
			}
			batches.add(batch);
			i += size;
		}
		return batches;
	}

	private static String messages(String batch, int count) {
		List<String> messages = new ArrayList<>();
		for (int n = 0; n < count; n++) {
			messages.add("{\"role\":\"user\",\"content\":\"%s %d\"}".formatted(batch, n));
		}
		return messages.toString();
	}

}
