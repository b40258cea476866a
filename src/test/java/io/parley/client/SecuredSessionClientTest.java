package io.parley.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.RequiresNats;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The client against a service that asks for credentials: by a key, and by OAuth2. */
@SecuredTest
@RequiresNats
class SecuredSessionClientTest {

	private final String id = Api.id("s");

	private final String engine = Api.id("engine");

	private Api api;

	private String url;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.url = "http://127.0.0.1:" + port;
	}

	@Test
	void asksAndWaitsAsAnApplication() {
		String channel = Api.id("desk");
		try (SessionClient client = asApplication(application("session-messages:read", "session-messages:write"))
			.build(); Human human = new Human(this.url, TestServers.natsUrl(), channel, (question) -> Map.of("a", 1))) {
			client.createSession(this.id, null, null, null, this.engine);
			Map<String, Object> reply = client.sendAndWaitForResponse(this.id, channel, "a?", this.engine,
					Duration.ofMinutes(1));
			assertThat(reply.get("event_payload")).isEqualTo(Map.of("a", 1));
		}
	}

	@Test
	void endsWithItsApplication() {
		JsonNode application = application("session-messages:write");
		try (SessionClient client = asApplication(application).build()) {
			client.createSession(this.id);
			String clientId = application.get("client_id").asString();
			assertThat(this.api.delete("/o/applications/" + clientId, Secured.admin()).status()).isEqualTo(204);
			assertThatExceptionOfType(SessionHttpException.class).isThrownBy(() -> client.createSession(Api.id("s")))
				.satisfies((ex) -> assertThat(ex.status()).isEqualTo(401));
		}
	}

	@Test
	void saysWhichScopeIsMissing() {
		String key = this.api.post("/api/keys/", "{\"name\": \"k\", \"scopes\": [\"messages:read\"]}", Secured.admin())
			.json()
			.get("key")
			.asString();
		try (SessionClient client = SessionClient.builder(this.url)
			.natsServers(List.of(TestServers.natsUrl()))
			.apiKey(key)
			.build()) {
			assertThatExceptionOfType(SessionHttpException.class).isThrownBy(() -> client.createSession(this.id))
				.withMessageContaining("session-messages:write");
		}
	}

	private SessionClientBuilder asApplication(JsonNode application) {
		return SessionClient.builder(this.url)
			.natsServers(List.of(TestServers.natsUrl()))
			.clientCredentials(application.get("client_id").asString(), application.get("client_secret").asString());
	}

	private JsonNode application(String... scopes) {
		Answer made = this.api.post("/o/applications/", """
				{"name": "engine", "client_type": "confidential", "grant_types": ["client_credentials"],
				 "scopes": ["%s"], "redirect_uris": []}""".formatted(String.join("\", \"", scopes)), Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.json();
	}

}
