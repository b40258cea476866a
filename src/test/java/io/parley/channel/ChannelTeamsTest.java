package io.parley.channel;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Secured;
import io.parley.SecuredTest;
import io.parley.store.TeamTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;

/** Each team has channels of its own, and a key needs a scope for them. */
@SecuredTest
@WithChannels
class ChannelTeamsTest {

	private final String red = Api.id("red");

	private final String blue = Api.id("blue");

	@Autowired
	private TeamTemplate store;

	@Autowired
	private ChannelDirectory directory;

	@Autowired
	private SecretBox box;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		for (String team : new String[] { this.red, this.blue }) {
			this.api.post("/api/teams/", "{\"slug\":\"" + team + "\"}", Secured.admin());
		}
	}

	private Answer create(String team, String host) {
		return this.api.post("/channels",
				"{\"id\":\"desk\",\"kind\":\"webhook\",\"url\":\"https://%s.example.org/hook\"}".formatted(host),
				Secured.admin(team));
	}

	private Channel stored(String team) {
		return this.store.of(team)
			.findOne(new Query(Criteria.where("channel_id").is("desk")), Channel.class)
			.orElseThrow();
	}

	@Test
	void twoTeamsHaveAChannelOfTheSameId() {
		String ofRed = create(this.red, "red").json().get("secret").asString();
		Answer ofBlue = create(this.blue, "blue");
		assertThat(ofBlue.status()).as(ofBlue.body()).isEqualTo(201);
		assertThat(this.api.get("/channels/desk", Secured.admin(this.red)).body()).contains("red.example.org");
		assertThat(this.api.get("/channels", Secured.admin(this.blue)).body())
			.contains("blue.example.org", "\"count\":1")
			.doesNotContain("red.example.org");
		assertThat(this.api.delete("/channels/desk", Secured.admin(this.blue)).status()).isEqualTo(204);
		assertThat(this.api.get("/channels/desk", Secured.admin(this.blue)).status()).isEqualTo(404);
		assertThat(this.api.post("/channels/desk/test", null, Secured.admin(this.blue)).status()).isEqualTo(404);
		assertThat(this.directory.find(this.red, "desk")).isPresent();
		assertThat(this.directory.find(this.blue, "desk")).isEmpty();
		assertThat(this.box.open(stored(this.red), SecretBox.SECRET, stored(this.red).settings().secret()))
			.isEqualTo(ofRed);
	}

	@Test
	void aSecretOfOneTeamOpensNothingInAnother() {
		create(this.red, "red");
		create(this.blue, "blue");
		org.assertj.core.api.Assertions.assertThatExceptionOfType(UnreadableSecretException.class)
			.isThrownBy(() -> this.box.open(stored(this.blue), SecretBox.SECRET, stored(this.red).settings().secret()));
	}

	@Test
	void aTeamWithChannelsCannotBeDeleted() {
		create(this.red, "red");
		Answer refused = this.api.delete("/api/teams/" + this.red + "/", Secured.admin());
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().get("detail").asString()).endsWith("cannot be deleted until that is: channels");
		this.api.delete("/channels/desk", Secured.admin(this.red));
		assertThat(this.api.delete("/api/teams/" + this.red + "/", Secured.admin()).status()).isEqualTo(204);
	}

	@Test
	void aKeyNeedsAScopeOfChannels() {
		String reads = key("channels:read");
		String writes = key("channels:write");
		String asks = key("session-messages:write");
		String body = "{\"id\":\"desk\",\"kind\":\"nats\"}";
		assertThat(this.api.post("/channels", body, Secured.key(reads)).status()).isEqualTo(403);
		assertThat(this.api.post("/channels", body, Secured.key(asks)).json().get("detail").asString())
			.contains("channels:write");
		assertThat(this.api.post("/channels", body, Secured.key(writes)).status()).isEqualTo(201);
		assertThat(this.api.get("/channels/desk", Secured.key(reads)).status()).isEqualTo(200);
		assertThat(this.api.get("/channels/desk", Secured.key(asks)).status()).isEqualTo(403);
		assertThat(this.api.post("/channels/desk/test", null, Secured.key(reads)).status()).isEqualTo(403);
		assertThat(this.api.delete("/channels/desk", Secured.key(reads)).status()).isEqualTo(403);
		assertThat(this.api.get("/channels").status()).isEqualTo(401);
	}

	private String key(String scope) {
		return this.api.post("/api/keys/", "{\"name\":\"k\",\"scopes\":[\"" + scope + "\"]}", Secured.admin(this.red))
			.json()
			.get("key")
			.asString();
	}

}
