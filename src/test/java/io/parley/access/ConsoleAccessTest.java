package io.parley.access;

import java.net.InetAddress;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.web.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Who comes to the pages of the console, and where others are led. */
@SecuredTest
class ConsoleAccessTest {

	private static final String[] PAGES = { "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" };

	@Autowired
	private OperationAuthorization authorization;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void whoIsNotSignedInIsLedToTheSignInAndBack() {
		Answer answer = this.api.get("/console/inbox?status=sent&subject=a%20b", PAGES);
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location"))
			.endsWith("/login?next=%2Fconsole%2Finbox%3Fstatus%3Dsent%26subject%3Da%2520b");
		assertThat(this.api.get("/console", PAGES).status()).isEqualTo(302);
	}

	@Test
	void soIsWhoseSignInHasEnded() {
		Answer answer = this.api.get("/console/inbox", "Accept", "text/html", "Cookie", "sessionid=ended");
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location")).contains("/login?next=");
	}

	@Test
	void whoIsLetInIsLedToTheFirstSectionOfTheConsole() {
		Answer answer = this.api.get("/console", "Accept", "text/html", "X-api-key", Secured.ADMIN_KEY);
		assertThat(answer.status()).isEqualTo(303);
		assertThat(answer.header("Location")).isEqualTo("/console/inbox");
	}

	@Test
	void programsAreToldInTheirWay() {
		assertThat(this.api.get("/console/inbox").status()).isEqualTo(401);
		assertThat(this.api.get("/console/inbox").header("Content-Type")).startsWith("application/problem+json");
		assertThat(this.api.post("/console/channels/x/test", "", PAGES).status()).isEqualTo(401);
	}

	@Test
	void aProblemIsAPage() {
		Answer answer = this.api.get("/console/nothing/here", "Accept", "text/html", "X-api-key", Secured.ADMIN_KEY);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).startsWith("text/html");
		assertThat(answer.header("Content-Security-Policy"))
			.startsWith("default-src 'none'; style-src 'self'; img-src 'self';");
		assertThat(answer.body()).contains("There is nothing at this path.");
	}

	@Test
	void aPageOfAProblemLeadsBackToTheConsole() {
		assertThat(this.api.get("/console/nothing", "Accept", "text/html", "X-api-key", Secured.ADMIN_KEY).body())
			.contains("href=\"/console\"");
		assertThat(this.api.get("/reply/none", "Accept", "text/html").body()).doesNotContain("/console");
	}

	@Test
	void aReplyPageSaysWhatItTakes() {
		assertThat(this.api.put("/reply/none", "{}").status()).isEqualTo(405);
		Answer json = this.api.post("/reply/none", "{}");
		assertThat(json.status()).isEqualTo(415);
		assertThat(json.body()).contains("application/x-www-form-urlencoded");
	}

	@Test
	void whatIsMissingInAFormIsNamed() {
		Answer answer = this.api.send("POST", "/console/experiment-sessions/x/tags/remove", "a=b", "Content-Type",
				"application/x-www-form-urlencoded", "X-api-key", Secured.ADMIN_KEY);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("tag must be given");
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1" })
	void inOpenModeThisMachineComesIn(String address) throws Exception {
		assertThat(decide("/console/inbox", address).isGranted()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "2001:db8::1", "::", "0.0.0.0" })
	void inOpenModeNobodyElseDoes(String address) throws Exception {
		assertThat(decide("/console/inbox", address).isGranted()).isFalse();
		assertThat(decide("/console", address).isGranted()).isFalse();
		assertThat(decide("/sessions/s/deliveries", address).isGranted()).isTrue();
	}

	/** The address as the container spells it. */
	private AuthorizationResult decide(String path, String address) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setRemoteAddr(InetAddress.getByName(address).getHostAddress());
		return this.authorization.authorize(() -> new CallerAuthentication(Caller.ANYONE),
				new RequestAuthorizationContext(request));
	}

}
