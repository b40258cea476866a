package io.parley.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.RequiresNats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a wait does when NATS goes away, comes back, was never there, or refuses the
 * client.
 */
@RequiresNats(ownServer = true)
class SessionClientNatsTest {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Duration SELDOM = Duration.ofMinutes(10);

	private static final Duration OFTEN = Duration.ofMillis(200);

	private static NatsServer nats;

	private static ParleyProcess service;

	private static String url;

	private final String id = UUID.randomUUID().toString();

	@BeforeAll
	static void start(@TempDir Path directory) {
		nats = NatsServer.find().orElseThrow().start();
		service = new ParleyProcess(directory, Map.of("ORG_NATS_URL", nats.url())).start();
		url = "http://127.0.0.1:" + service.port();
	}

	@AfterAll
	static void stop() {
		service.close();
		nats.close();
	}

	@Test
	void getsAReplyAfterNatsWasRestartedInTheMiddle() {
		try (SessionClient client = client(nats.url(), SELDOM)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			nats.kill();
			await().until(() -> !client.listensOnNats());
			nats.start();
			await().atMost(PATIENCE).until(() -> client.listensOnNats());
			Human.reply(url, this.id, Map.of("late", true));
			assertThat(wait.join()).containsEntry("event_payload", Map.of("late", true));
		}
	}

	@Test
	void getsAReplyThatCameWhileNatsWasAway() {
		try (SessionClient client = client(nats.url(), OFTEN)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			nats.kill();
			try {
				Human.reply(url, this.id, Map.of("meanwhile", true));
				assertThat(wait.join()).containsEntry("event_payload", Map.of("meanwhile", true))
					.containsEntry("session_id", this.id)
					.containsEntry("status", "validated");
			}
			finally {
				nats.start();
			}
		}
	}

	@Test
	void keepsWaitingWhileTheServiceIsKilledAndStartedAgain() {
		try (SessionClient client = client("nats://127.0.0.1:1", OFTEN)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			service.kill();
			service.start();
			Human.reply(url, this.id, Map.of("again", true));
			assertThat(wait.join()).containsEntry("event_payload", Map.of("again", true));
		}
	}

	@Test
	void getsTheReplyWhereNatsWasNeverThere() {
		try (SessionClient client = client("nats://127.0.0.1:1", OFTEN)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			Human.reply(url, this.id, Map.of("polled", true));
			assertThat(wait.join()).containsEntry("event_payload", Map.of("polled", true));
		}
	}

	@Test
	void getsAReplyThatNatsDidNotDeliver() {
		try (NatsServer another = NatsServer.find().orElseThrow().start();
				SessionClient client = client(another.url(), OFTEN)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			assertThat(client.listensOnNats()).isTrue();
			Human.reply(url, this.id, Map.of("stored", true));
			assertThat(wait.join()).containsEntry("event_payload", Map.of("stored", true));
		}
	}

	@Test
	void listensAsSoonAsNatsIsThere() {
		try (NatsServer late = NatsServer.find().orElseThrow(); SessionClient client = client(late.url(), SELDOM)) {
			CompletableFuture<Map<String, Object>> wait = ask(client);
			late.start();
			await().atMost(PATIENCE).until(() -> client.listensOnNats());
			wait.cancel(true);
		}
	}

	@Test
	void asksAllTheSameWhileNatsIsSilent() throws IOException {
		try (ServerSocket silent = new ServerSocket(0);
				SessionClient client = client("nats://127.0.0.1:" + silent.getLocalPort(), OFTEN)) {
			client.createSession(this.id);
			CompletableFuture<Map<String, Object>> wait = client.async()
				.sendAndWaitForResponse(this.id, "channel", "?", this.id, Duration.ofSeconds(20));
			await().until(() -> Human.session(url, this.id).toString().contains("status=sent"));
			Human.reply(url, this.id, Map.of("polled", true));
			assertThat(wait.join()).containsEntry("event_payload", Map.of("polled", true));
		}
	}

	@Test
	void leavesNothingBehindWhenItIsClosedWhileItConnects() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			silent.setSoTimeout((int) PATIENCE.toMillis());
			SessionClient client = client("nats://127.0.0.1:" + silent.getLocalPort(), OFTEN, Duration.ofSeconds(2));
			client.createSession(this.id);
			CompletableFuture<Map<String, Object>> wait = client.async()
				.sendAndWaitForResponse(this.id, "channel", "?", this.id, PATIENCE);
			silent.accept();
			client.close();
			await().until(wait::isCompletedExceptionally);
			await().atMost(PATIENCE)
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().startsWith("parley-client")));
		}
	}

	@Test
	void saysThatNatsRefusesIt() {
		try (NatsServer guarded = NatsServer.find().orElseThrow().with("--user", "a", "--pass", "b").start();
				SessionClient client = client(guarded.url(), SELDOM, Duration.ofSeconds(2))) {
			client.createSession(this.id);
			assertThatExceptionOfType(SessionNatsException.class)
				.isThrownBy(() -> client.sendAndWaitForResponse(this.id, "c", "?", this.id, PATIENCE))
				.withMessageContaining("Authorization");
		}
	}

	@Test
	void saysThatAnAddressOfNatsIsNone() {
		try (SessionClient client = client("nats://a b:c", SELDOM)) {
			client.createSession(this.id);
			assertThatExceptionOfType(SessionNatsException.class)
				.isThrownBy(() -> client.sendAndWaitForResponse(this.id, "c", "?", this.id, PATIENCE));
		}
	}

	private static SessionClient client(String natsUrl, Duration pollInterval) {
		return client(natsUrl, pollInterval, Duration.ofSeconds(10));
	}

	private static SessionClient client(String natsUrl, Duration pollInterval, Duration connectTimeout) {
		return SessionClient.builder(url)
			.natsServers(List.of(natsUrl))
			.connectTimeout(connectTimeout)
			.deadline(PATIENCE)
			.pollInterval(pollInterval)
			.build();
	}

	/** A wait whose message has been sent. */
	private CompletableFuture<Map<String, Object>> ask(SessionClient client) {
		client.createSession(this.id, null, null, null, this.id);
		CompletableFuture<Map<String, Object>> wait = client.async()
			.sendAndWaitForResponse(this.id, "channel", "?", this.id, PATIENCE);
		await().until(() -> Human.session(url, this.id).toString().contains("status=sent"));
		return wait;
	}

}
