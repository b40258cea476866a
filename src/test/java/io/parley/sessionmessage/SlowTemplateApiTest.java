package io.parley.sessionmessage;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ParleyTest
@Tag("black-box")
class SlowTemplateApiTest {

	private static final String TEMPLATE = """
			{"$ref":"#/$defs/a","$defs":{"a":{"items":{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"},
			{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]},"properties":{"x":{"$ref":"#/$defs/a"}}}}}""";

	private final String id = Api.id("session");

	@Test
	void leavesTheSessionOpenWhenAReplyTakesTooLongToCheck(@LocalServerPort int port) {
		Api api = new Api(port);
		api.post("/session", "{\"session_id\":\"%s\",\"message_data_template\":%s}".formatted(this.id, TEMPLATE));
		Answer before = api.get("/session/" + this.id);
		Answer slow = api.post("/channels/response", "{\"session_id\":\"%s\",\"response_data\":{\"x\":%s}}"
			.formatted(this.id, "[".repeat(40) + "]".repeat(40)));
		assertThat(slow.status()).isEqualTo(503);
		assertThat(slow.header("Retry-After")).isNotNull();
		assertThat(slow.json().get("detail").asString()).startsWith("message_data takes too long to check");
		assertThat(api.get("/session/" + this.id).body()).isEqualTo(before.body());
		Answer quick = api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":{\"x\":1}}".formatted(this.id));
		assertThat(quick.json().at("/data/status").asString()).isEqualTo("validated");
	}

}
