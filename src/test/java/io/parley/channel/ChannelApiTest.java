package io.parley.channel;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels, over real HTTP. */
@ParleyTest
@WithChannels
@ExtendWith(OutputCaptureExtension.class)
class ChannelApiTest {

	private static final String SECRET = "whsec_"
			+ Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes());

	private static final String OTHER = "whsec_"
			+ Base64.getEncoder().encodeToString("fedcba9876543210fedcba98".getBytes());

	private final String id = Api.id("channel");

	private final String path = "/channels/" + this.id;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private SecretBox box;

	@Autowired
	private ChannelDirectory directory;

	private String base;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.base = "http://127.0.0.1:" + port;
		this.api = new Api(port);
	}

	private Answer create(String rest, String... headers) {
		return this.api.post("/channels", "{\"id\":\"%s\",%s}".formatted(this.id, rest), headers);
	}

	private Channel stored() {
		return this.store.of("default")
			.findOne(new Query(Criteria.where("channel_id").is(this.id)), Channel.class)
			.orElseThrow();
	}

	@Test
	void aChannelIsRegisteredReadChangedAndDeleted() {
		Answer created = create("\"kind\":\"teams\",\"url\":\"https://example.org/hook\"");
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo(this.base + this.path);
		assertThat(created.json().propertyNames()).containsExactly("id", "kind", "name", "enabled", "url", "has_secret",
				"created_at", "updated_at");
		assertThat(created.json().get("name").asString()).isEqualTo(this.id);
		assertThat(created.json().get("enabled").asBoolean()).isTrue();
		assertThat(created.json().get("has_secret").asBoolean()).isFalse();
		Answer read = this.api.get(this.path);
		assertThat(read.body()).isEqualTo(created.body());
		assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
		assertThat(this.api.get(this.path, "If-None-Match", read.header("ETag")).status()).isEqualTo(304);
		Answer changed = this.api.put(this.path,
				"{\"name\":\"N\",\"enabled\":false,\"url\":\"https://example.org/other\"}");
		assertThat(changed.status()).as(changed.body()).isEqualTo(200);
		assertThat(changed.header("ETag")).isNotEqualTo(created.header("ETag"));
		assertThat(this.api.get(this.path).body()).isEqualTo(changed.body())
			.contains("\"name\":\"N\",\"enabled\":false,\"url\":\"https://example.org/other\"");
		assertThat(this.api.delete(this.path).status()).isEqualTo(204);
		assertThat(this.api.delete(this.path).status()).isEqualTo(404);
		assertThat(this.api.get(this.path).status()).isEqualTo(404);
		assertThat(this.api.put(this.path, "{\"url\":\"https://example.org/hook\"}").status()).isEqualTo(404);
	}

	@Test
	void aPutIsTheWholeChannelAndTakesWhatAGetAnswered() {
		create("\"kind\":\"email\",\"name\":\"Night\",\"enabled\":false,\"to\":[\"ada@example.org\"],\"subject\":\"S\"");
		String read = this.api.get(this.path).body();
		Answer same = this.api.put(this.path, read);
		assertThat(same.status()).as(same.body()).isEqualTo(200);
		assertThat(same.body()).contains("\"name\":\"Night\",\"enabled\":false", "\"subject\":\"S\"");
		Answer shorter = this.api.put(this.path, "{\"to\":[\"bob@example.org\"]}");
		assertThat(shorter.json().get("name").asString()).isEqualTo(this.id);
		assertThat(shorter.json().get("enabled").asBoolean()).isTrue();
		assertThat(shorter.json().has("subject")).isFalse();
		assertThat(shorter.json().get("to").toString()).isEqualTo("[\"bob@example.org\"]");
	}

	@Test
	void anIdThatExistsIsAConflict() {
		create("\"kind\":\"nats\"");
		Answer again = create("\"kind\":\"nats\"");
		assertThat(again.status()).isEqualTo(409);
		assertThat(again.json().get("detail").asString())
			.isEqualTo("There is a channel with id " + this.id + " already");
	}

	@Test
	void aChangeIsConditional() {
		String tag = create("\"kind\":\"nats\"").header("ETag");
		assertThat(this.api.put(this.path, "{\"name\":\"B\"}", "If-Match", tag).status()).isEqualTo(200);
		assertThat(this.api.put(this.path, "{\"name\":\"C\"}", "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.delete(this.path, "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.get(this.path).json().get("name").asString()).isEqualTo("B");
	}

	@Test
	void aKindAndAnIdCannotChange() {
		create("\"kind\":\"nats\"");
		Answer kind = this.api.put(this.path, "{\"kind\":\"teams\",\"url\":\"https://example.org/hook\"}");
		assertThat(kind.status()).isEqualTo(409);
		assertThat(kind.json().get("detail").asString())
			.isEqualTo("Channel " + this.id + " is of kind nats, and that cannot change: delete it and make another");
		Answer id = this.api.put(this.path, "{\"id\":\"x\"}");
		assertThat(id.status()).isEqualTo(400);
		assertThat(id.json().get("errors").has("id")).isTrue();
	}

	@Test
	void aSecretOfAWebhookIsMadeAndShownOnce() {
		String key = Api.id("key");
		Answer created = create("\"kind\":\"webhook\",\"url\":\"https://example.org/hook\"", "Idempotency-Key", key);
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		assertThat(created.header("Cache-Control")).isEqualTo("no-store");
		String secret = created.json().get("secret").asString();
		assertThat(secret).startsWith("whsec_");
		assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
		assertThat(created.json().get("has_secret").asBoolean()).isTrue();
		Answer again = create("\"kind\":\"webhook\",\"url\":\"https://example.org/hook\"", "Idempotency-Key", key);
		assertThat(again.status()).isEqualTo(409);
		String everywhere = again.body() + this.api.get(this.path).body() + this.api.get("/channels").body()
				+ this.api.put(this.path, "{\"url\":\"https://example.org/hook\"}").body();
		assertThat(everywhere).doesNotContain(secret, "\"secret\"").contains("\"has_secret\":true");
		assertThat(this.box.open(stored(), SecretBox.SECRET, stored().settings().secret())).isEqualTo(secret);
	}

	@Test
	void aRepeatedCreationAnswersTheFirst() {
		String key = Api.id("key");
		String body = "\"kind\":\"webhook\",\"url\":\"https://example.org/hook\",\"secret\":\"" + SECRET + "\"";
		Answer first = create(body, "Idempotency-Key", key);
		Answer second = create(body, "Idempotency-Key", key);
		assertThat(first.status()).as(first.body()).isEqualTo(201);
		assertThat(second.status()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body()).doesNotContain(SECRET, "\"secret\"");
	}

	@Test
	void aSecretThatIsLeftOutStaysAndANewOneLeavesTheOneBeforeValid() {
		create("\"kind\":\"webhook\",\"url\":\"https://example.org/hook\",\"secret\":\"" + SECRET + "\"");
		this.api.put(this.path, "{\"url\":\"https://example.org/other\"}");
		assertThat(this.box.open(stored(), SecretBox.SECRET, stored().settings().secret())).isEqualTo(SECRET);
		assertThat(stored().settings().previousSecret()).isNull();
		String change = "{\"url\":\"https://example.org/other\",\"secret\":\"" + OTHER + "\"}";
		for (int i = 0; i < 2; i++) {
			assertThat(this.api.put(this.path, change).status()).isEqualTo(200);
			Channel.Settings settings = stored().settings();
			assertThat(this.box.open(stored(), SecretBox.SECRET, settings.secret())).isEqualTo(OTHER);
			assertThat(this.box.open(stored(), SecretBox.SECRET, settings.previousSecret())).isEqualTo(SECRET);
			assertThat(settings.previousUntil()).isBetween(java.time.Instant.now().plusSeconds(86_000),
					java.time.Instant.now().plusSeconds(86_401));
		}
	}

	@Test
	void noSecretIsInAnyAnswerInTheStoreOrInTheLog(CapturedOutput log) {
		Answer created = create(
				"\"kind\":\"slack\",\"channel\":\"C01\",\"bot_token\":\"xoxb-geheim\",\"signing_secret\":\"streng-vertraulich\"");
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		String answers = created.body() + this.api.get(this.path).body() + this.api.get("/channels").body()
				+ this.api.put(this.path, "{\"channel\":\"C02\",\"bot_token\":\"xoxb-geheim2\"}").body()
				+ create(
						"\"kind\":\"slack\",\"channel\":\"C01\",\"bot_token\":\"xoxb-geheim\",\"signing_secret\":\"streng-vertraulich\"")
					.body()
				+ this.api.put(this.path, "{\"channel\":\"C02\",\"bot_token\":\"xoxb geheim\",\"x\":\"geheim\"}")
					.body();
		String stored = this.store.of("default")
			.on(Channel.COLLECTION)
			.findOne(new Query(Criteria.where("channel_id").is(this.id)), Document.class)
			.orElseThrow()
			.toJson();
		for (String place : List.of(answers, stored, stored().toString(), log.getAll())) {
			assertThat(place).doesNotContain("geheim", "streng-vertraulich");
		}
		assertThat(stored().settings().channel()).isEqualTo("C02");
		assertThat(this.box.open(stored(), SecretBox.BOT_TOKEN, stored().settings().botToken()))
			.isEqualTo("xoxb-geheim2");
		assertThat(this.box.open(stored(), SecretBox.SIGNING_SECRET, stored().settings().signingSecret()))
			.isEqualTo("streng-vertraulich");
	}

	@Test
	void theListIsNewestFirstAndPaged() {
		create("\"kind\":\"nats\"");
		String newest = Api.id("newest");
		this.api.post("/channels", "{\"id\":\"" + newest + "\",\"kind\":\"nats\"}");
		JsonNode list = this.api.get("/channels/?page_size=1").json();
		assertThat(list.get("results").get(0).get("id").asString()).isEqualTo(newest);
		assertThat(list.get("previous").isNull()).isTrue();
		assertThat(list.get("count").asInt()).isGreaterThan(1);
		JsonNode next = this.api.get(list.get("next").asString()).json();
		assertThat(next.get("results").get(0).get("id").asString()).isEqualTo(this.id);
		assertThat(next.get("previous").asString()).isNotBlank();
	}

	@Test
	void whatIsChangedHereIsKnownAtOnce() {
		int[] told = new int[1];
		this.directory.whenChanged(() -> told[0]++);
		create("\"kind\":\"teams\",\"url\":\"https://example.org/hook\"");
		assertThat(this.directory.find("default", this.id))
			.hasValueSatisfying((channel) -> assertThat(channel.enabled()).isTrue());
		assertThat(this.directory.delivered()).extracting(Channel::channelId).contains(this.id);
		assertThat(this.directory.ofKind(ChannelKind.TEAMS, this.id)).hasSize(1);
		assertThat(this.directory.ofKind(ChannelKind.SLACK, this.id)).isEmpty();
		assertThat(this.directory.find("other", this.id)).isEmpty();
		this.api.put(this.path, "{\"enabled\":false,\"url\":\"https://example.org/hook\"}");
		assertThat(this.directory.delivered()).extracting(Channel::channelId).doesNotContain(this.id);
		this.api.delete(this.path);
		assertThat(this.directory.find("default", this.id)).isEmpty();
		assertThat(told[0]).isGreaterThanOrEqualTo(3);
	}

	@Test
	void anyIdWorksInAPath() {
		for (String odd : List.of("a/b?c#d %25", "response", "ü.ö", "..", "*>")) {
			String own = odd + this.id;
			Answer created = this.api.post("/channels", "{\"id\":\"" + own + "\",\"kind\":\"nats\"}");
			assertThat(created.status()).as(created.body()).isEqualTo(201);
			assertThat(this.api.get("/channels/" + Api.segment(own)).json().get("id").asString()).isEqualTo(own);
			assertThat(this.api.get(created.header("Location")).status()).isEqualTo(200);
			assertThat(this.api.post("/channels/" + Api.segment(own) + "/test", null).status()).isEqualTo(200);
			assertThat(this.api.delete("/channels/" + Api.segment(own)).status()).isEqualTo(204);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					"name":"x"                                  | kind    | kind is required
					"kind":"sms"                                | kind    | kind must be nats, webhook, slack, teams or email
					"kind":"nats","url":"https://example.org"   | url     | url must be absent: a channel of kind nats takes no field
					"kind":"nats","enabled":"yes"               | enabled | enabled must be true or false
					"kind":"nats","name":""                     | name    | name must be a string of 1 to 256
					"kind":"nats","name":"a\\nb"                | name    | name must have no control characters
					"kind":"nats","token":"x"                   | token   | token is not a field here
					"kind":"teams"                              | url     | url is required for this kind
					"kind":"teams","url":"https://example.org","secret":"x" | secret | secret must be absent: a channel of kind teams takes url
					"kind":"webhook","url":"https://example.org","to":["a@example.org"] | to | to must be absent: a channel of kind webhook takes url, secret
					"kind":"webhook","url":"https://example.org","secret":"geheim" | secret | secret must be whsec_ and base64 of 24 to 64 bytes
					"kind":"webhook","url":"https://example.org","secret":"whsec_AAAA" | secret | secret must be whsec_
					"kind":"webhook","url":"https://example.org","secret":"whsec_!!" | secret | secret must be whsec_
					"kind":"slack","bot_token":"x","signing_secret":"y" | channel | channel is required
					"kind":"slack","channel":"C","signing_secret":"y" | bot_token | bot_token is required
					"kind":"slack","channel":"C","bot_token":"y" | signing_secret | signing_secret is required
					"kind":"slack","channel":"C D","bot_token":"x","signing_secret":"y" | channel | channel must be the id or name
					"kind":"slack","channel":"C","bot_token":"x\\r\\ny: z","signing_secret":"y" | bot_token | bot_token must have 1 to 512
					"kind":"email"                              | to      | to is required
					"kind":"email","to":[]                      | to      | to must have 1 to 50 entries
					"kind":"email","to":"a@example.org"         | to      | to must be a list
					"kind":"email","to":[null]                  | to[0]   | to[0] must be a string
					"kind":"email","to":["a@example.org"],"subject":"a\\r\\nBcc: b@example.org" | subject | subject must have 1 to 200
					"kind":"email","to":["a@example.org"],"subject":" " | subject | subject must have 1 to 200
					""")
	void refusesWhatIsWrongAndSaysWhatIsAccepted(String rest, String field, String sentence) {
		Answer refused = create(rest);
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").get(field).get(0).asString()).startsWith(sentence);
		assertThat(this.api.get(this.path).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@MethodSource("noAddresses")
	void refusesWhatIsNoAddressOfAReceiver(String address) {
		Answer refused = this.api.post("/channels", new tools.jackson.databind.json.JsonMapper().writeValueAsString(
				java.util.Map.of("id", this.id, "kind", "email", "to", List.of("ada@example.org", address))));
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").get("to").get(0).asString())
			.startsWith("to must only have e-mail addresses");
	}

	static Stream<String> noAddresses() {
		return Stream.of("", "ada", "@example.org", "ada@", "Ada <ada@example.org>", "<ada@example.org>",
				"ada@example.org, bob@example.org", "ada@example.org\r\nBcc: eve@example.org", "ada@example.org\0",
				"ada@exa mple.org", "team: ada@example.org;", "@a.org:ada@example.org", "ada@example.org\nSubject: x",
				" ada@example.org", "a\u0000da@example.org", "a".repeat(250) + "@example.org", "ada(x)@example.org",
				"ada@example..org");
	}

	@ParameterizedTest
	@CsvSource({ "ftp://example.org", "https://user:geheim@example.org/", "/hook", "https://", "javascript:alert(1)",
			"https://exa mple.org", "file:///etc/passwd", "http://2130706433/" })
	void refusesWhatIsNoUrlOfAReceiver(String url) {
		for (String kind : List.of("webhook", "teams")) {
			Answer refused = create("\"kind\":\"%s\",\"url\":\"%s\"".formatted(kind, url));
			assertThat(refused.status()).as(refused.body()).isEqualTo(400);
			assertThat(refused.json().get("errors").get("url").get(0).asString()).startsWith("url must ");
			assertThat(refused.body()).doesNotContain("geheim");
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data",
			"http://10.0.0.1/", "http://[::ffff:192.168.0.1]/" })
	void refusesAnAddressInsideTheNetwork(String url) {
		Answer refused = create("\"kind\":\"teams\",\"url\":\"%s\"".formatted(url));
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").get("url").get(0).asString())
			.isEqualTo("url must not be an address inside the network");
	}

	@Test
	void aTestOverAChannelOfKindNatsSaysWhoWouldTakeIt() {
		create("\"kind\":\"nats\"");
		Answer tested = this.api.post(this.path + "/test", null);
		assertThat(tested.status()).isEqualTo(200);
		assertThat(tested.json().get("delivered").asBoolean()).isFalse();
		assertThat(tested.json().get("status").isNull()).isTrue();
		assertThat(tested.json().get("detail").asString()).contains("parley.default.channels." + this.id + ".outbound");
		assertThat(this.api.post("/channels/" + Api.id("none") + "/test", null).status()).isEqualTo(404);
	}

	@Test
	void whatWasDoneIsInTheAudit() {
		create("\"kind\":\"nats\"");
		create("\"kind\":\"nats\"");
		this.api.put(this.path, "{}");
		this.api.delete(this.path);
		List<String> actions = this.api.get("/api/audit/?page_size=100")
			.json()
			.get("results")
			.valueStream()
			.filter((entry) -> this.id.equals(entry.get("target").asString("")))
			.map((entry) -> entry.get("action").asString())
			.toList();
		assertThat(actions).containsExactly("channel.deleted", "channel.changed", "channel.created");
	}

}
