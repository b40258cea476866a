package io.parley.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.parley.NatsAccounts;
import io.parley.NatsServer;
import io.parley.RequiresNats;
import io.parley.TestAuthority;
import io.parley.TestAuthority.Issued;
import io.parley.client.StubService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** How a client shows NATS who it is, and holds NATS to its name. */
@RequiresNats(ownServer = true)
class ClientNatsLoginTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	Path directory;

	@Test
	void aUserWithItsPassword() {
		try (NatsServer nats = nats("--user", "ada", "--pass", "p\"s: 1")) {
			assertListens(nats.url(), (builder) -> builder.natsUserInfo("ada", "p\"s: 1"));
			assertListens(nats.url().replace("//", "//ada:p%22s%3A%201@"), (builder) -> {
			});
			assertRefused(nats.url(), (builder) -> builder.natsUserInfo("ada", "a-secret"));
		}
	}

	@Test
	void aToken() {
		try (NatsServer nats = nats("--auth", "to\"ken")) {
			assertListens(nats.url(), (builder) -> builder.natsToken("to\"ken"));
			assertRefused(nats.url(), (builder) -> builder.natsToken("a-secret"));
		}
	}

	@Test
	void aCredentialsFileOverTlsWithACertificate() {
		TestAuthority authority = new TestAuthority(this.directory);
		Issued server = authority.issue("server", "dns:localhost");
		Issued client = authority.issue("client", "dns:client");
		NatsAccounts accounts = new NatsAccounts(this.directory);
		Path credentials = accounts.credentials("client");
		try (NatsServer nats = nats("-c", accounts.configuration().toString(), "--tlsverify", "--tlscert",
				server.certificate().toString(), "--tlskey", server.key().toString(), "--tlscacert",
				authority.certificate().toString())) {
			assertListens("tls://localhost:" + nats.port(),
					(builder) -> builder.natsSslContext(authority.context(client)).natsCredentialsFile(credentials));
			assertRefused("tls://localhost:" + nats.port(),
					(builder) -> builder.natsSslContext(authority.context(client)));
			assertDoesNotListen("tls://127.0.0.1:" + nats.port(),
					(builder) -> builder.natsSslContext(authority.context(client)).natsCredentialsFile(credentials));
			assertDoesNotListen("tls://localhost:" + nats.port(),
					(builder) -> builder.natsCredentialsFile(credentials));
		}
	}

	@Test
	void settingsThatMakeNoSenseAreRefused() {
		SessionClientBuilder builder = SessionClient.builder("http://localhost:1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.natsCredentialsFile(Path.of("missing")).build())
			.withMessage("natsCredentialsFile is missing, and there is no such file that can be read");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.natsCredentialsFile(null).natsUserInfo("u", "p").natsToken("t").build())
			.withMessage(
					"NATS takes one kind of credential, and there are natsUserInfo and natsToken: keep one of them");
		for (String server : List.of("nats://u:a-secret@host", "u:a-secret@host:4222")) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> SessionClient.builder("http://localhost:1")
					.natsServers(List.of(server))
					.natsToken("a-secret")
					.build())
				.withMessage(
						"NATS takes one kind of credential, and there are natsToken and a user or token in natsServers:"
								+ " keep one of them");
		}
	}

	private static NatsServer nats(String... flags) {
		return NatsServer.find().orElseThrow().with(flags).start();
	}

	private static void assertListens(String url, Consumer<SessionClientBuilder> login) {
		ask(url, login, (client, wait) -> await().atMost(PATIENCE).until(client::listensOnNats));
	}

	private static void assertDoesNotListen(String url, Consumer<SessionClientBuilder> login) {
		ask(url, login, (client, wait) -> {
			await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> !client.listensOnNats());
			assertThat(wait).isNotDone();
		});
	}

	private static void assertRefused(String url, Consumer<SessionClientBuilder> login) {
		ask(url, login, (client, wait) -> {
			await().atMost(PATIENCE).until(wait::isDone);
			assertThatExceptionOfType(Exception.class).isThrownBy(wait::join)
				.withCauseInstanceOf(SessionNatsException.class)
				.withMessageContaining("Authorization Violation")
				.satisfies((refused) -> assertThat(refused).message().doesNotContain("a-secret"));
		});
	}

	private static void ask(String url, Consumer<SessionClientBuilder> login, Check check) {
		try (StubService service = new StubService((request) -> Answer.ok("{}"))) {
			SessionClientBuilder builder = SessionClient.builder(service.url()).natsServers(List.of(url));
			login.accept(builder);
			try (SessionClient client = builder.build()) {
				check.of(client, client.async().sendAndWaitForResponse("s", "channel", "?", "u", PATIENCE));
			}
		}
	}

	private interface Check {

		void of(SessionClient client, CompletableFuture<Map<String, Object>> wait);

	}

}
