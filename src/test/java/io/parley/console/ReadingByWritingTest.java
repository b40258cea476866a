package io.parley.console;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may only write is shown nothing, whatever a form is answered with. */
@SecuredTest
class ReadingByWritingTest {

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@ParameterizedTest
	@CsvSource({ "messages:write, /console/participants/user/a/with/user/b, messages:read",
			"sessions:write, /console/experiment-sessions/x/tags, sessions:read",
			"channels:write, /console/deliveries/6927d1a0c0ffee0123456789/retry, channels:read",
			"channels:write, /console/channels/operators/test, channels:read" })
	void needsTheScopeToReadToo(String scope, String path, String missing) {
		Answer answer = post(path, key(scope));
		assertThat(answer.status()).as(answer.body()).isEqualTo(403);
		assertThat(answer.body()).contains(missing);
		assertThat(post(path, key(scope, missing)).status()).isIn(400, 404);
	}

	@Test
	void openModeIsNotSpokenOfWhereCredentialsAreAsked() {
		for (String page : new String[] { "keys", "accounts", "applications", "keys?form=api" }) {
			Answer answer = this.api.get("/console/" + page, "Accept", "text/html", "X-api-key", Secured.ADMIN_KEY);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.body()).doesNotContain("No credential is asked");
		}
	}

	private Answer post(String path, String key) {
		return this.api.send("POST", path, "text=", "Content-Type", "application/x-www-form-urlencoded", "X-api-key",
				key);
	}

	private String key(String... scopes) {
		Answer made = this.api.post("/api/keys/",
				"{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(Api.id("key"), String.join("\",\"", scopes)),
				Secured.admin());
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		return made.json().get("key").asString();
	}

}
