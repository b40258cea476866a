package io.parley;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances of the service that know the same sign-ins. */
class SignInInstancesTest {

	private static final String PASSWORD = "correct horse battery staple";

	private static final Duration SOON = Duration.ofSeconds(5);

	@TempDir
	private Path directory;

	@Test
	void whatIsSignedInOrEndedAtOneIsSoAtTheOther() throws Exception {
		try (SharedStore store = new SharedStore(Files.createDirectory(this.directory.resolve("store"))).open();
				ParleyProcess one = instance("one", store).begin();
				ParleyProcess other = instance("other", store).begin()) {
			one.awaitReady();
			other.awaitReady();
			assertThat(
					one.api()
						.post("/api/accounts/",
								"{\"username\":\"ada\",\"password\":\"" + PASSWORD
										+ "\",\"scopes\":[\"sessions:read\"]}",
								Secured.admin())
						.status())
				.isEqualTo(201);
			Browser first = signIn(one);
			Browser second = signIn(one);
			assertThat(status(first.at(other.port()))).isEqualTo(200);
			first.submit("/logout", Map.of());
			await().atMost(SOON).until(() -> status(first.at(other.port())) == 401);
			assertThat(status(second.at(other.port()))).isEqualTo(200);
			one.kill();
			assertThat(status(second.at(other.port()))).isEqualTo(200);
			one.start();
			assertThat(status(second)).isEqualTo(200);
			other.api().patch("/api/accounts/ada/", "{\"password\":\"another password\"}", Secured.admin());
			assertThat(status(second.at(other.port()))).isEqualTo(401);
			await().atMost(SOON).until(() -> status(second) == 401);
		}
	}

	private ParleyProcess instance(String name, SharedStore store) throws Exception {
		return new ParleyProcess(Files.createDirectory(this.directory.resolve(name)), Map.of("MONGODB_URI", store.uri(),
				"PARLEY_ADMIN_KEY", Secured.ADMIN_KEY, "ORG_NATS_URL", TestServers.natsUrl()));
	}

	private static Browser signIn(ParleyProcess service) {
		Browser browser = new Browser(service.port());
		assertThat(browser.signIn("ada", PASSWORD).statusCode()).isEqualTo(303);
		assertThat(status(browser)).isEqualTo(200);
		return browser;
	}

	private static int status(Browser browser) {
		return browser.get("/api/me/").statusCode();
	}

}
