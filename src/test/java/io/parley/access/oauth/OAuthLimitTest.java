package io.parley.access.oauth;

import java.net.http.HttpResponse;

import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.Secured;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** How often applications, people and addresses may ask at the endpoints of OAuth2. */
@ParleyTest
@DirtiesContext(methodMode = DirtiesContext.MethodMode.AFTER_METHOD)
@TestPropertySource(properties = { "PARLEY_ADMIN_KEY=" + Secured.ADMIN_KEY, "parley.limits.failures-per-minute=5",
		"parley.limits.requests-per-minute=6" })
class OAuthLimitTest {

	private static final String JOB = """
			{"name":"Job","scopes":["sessions:read"],"grant_types":["client_credentials"]}""";

	/** One test, so that one service is started; each part has limits of its own. */
	@Test
	void boundsApplicationsPeopleAndAddresses(@LocalServerPort int port) {
		OAuthFlow job = new OAuthFlow(port).register(JOB);
		OAuthFlow board = new OAuthFlow(port).person("sessions:read").application("public", "sessions:read");
		boundsAnApplication(job);
		boundsAPerson(board);
		OAuthFlow good = new OAuthFlow(port).register(JOB);
		assertThat(credentials(good).status()).isEqualTo(200);
		boundsAnAddress(board, good);
	}

	private static void boundsAnApplication(OAuthFlow job) {
		Answer first = credentials(job);
		assertThat(first.status()).as(first.body()).isEqualTo(200);
		assertThat(first.header("RateLimit-Policy")).isEqualTo("\"requests\";q=6;w=60");
		assertThat(first.header("RateLimit")).startsWith("\"requests\";r=5;");
		Answer last = first;
		for (int i = 0; i < 12 && last.status() == 200; i++) {
			last = credentials(job);
		}
		assertRefused(last);
		assertThat(last.header("RateLimit")).startsWith("\"requests\";r=0;");
	}

	private static void boundsAPerson(OAuthFlow board) {
		HttpResponse<String> last = board.authorize();
		assertThat(last.statusCode()).isEqualTo(302);
		assertThat(OAuthFlow.header(last, "RateLimit")).startsWith("\"requests\";");
		for (int i = 0; i < 12 && last.statusCode() == 302; i++) {
			last = board.authorize();
		}
		assertThat(last.statusCode()).isEqualTo(429);
		assertThat(OAuthFlow.header(last, "Retry-After")).isNotEmpty();
	}

	private static void boundsAnAddress(OAuthFlow board, OAuthFlow good) {
		Answer metadata = board.api.get("/.well-known/oauth-authorization-server?client_secret=guessed");
		assertThat(metadata.header("RateLimit")).isEqualTo("\"failures\";r=5;t=0");
		Answer unknown = board.postForm("/o/token", "grant_type=refresh_token&refresh_token=x&client_id=nobody");
		assertThat(unknown.status()).isEqualTo(401);
		assertThat(unknown.header("RateLimit-Policy")).isEqualTo("\"failures\";q=5;w=60");
		Answer last = board.refresh("parley_rt_x");
		assertThat(last.json().get("error").asString()).isEqualTo("invalid_grant");
		assertThat(board.api.get("/.well-known/oauth-authorization-server").header("RateLimit"))
			.startsWith("\"failures\";r=3;");
		for (int i = 0; i < 8 && last.status() != 429; i++) {
			last = board.postForm("/o/token", "grant_type=authorization_code&code=x&code_verifier=y&client_id=nobody");
		}
		assertRefused(last);
		assertRefused(board.postForm("/o/revoke_token", "token=x&client_id=nobody"));
		assertRefused(board.postForm("/o/introspect", "token=x&client_id=nobody&client_secret=guessed"));
		assertThat(credentials(good).status()).isEqualTo(200);
	}

	private static Answer credentials(OAuthFlow job) {
		return job.postForm("/o/token", "grant_type=client_credentials", "Authorization",
				OAuthFlow.basic(job.clientId, job.secret));
	}

	private static void assertRefused(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(429);
		assertThat(answer.header("Retry-After")).isNotEmpty();
		assertThat(answer.header("RateLimit")).isNotEmpty();
	}

}
