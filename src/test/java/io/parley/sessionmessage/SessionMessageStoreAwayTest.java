package io.parley.sessionmessage;

import java.util.List;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What the endpoints answer while the store is away. */
class SessionMessageStoreAwayTest {

	private static final String NOWHERE = "mongodb://127.0.0.1:1/parley?directConnection=true";

	/** A request, by its line and its body. */
	private record Call(String method, String path, String body) {
	}

	@Test
	void everyOperationIsRefusedForNowAndSaysWhenToTryAgain() {
		String reply = "{\"session_id\":\"a\",\"response_data\":{}}";
		List<Call> calls = List.of(new Call("POST", "/session", "{\"session_id\":\"a\"}"),
				new Call("GET", "/session/a", null), new Call("PUT", "/session/a", "{\"status\":\"x\"}"),
				new Call("PATCH", "/sessions/a", "{\"status\":\"x\"}"), new Call("DELETE", "/session/a", null),
				new Call("POST", "/sessions", "{}"), new Call("POST", "/sessions/expire", null),
				new Call("POST", "/sessions/a/send_message", "{\"channel_id\":\"c\",\"message\":\"m\"}"),
				new Call("POST", "/channels/response", reply), new Call("POST", "/webhook/validate_response", reply));
		try (ConfigurableApplicationContext service = new SpringApplicationBuilder(ParleyApplication.class).run(
				"--server.port=0", "--MONGODB_URI=" + NOWHERE, "--spring.mongodb.uri=" + NOWHERE,
				"--parley.nats.url=nats://127.0.0.1:1")) {
			Api api = new Api(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
			calls.parallelStream()
				.forEach((call) -> assertRefused(call, api.send(call.method(), call.path(), call.body())));
		}
	}

	private static void assertRefused(Call call, Answer answer) {
		assertThat(answer.status()).as("%s: %s", call, answer.body()).isEqualTo(503);
		assertThat(answer.header("Retry-After")).as("%s", call).matches("[1-9]\\d*");
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().get("success").asBoolean()).isFalse();
		assertThat(answer.json().get("error")).isEqualTo(answer.json().get("detail"));
	}

}
