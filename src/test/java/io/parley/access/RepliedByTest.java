package io.parley.access;

import io.parley.Api;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A session keeps who handed its reply in. */
@SecuredTest
class RepliedByTest {

	private final String id = Api.id("s");

	@Test
	void theKeyThatHandedTheReplyInIsKept(@LocalServerPort int port) {
		Api api = new Api(port);
		JsonNode key = api.post("/api/keys/", """
				{"name": "Front desk", "scopes": ["session-messages:reply"]}""", Secured.admin()).json();
		api.post("/session",
				"{\"session_id\": \"%s\", \"message_data_template\": {\"type\": \"object\"}}".formatted(this.id),
				Secured.admin());
		assertThat(session(api).has("replied_by")).isFalse();
		assertThat(api
			.post("/channels/response", "{\"session_id\": \"%s\", \"response_data\": {\"a\": 1}}".formatted(this.id),
					Secured.key(key.get("key").asString()))
			.status()).isEqualTo(200);
		JsonNode by = session(api).get("replied_by");
		assertThat(by.get("kind").asString()).isEqualTo("api");
		assertThat(by.get("name").asString()).isEqualTo("Front desk");
		assertThat(by.get("id").asString()).isEqualTo("api:" + key.get("id").asString());
		assertThat(by.size()).isEqualTo(3);
	}

	private JsonNode session(Api api) {
		return api.get("/session/" + this.id, Secured.admin()).json().get("data");
	}

}
