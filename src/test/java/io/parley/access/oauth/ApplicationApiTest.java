package io.parley.access.oauth;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Applications over HTTP. */
@SecuredTest
class ApplicationApiTest {

	private static final String PATH = "/o/applications/";

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	private Answer create(String body) {
		return this.api.post(PATH, body, Secured.admin());
	}

	@Test
	void showsTheSecretOfAConfidentialOneOnce() {
		Answer created = create("""
				{"name":"Board","redirect_uris":["https://board.example.org/in"],"scopes":["sessions:read"],
				 "client_type":"confidential"}""");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Cache-Control")).contains("no-store");
		JsonNode application = created.json();
		String id = application.get("client_id").asString();
		assertThat(created.header("Location")).endsWith(PATH + id + "/");
		assertThat(application.get("client_secret").asString()).startsWith("parley_cs_").hasSizeGreaterThan(50);
		assertThat(application.at("/grant_types").toString()).isEqualTo("[\"authorization_code\",\"refresh_token\"]");
		Answer read = this.api.get(PATH + id, Secured.admin());
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.json().has("client_secret")).isFalse();
		assertThat(read.json().get("name").asString()).isEqualTo("Board");
		assertThat(this.api.get(PATH + "?page_size=1", Secured.admin()).json().at("/results/0/client_id").asString())
			.isEqualTo(id);
	}

	@Test
	void givesAPublicOneNoSecret() {
		JsonNode application = create("""
				{"name":"App","redirect_uris":["com.example.app:/in","http://localhost:7777/in"],
				 "scopes":["messages:read"],"client_type":"public"}""").json();
		assertThat(application.has("client_secret")).isFalse();
		assertThat(application.get("client_type").asString()).isEqualTo("public");
	}

	@Test
	void repeatsNoSecretUnderAnIdempotencyKey() {
		String key = Api.id("key");
		String body = "{\"name\":\"Twice\",\"scopes\":[\"sessions:read\"],\"grant_types\":[\"client_credentials\"]}";
		Answer first = this.api.post(PATH, body, "X-api-key", Secured.ADMIN_KEY, "Idempotency-Key", key);
		Answer second = this.api.post(PATH, body, "X-api-key", Secured.ADMIN_KEY, "Idempotency-Key", key);
		assertThat(first.status()).isEqualTo(201);
		assertThat(second.body()).doesNotContain(first.json().get("client_secret").asString());
	}

	@Test
	void endsOne() {
		String id = create("{\"name\":\"Gone\",\"scopes\":[\"admin\"],\"grant_types\":[\"client_credentials\"]}").json()
			.get("client_id")
			.asString();
		assertThat(this.api.delete(PATH + id, Secured.admin()).status()).isEqualTo(204);
		assertThat(this.api.get(PATH + id, Secured.admin()).status()).isEqualTo(404);
		assertThat(this.api.delete(PATH + id, Secured.admin()).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://board.example.org/in", "https://board.example.org/in#there",
			"https://*.example.org/in", "/in", "board.example.org/in", "https:///in", "https://me@board.example.org/",
			"javascript:alert(1)", "data:text/html,x", "app:/in", "com.example.app:in", "https://böse.example/in",
			"https://board.example.org/a b", "HTTPS://board.example.org/in", "http://localhost.example.org/in",
			"ftp://board.example.org/in", "" })
	void refusesARedirectUriThatCouldLeadElsewhere(String uri) {
		Answer refused = create("{\"name\":\"Bad\",\"redirect_uris\":[" + quoted(uri)
				+ "],\"scopes\":[\"sessions:read\"],\"client_type\":\"public\"}");
		assertThat(refused.status()).as(uri).isEqualTo(400);
		assertThat(refused.json().get("errors").toString()).contains("redirect_uris");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://board.example.org/in?kept=1", "https://board.example.org",
			"http://127.0.0.1:5000/in", "http://[::1]/in", "http://localhost/in", "com.example.app://host/in" })
	void takesARedirectUriOfAPageAndOfAProgram(String uri) {
		assertThat(create("{\"name\":\"Good\",\"redirect_uris\":[" + quoted(uri)
				+ "],\"scopes\":[\"sessions:read\"],\"client_type\":\"public\"}")
			.status()).isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"scopes|{\"name\":\"a\",\"scopes\":[\"sessions:fly\"],\"grant_types\":[\"client_credentials\"]}",
			"scopes|{\"name\":\"a\",\"scopes\":[],\"grant_types\":[\"client_credentials\"]}",
			"scopes|{\"name\":\"a\",\"scopes\":[null],\"grant_types\":[\"client_credentials\"]}",
			"name|{\"scopes\":[\"sessions:read\"],\"grant_types\":[\"client_credentials\"]}",
			"client_type|{\"name\":\"a\",\"scopes\":[\"admin\"],\"client_type\":\"secret\"}",
			"redirect_uris|{\"name\":\"a\",\"scopes\":[\"admin\"]}",
			"redirect_uris|{\"name\":\"a\",\"scopes\":[\"admin\"],\"redirect_uris\":[null]}",
			"grant_types|{\"name\":\"a\",\"scopes\":[\"admin\"],\"grant_types\":[\"password\"]}",
			"grant_types|{\"name\":\"a\",\"scopes\":[\"admin\"],\"grant_types\":[\"refresh_token\"]}",
			"grant_types|{\"name\":\"a\",\"scopes\":[\"admin\"],\"client_type\":\"public\",\"grant_types\":[\"client_credentials\"]}" })
	void saysWhatIsWrongWithAField(String field, String body) {
		Answer refused = create(body);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().get("errors").toString()).contains("\"" + field);
	}

	private static String quoted(String text) {
		return "\"" + text + "\"";
	}

}
