package io.parley.channel;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A service without a secret key and a mail server says what to set. */
@ParleyTest
class ChannelSetUpTest {

	private final String id = Api.id("channel");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"kind":"webhook","url":"https://example.org/"                           | PARLEY_SECRET_KEY
			"kind":"slack","channel":"C","bot_token":"geheim","signing_secret":"geheim" | PARLEY_SECRET_KEY
			"kind":"email","to":["ada@example.org"]                                 | spring.mail.host
			""")
	void refusesAKindThatItIsNotSetUpFor(String rest, String property, @LocalServerPort int port) {
		Api api = new Api(port);
		Answer refused = api.post("/channels", "{\"id\":\"%s\",%s}".formatted(this.id, rest));
		assertThat(refused.status()).as(refused.body()).isEqualTo(409);
		assertThat(refused.json().get("detail").asString()).contains("set " + property).doesNotContain("geheim");
		assertThat(api.get("/channels/" + this.id).status()).isEqualTo(404);
	}

	@Test
	void kindsWithoutSecretsWork(@LocalServerPort int port) {
		Api api = new Api(port);
		assertThat(api
			.post("/channels", "{\"id\":\"%s\",\"kind\":\"teams\",\"url\":\"https://example.org/\"}".formatted(this.id))
			.status()).isEqualTo(201);
		assertThat(api.delete("/channels/" + this.id).status()).isEqualTo(204);
	}

}
