package io.parley;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.parley.TestAuthority.Issued;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * A NATS server that asks for a credential and speaks TLS, and a service that has the
 * wrong one.
 */
@RequiresNats(ownServer = true)
class NatsRefusalTest {

	@TempDir
	Path directory;

	@Test
	void theServiceServesAndTellsThatNatsRefusesIt() throws Exception {
		TestAuthority authority = new TestAuthority(this.directory);
		Issued issued = authority.issue("nats", "ip:127.0.0.1");
		Map<String, String> environment = new HashMap<>(Map.of("PARLEY_NATS_USERNAME", "parley", "PARLEY_NATS_PASSWORD",
				"wrong-secret", "PARLEY_NATS_SSL_BUNDLE", "nats", "SPRING_SSL_BUNDLE_PEM_NATS_TRUSTSTORE_CERTIFICATE",
				"file:" + authority.certificate()));
		environment.put("LOGGING_LEVEL_IO_PARLEY_DISPATCH", "info");
		try (NatsServer nats = NatsServer.find()
			.orElseThrow()
			.with("--user", "parley", "--pass", "right-secret", "--tls", "--tlscert", issued.certificate().toString(),
					"--tlskey", issued.key().toString())
			.start(); ParleyProcess parley = new ParleyProcess(this.directory, environment)) {
			environment.put("ORG_NATS_URL", nats.url());
			Api api = parley.start().api();
			await().untilAsserted(() -> assertThat(nats(api).at("/details/reason").asString()).isEqualTo(
					"NATS is not connected: it refuses the credentials of the service" + " (Authorization Violation)"));
			assertThat(nats(api).get("status").asString()).isEqualTo("DEGRADED");
			assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
			assertThat(api.post("/session", "{\"session_id\":\"s\"}").status()).isEqualTo(201);
			parley.kill();
			environment.put("PARLEY_NATS_PASSWORD", "right-secret");
			parley.start();
			await().untilAsserted(() -> assertThat(nats(api).get("status").asString()).isEqualTo("UP"));
		}
		assertThat(log()).contains("Connected to NATS at")
			.containsOnlyOnce("refuses the credentials")
			.doesNotContain("wrong-secret", "right-secret");
	}

	@Test
	void theServiceDoesNotStartWithCredentialsThatContradictEachOther() throws Exception {
		try (ParleyProcess parley = new ParleyProcess(this.directory,
				Map.of("ORG_NATS_URL", "nats://ada:a-secret@127.0.0.1:1", "PARLEY_NATS_TOKEN", "b-secret"))) {
			assertThatIllegalStateException().isThrownBy(parley::start);
		}
		assertThat(log())
			.contains("NATS takes one kind of credential, and there are parley.nats.token and a user or token"
					+ " in parley.nats.url: keep one of them")
			.doesNotContain("a-secret", "b-secret");
	}

	private static JsonNode nats(Api api) {
		return api.get("/actuator/health").json().at("/components/nats");
	}

	private String log() throws Exception {
		return Files.readString(this.directory.resolve("service.log"));
	}

}
