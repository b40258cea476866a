package io.parley.access.account;

import java.util.List;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The endpoints of accounts, over real HTTP. */
@SecuredTest
class AccountApiTest {

	static final String PASSWORD = "correct horse battery staple";

	private static final String ACCOUNTS = "/api/accounts/";

	private final String username = Api.id("ada");

	private final String path = ACCOUNTS + this.username + "/";

	@Autowired
	private AccountRepository accounts;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void createsAnAccountAndNeverShowsItsPassword() {
		Answer created = create(this.username, PASSWORD, "\"messages:read\",\"sessions:read\"");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).endsWith(this.path);
		assertThat(created.json().propertyNames()).containsExactlyInAnyOrder("id", "username", "scopes", "created_at",
				"updated_at");
		assertThat(created.json().get("username").asString()).isEqualTo(this.username);
		assertThat(created.json().get("scopes").toString()).isEqualTo("[\"sessions:read\",\"messages:read\"]");
		Answer got = get(this.path);
		assertThat(got.json()).isEqualTo(created.json());
		assertThat(got.header("ETag")).isEqualTo(created.header("ETag")).isNotBlank();
		assertThat(get(this.path.replaceFirst("/$", "")).json()).isEqualTo(created.json());
	}

	@Test
	void keepsAPasswordAsAnArgon2idHashOnly() {
		create(this.username, PASSWORD, "");
		Account stored = this.accounts.find("default", this.username).orElseThrow();
		assertThat(stored.password()).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
		assertThat(stored.toString()).doesNotContain("argon2").doesNotContain(this.username);
	}

	@Test
	void aUsernameIsUniqueInItsTeamAndComparedExactlyAfterNormalisation() {
		assertThat(create(this.username + "é", PASSWORD, "").status()).isEqualTo(201);
		Answer again = create(this.username + "e\\u0301", PASSWORD, "");
		assertThat(again.status()).isEqualTo(409);
		assertThat(again.json().get("detail").asString()).contains("username");
		assertThat(get(ACCOUNTS + Api.segment(this.username + "e\u0301")).json().get("username").asString())
			.isEqualTo(this.username + "é");
		assertThat(create(this.username + "É", PASSWORD, "").status()).isEqualTo(201);
		assertThat(get(ACCOUNTS + Api.segment(this.username + "E")).status()).isEqualTo(404);
	}

	/** Who is refused because others' passwords are hashed first tries again. */
	@Test
	void manyWhoCreateOneAtOnceMakeOne() {
		List<Integer> statuses = IntStream.range(0, 4)
			.parallel()
			.mapToObj(
					(n) -> await().until(() -> create(this.username, PASSWORD, "").status(), (status) -> status != 503))
			.toList();
		assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
	}

	@Test
	void aRepetitionUnderAnIdempotencyKeyIsAnsweredAsBefore() {
		String body = body(this.username, PASSWORD, "");
		String[] headers = { "X-api-key", Secured.ADMIN_KEY, "Idempotency-Key", Api.id("key") };
		Answer first = this.api.post(ACCOUNTS, body, headers);
		assertThat(first.status()).isEqualTo(201);
		assertThat(this.api.post(ACCOUNTS, body, headers).body()).isEqualTo(first.body());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a b", "ada@example.org", "Zoë", "名前", "<b>&amp;\\\"'", "..", "%2F", "a;b", "\\\\", "👩‍🚀" })
	void takesAnyUsernameAsItIs(String name) {
		Answer created = create(this.username + name, PASSWORD, "");
		assertThat(created.status()).isEqualTo(201);
		Answer got = get(created.header("Location"));
		assertThat(got.status()).isEqualTo(200);
		assertThat(got.json()).isEqualTo(created.json());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"password":"correct horse battery","scopes":[]}                               | username
			{"username":"","password":"correct horse battery","scopes":[]}                 | username
			{"username":"a/b","password":"correct horse battery","scopes":[]}              | username
			{"username":"a\\u0000b","password":"correct horse battery","scopes":[]}        | username
			{"username":"a\\nb","password":"correct horse battery","scopes":[]}            | username
			{"username":"a\\u0085b","password":"correct horse battery","scopes":[]}        | username
			{"username":7,"password":"correct horse battery","scopes":[]}                  | username
			{"username":"x","scopes":[]}                                                   | password
			{"username":"x","password":"elevenchars","scopes":[]}                          | password
			{"username":"x","password":"👩👩👩👩👩👩👩👩👩👩👩","scopes":[]}               | password
			{"username":"x","password":"nul\\u0000nul nul nul","scopes":[]}                | password
			{"username":"x","password":"correct horse battery"}                            | scopes
			{"username":"x","password":"correct horse battery","scopes":["root"]}          | scopes
			{"username":"x","password":"correct horse battery","scopes":[null]}            | scopes
			{"username":"x","password":"correct horse battery","scopes":"admin"}           | scopes
			{"username":"x","password":"correct horse battery","scopes":[],"team":"y"}     | team
			""")
	void refusesAndNamesTheField(String body, String field) {
		Answer answer = this.api.post(ACCOUNTS, body, Secured.admin());
		assertThat(answer.status()).as(answer.body()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).contains(field);
		assertThat(answer.body()).doesNotContain("correct horse");
	}

	@Test
	void holdsUsernamesAndPasswordsToTheirLengthInCharacters() {
		String longest = this.username + "x".repeat(150 - this.username.length());
		assertThat(create(longest, "👩".repeat(128), "").status()).isEqualTo(201);
		assertThat(create(longest + "x", PASSWORD, "").status()).isEqualTo(400);
		assertThat(create(this.username, "x".repeat(129), "").status()).isEqualTo(400);
		assertThat(create(this.username, "👩".repeat(12), "").status()).isEqualTo(201);
	}

	@Test
	void changesOnlyWhatIsGiven() {
		create(this.username, PASSWORD, "\"sessions:read\"");
		String hash = stored().password();
		Answer scopes = patch("{\"scopes\":[\"admin\"]}");
		assertThat(scopes.status()).isEqualTo(200);
		assertThat(scopes.json().get("scopes").toString()).isEqualTo("[\"admin\"]");
		assertThat(stored().password()).isEqualTo(hash);
		assertThat(stored().credentialVersion()).isEqualTo(1);
		assertThat(patch("{\"password\":\"another one, and long\",\"scopes\":null}").status()).isEqualTo(200);
		assertThat(stored().password()).isNotEqualTo(hash);
		assertThat(stored().credentialVersion()).isEqualTo(2);
		assertThat(stored().scopes()).containsExactly("admin");
		assertThat(patch("{\"username\":\"other\"}").status()).isEqualTo(400);
		assertThat(patch("{\"password\":\"short\"}").status()).isEqualTo(400);
	}

	@Test
	void aChangeIsConditionalOnItsIfMatch() {
		String tag = create(this.username, PASSWORD, "").header("ETag");
		assertThat(patch("{\"scopes\":[\"admin\"]}", "If-Match", "\"x\"").status()).isEqualTo(412);
		assertThat(patch("{\"scopes\":[\"admin\"]}", "If-Match", tag).status()).isEqualTo(200);
		assertThat(patch("{\"scopes\":[]}", "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.delete(this.path, "X-api-key", Secured.ADMIN_KEY, "If-Match", tag).status()).isEqualTo(412);
		assertThat(get(this.path).status()).isEqualTo(200);
	}

	@Test
	void aDeletedAccountIsGoneAndItsNameFree() {
		create(this.username, PASSWORD, "");
		assertThat(this.api.delete(this.path, Secured.admin()).status()).isEqualTo(204);
		assertThat(this.api.delete(this.path, Secured.admin()).status()).isEqualTo(404);
		assertThat(get(this.path).status()).isEqualTo(404);
		assertThat(patch("{\"scopes\":[]}").status()).isEqualTo(404);
		assertThat(create(this.username, PASSWORD, "").status()).isEqualTo(201);
	}

	@Test
	void listsTheNewestFirstInPages() {
		for (int i = 0; i < 3; i++) {
			create(this.username + i, PASSWORD, "");
		}
		Answer first = get(ACCOUNTS + "?page_size=2");
		assertThat(first.json().propertyNames()).containsExactly("count", "next", "previous", "results");
		assertThat(first.json().at("/results/0/username").asString()).isEqualTo(this.username + "2");
		assertThat(first.json().at("/results/1/username").asString()).isEqualTo(this.username + "1");
		assertThat(get(first.json().get("next").asString()).json().at("/results/0/username").asString())
			.isEqualTo(this.username + "0");
	}

	private Account stored() {
		return this.accounts.find("default", this.username).orElseThrow();
	}

	private Answer create(String name, String password, String scopes) {
		return this.api.post(ACCOUNTS, body(name, password, scopes), Secured.admin());
	}

	static String body(String name, String password, String scopes) {
		return "{\"username\":\"%s\",\"password\":\"%s\",\"scopes\":[%s]}".formatted(name, password, scopes);
	}

	private Answer get(String path) {
		return this.api.get(path, Secured.admin());
	}

	private Answer patch(String body, String... condition) {
		return this.api.patch(this.path, body,
				java.util.stream.Stream.of(Secured.admin(), condition)
					.flatMap(java.util.Arrays::stream)
					.toArray(String[]::new));
	}

}
