package io.parley.message;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Callers;
import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills real processes while users write to a bot. What was acknowledged is there
 * afterwards: each message, its events in the stream, each once, and its thread, which
 * has counted it once.
 */
@RequiresNats(ownServer = true)
class MessageCrashTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 1);

	private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

	private final Queue<String> sent = new ConcurrentLinkedQueue<>();

	private volatile boolean loading;

	@TempDir
	Path directory;

	@Test
	void killingTheServiceLosesNoMessageAndNoEventOfOne() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()))) {
			for (int round = 0; round < ROUNDS; round++) {
				int before = this.sent.size();
				Callers load = load(parley.start().api());
				await().until(() -> this.sent.size() > before + 100);
				parley.kill();
				this.loading = false;
				load.join();
			}
			Api api = parley.start().api();
			assertThat(ids(api, "/bots/guide/messages?limit=500")).doesNotHaveDuplicates().containsAll(this.sent);
			assertThreadsCountEachMessageOnce(api);
			assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	private Callers load(Api api) {
		this.loading = true;
		return new Callers().start(4, (i) -> send(api, "user-" + i));
	}

	private void send(Api api, String user) {
		try {
			while (this.loading) {
				Answer answer = api.post("/users/" + user + "/messages",
						"{\"body\":\"hello\",\"bot_ids\":[\"guide\"],\"user_ids\":[\"ann\"]}");
				assertThat(answer.status()).as(answer.body()).isEqualTo(201);
				this.sent.add(answer.json().get("_id").asString());
			}
		}
		catch (UncheckedIOException ex) {
			// The service was killed; what it did not answer it has not acknowledged.
		}
	}

	private static void assertThreadsCountEachMessageOnce(Api api) {
		Answer threads = api.get("/bots/guide/threads?group_by=user_ids,bot_ids");
		assertThat(threads.json()).hasSize(4);
		threads.json().forEach((thread) -> {
			String user = thread.get("user_ids")
				.valueStream()
				.map((id) -> id.asString())
				.filter((id) -> !id.equals("ann"))
				.findFirst()
				.orElseThrow();
			List<String> messages = ids(api, "/users/" + user + "/messages?limit=500");
			assertThat(thread.get("count").asInt()).as(user).isEqualTo(messages.size());
			assertThat(thread.get("_id").asString()).isEqualTo(messages.get(0));
		});
	}

	private static List<String> ids(Api api, String list) {
		List<String> ids = new ArrayList<>();
		String next = list;
		while (next != null) {
			Answer page = api.get(next);
			page.json().forEach((message) -> ids.add(message.get("_id").asString()));
			String link = page.header("Link");
			next = (link != null) ? NEXT.matcher(link).results().map((found) -> found.group(1)).findFirst().orElse(null)
					: null;
		}
		return ids;
	}

	/** Each acknowledged message is told of to its sender and to both who received it. */
	private void assertEveryEventIsInTheStreamOnce(NatsServer server) throws Exception {
		try (Connection nats = Nats.connect(server.url())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			Map<String, List<String>> subjects = new HashMap<>();
			await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
				for (var next = all.nextMessage(Duration.ofMillis(500)); next != null; next = all
					.nextMessage(Duration.ofMillis(500))) {
					String id = Api.tree(new String(next.getData())).get("_id").asString();
					subjects.computeIfAbsent(id, (key) -> new ArrayList<>())
						.add(next.getSubject().replaceFirst("user-\\d", "sender"));
				}
				assertThat(this.sent).allSatisfy((id) -> assertThat(subjects.getOrDefault(id, List.of())).contains(
						"parley.default.users.sender.messages.sent", "parley.default.users.ann.messages.incoming",
						"parley.default.bots.guide.messages.incoming"));
			});
			assertThat(subjects.values()).allSatisfy((events) -> assertThat(events).doesNotHaveDuplicates());
		}
	}

}
