package io.parley.access.key;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys, over real HTTP. */
@SecuredTest
class ApiKeyApiTest {

	private static final String KEYS = "/api/keys/";

	private final String name = Api.id("key");

	private String base;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.base = "http://127.0.0.1:" + port;
		this.api = new Api(port);
	}

	private Answer create(String rest, String... headers) {
		String[] all = new String[headers.length + 2];
		System.arraycopy(Secured.admin(), 0, all, 0, 2);
		System.arraycopy(headers, 0, all, 2, headers.length);
		return this.api.post(KEYS, "{\"name\":\"%s\",%s}".formatted(this.name, rest), all);
	}

	@Test
	void aKeyIsShownOnceAndDeletedOnce() {
		Answer created = create("\"scopes\":[\"sessions:read\",\"messages:write\"]");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Cache-Control")).isEqualTo("no-store");
		JsonNode key = created.json();
		String path = KEYS + key.get("id").asString() + "/";
		assertThat(created.header("Location")).isEqualTo(this.base + path);
		assertThat(key.propertyNames()).containsExactly("id", "name", "kind", "prefix", "scopes", "read_only",
				"experiment", "allowed_origins", "created_at", "expires_at", "last_used_at", "key");
		assertThat(key.get("kind").asString()).isEqualTo("api");
		assertThat(key.get("scopes").toString()).isEqualTo("[\"sessions:read\",\"messages:write\"]");
		assertThat(key.get("expires_at").isNull() && key.get("last_used_at").isNull()).isTrue();
		assertThat(key.get("key").asString()).startsWith(key.get("prefix").asString() + "_").hasSize(61);
		Answer read = this.api.get(path, Secured.admin());
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.body() + this.api.get(KEYS, Secured.admin()).body()).contains(key.get("prefix").asString())
			.doesNotContain(key.get("key").asString(), "\"key\"", "hash");
		assertThat(this.api.delete(path, Secured.admin()).status()).isEqualTo(204);
		assertThat(this.api.delete(path, Secured.admin()).status()).isEqualTo(404);
		assertThat(this.api.get(path, Secured.admin()).status()).isEqualTo(404);
	}

	@Test
	void anEmbedKeyHasAnExperimentAndOrigins() {
		JsonNode key = create("\"kind\":\"embed\",\"experiment\":\"weather-bot\","
				+ "\"allowed_origins\":[\"https://Example.org\",\"https://example.org:443\"]")
			.json();
		assertThat(key.get("kind").asString()).isEqualTo("embed");
		assertThat(key.get("prefix").asString()).startsWith("ek_");
		assertThat(key.get("scopes").toString()).isEqualTo("[]");
		assertThat(key.get("experiment").asString()).isEqualTo("weather-bot");
		assertThat(key.get("allowed_origins").toString()).isEqualTo("[\"https://example.org\"]");
	}

	@Test
	void aRepetitionMakesNoOtherKeyAndShowsNoneAgain() {
		String operation = Api.id("operation");
		Answer first = create("\"scopes\":[\"admin\"]", "Idempotency-Key", operation);
		Answer second = create("\"scopes\":[\"admin\"]", "Idempotency-Key", operation);
		assertThat(first.status()).isEqualTo(201);
		assertThat(second.status()).isEqualTo(409);
		assertThat(second.body()).doesNotContain(first.json().get("key").asString());
		assertThat(this.api.get(KEYS, Secured.admin()).body()).containsOnlyOnce("\"name\":\"" + this.name + "\"");
	}

	@Test
	void theListIsNewestFirst() {
		create("\"scopes\":[\"admin\"]");
		String newest = create("\"scopes\":[\"admin\"],\"expires_at\":\"2100-01-01T01:00:00+01:00\"").json()
			.get("id")
			.asString();
		JsonNode list = this.api.get(KEYS + "?page_size=2", Secured.admin()).json();
		assertThat(list.get("results").get(0).get("id").asString()).isEqualTo(newest);
		assertThat(list.get("results").get(0).get("expires_at").asString()).isEqualTo("2100-01-01T00:00:00.000Z");
		assertThat(list.get("results").size()).isEqualTo(2);
		assertThat(list.get("next").asString()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			"scopes":[]                                  | scopes          | scopes must have at least one of
			"scopes":["sessions:delete"]                 | scopes          | scopes must only have these scopes
			"scopes":"admin"                             | scopes          | scopes must be a list
			"scopes":[null]                              | scopes[0]       | scopes[0] must be a string
			"scopes":["admin"],"kind":"root"             | kind            | kind must be api or embed
			"scopes":["admin"],"expires_at":"yesterday"  | expires_at      | expires_at must be null or a time
			"scopes":["admin"],"expires_at":1900000000   | expires_at      | expires_at must be a string
			"scopes":["admin"],"expires_at":"2020-01-01T00:00:00Z" | expires_at | expires_at must be in the future
			"scopes":["admin"],"read_only":"yes"         | read_only       | read_only must be true or false
			"scopes":["admin"],"experiment":"e"          | experiment      | experiment must be absent unless
			"kind":"embed","experiment":"e"              | allowed_origins | allowed_origins must have at least one
			"kind":"embed","experiment":"e","allowed_origins":["*"]    | allowed_origins | allowed_origins has an entry
			"kind":"embed","experiment":"e","allowed_origins":["null"] | allowed_origins | allowed_origins has an entry
			"kind":"embed","allowed_origins":["https://a.example"]     | experiment      | experiment is required
			"scopes":["admin"],"key":"mine"              | key             | key is not a field here
			""")
	void refusesWhatIsWrongAndSaysWhatIsAccepted(String rest, String field, String sentence) {
		Answer refused = create(rest);
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").get(field).get(0).asString()).startsWith(sentence);
	}

	@Test
	void nobodyWithoutACredentialManagesKeys() {
		assertThat(this.api.get(KEYS).status()).isEqualTo(401);
		assertThat(this.api.post(KEYS, "{\"name\":\"x\",\"scopes\":[\"admin\"]}").status()).isEqualTo(401);
		assertThat(this.api.delete(KEYS + "64f380fcfd82d035f7172c98/").status()).isEqualTo(401);
	}

}
