package io.parley.access.oauth;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** OAuth2 where no credential is asked: nobody may prepare a door there. */
@ParleyTest
class OpenModeTest {

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@ParameterizedTest
	@CsvSource({ "GET,/o/authorize?response_type=code&client_id=a", "POST,/o/token", "POST,/o/revoke_token/",
			"POST,/o/introspect", "GET,/o/consent?state=a", "GET,/.well-known/oauth-authorization-server/" })
	void nothingOfItIsThere(String method, String path) {
		Answer answer = this.api.send(method, path, null);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void applicationsAreShownAndNotMade() {
		assertThat(this.api.get("/o/applications/").json().get("results").isArray()).isTrue();
		Answer refused = this.api.post("/o/applications/",
				"{\"name\":\"a\",\"scopes\":[\"admin\"],\"grant_types\":[\"client_credentials\"]}");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.body()).contains("PARLEY_ADMIN_KEY");
	}

}
