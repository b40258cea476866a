package io.parley.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.parley.Api;
import io.parley.ParleyProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a proxy sees of a service that stops. */
class DrainTest {

	@TempDir
	private Path directory;

	@Test
	void afterSigtermRequestsAreServedForAWhileThoughItIsNotReady() throws Exception {
		try (ParleyProcess service = new ParleyProcess(this.directory,
				Map.of("ORG_NATS_URL", "nats://127.0.0.1:1", "PARLEY_WEB_DRAIN", "30s"))
			.start()) {
			Api api = service.api();
			// The first of each kind takes longer, as does the OpenAPI document.
			assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
			assertThat(api.post("/session", "{\"session_id\":\"early\"}").status()).isEqualTo(201);
			CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
				try {
					return service.terminate(Duration.ofMinutes(2));
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			});
			await().until(() -> api.get("/actuator/health/readiness").status() == 503);
			assertThat(api.post("/session", "{\"session_id\":\"late\"}").status()).isEqualTo(201);
			assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
			assertThat(ended).succeedsWithin(3, TimeUnit.MINUTES).isEqualTo(true);
		}
	}

}
