package io.parley.channel;

import java.time.Clock;
import java.time.Instant;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.store.Ids;
import io.parley.store.SecretKeys;
import io.parley.store.TeamTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that is no longer first can be taken away after a while, and no secret is lost.
 */
@ParleyTest
@WithChannels
@ExtendWith(OutputCaptureExtension.class)
class SecretRotationTest {

	private static final String NEXT = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

	private final String id = Api.id("channel");

	@Autowired
	private ChannelRepository channels;

	@Autowired
	private ChannelDirectory directory;

	@Autowired
	private ChannelProperties properties;

	@Autowired
	private TeamTemplate store;

	@Autowired
	private Ids ids;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	private static SecretBox box(String keys) {
		return new SecretBox(SecretKeys.of(keys));
	}

	private SecretRotation rotation(SecretBox box) {
		ChannelDirectory own = new ChannelDirectory(this.channels);
		return new SecretRotation(this.channels, own, new ChannelSettings(box, this.properties, Clock.systemUTC()),
				box);
	}

	private Channel stored() {
		return this.channels.find("default", this.id).orElseThrow();
	}

	@Test
	void whatAnotherKeySealedIsSealedWithTheFirstAndNobodyNotices() {
		this.api.post("/channels",
				"{\"id\":\"%s\",\"kind\":\"webhook\",\"url\":\"https://example.org/\"}".formatted(this.id));
		this.api.put("/channels/" + this.id,
				"{\"url\":\"https://example.org/\",\"secret\":\"whsec_%s\"}".formatted(NEXT));
		Channel before = stored();
		String tag = this.api.get("/channels/" + this.id).header("ETag");
		String secret = box(WithChannels.KEY).open(before, SecretBox.SECRET, before.settings().secret());
		rotation(box(NEXT + "," + WithChannels.KEY)).run();
		Channel after = stored();
		assertThat(box(NEXT).open(after, SecretBox.SECRET, after.settings().secret())).isEqualTo(secret);
		assertThat(box(NEXT).open(after, SecretBox.SECRET, after.settings().previousSecret())).isNotEqualTo(secret);
		assertThat(this.api.get("/channels/" + this.id).header("ETag")).isEqualTo(tag);
		this.directory.refresh();
		assertThat(health("/details/reason")).contains("PARLEY_SECRET_KEY");
		rotation(box(WithChannels.KEY + "," + NEXT)).run();
		assertThat(box(WithChannels.KEY).open(stored(), SecretBox.SECRET, stored().settings().secret()))
			.isEqualTo(secret);
		this.directory.refresh();
		assertThat(health("/details/encrypted_with_an_older_key")).isEqualTo("0");
		this.api.delete("/channels/" + this.id);
	}

	private String health(String pointer) {
		return this.api.get("/actuator/health").json().at("/components/channels" + pointer).asString("");
	}

	@Test
	void whatNoKeyOpensStaysAndHealthTellsOfIt(CapturedOutput output) {
		String sealed = box(NEXT).seal("default", this.id, SecretBox.SECRET, "whsec_x");
		this.store.of("default")
			.insert(new Channel(this.ids.next(), null, this.id, "webhook", "n", true,
					new Channel.Settings("https://example.org/", sealed, null, null, null, null, null, null, null),
					Instant.now(), Instant.now(), 0));
		rotation(box(WithChannels.KEY)).run();
		assertThat(stored().settings().secret()).isEqualTo(sealed);
		this.directory.refresh();
		JsonNode health = this.api.get("/actuator/health").json();
		assertThat(health.get("status").asString()).isEqualTo("UP");
		JsonNode channels = health.get("components").get("channels");
		assertThat(channels.get("status").asString()).isEqualTo("DEGRADED");
		assertThat(channels.get("details").get("reason").asString()).contains("PARLEY_SECRET_KEY");
		assertThat(channels.get("details").propertyNames()).containsExactlyInAnyOrder("reason", "count");
		assertThat(channels.at("/details/count").asInt()).isPositive();
		assertThat(health.toString()).as("another team's admin may read it").doesNotContain(this.id);
		assertThat(output).contains("The secrets of channel " + this.id + " of team default cannot be decrypted");
		assertThat(this.api.get("/channels/" + this.id).json().get("has_secret").asBoolean()).isTrue();
		assertThat(this.api
			.put("/channels/" + this.id, "{\"url\":\"https://example.org/\",\"secret\":\"whsec_%s\"}".formatted(NEXT))
			.status()).isEqualTo(200);
		assertThat(this.api.get("/actuator/health").json().at("/components/channels/status").asString())
			.isEqualTo("UP");
		assertThat(stored().settings().previousSecret()).as("which could not be signed with").isNull();
		assertThat(stored().settings().previousUntil()).isNull();
		this.api.delete("/channels/" + this.id);
	}

	@Test
	void healthTellsOfTheSecretBeforeAsLongAsRequestsAreSignedWithIt() {
		this.api.post("/channels",
				"{\"id\":\"%s\",\"kind\":\"webhook\",\"url\":\"https://example.org/\"}".formatted(this.id));
		losePrevious(Instant.now().plusSeconds(60));
		assertThat(health("/status")).isEqualTo("DEGRADED");
		losePrevious(Instant.now().minusSeconds(60));
		assertThat(health("/status")).isEqualTo("UP");
		this.api.delete("/channels/" + this.id);
	}

	private void losePrevious(Instant until) {
		String sealed = box(NEXT).seal("default", this.id, SecretBox.SECRET, "whsec_x");
		Channel.Settings now = stored().settings();
		assertThat(this.channels.seal(stored(),
				new Channel.Settings(now.url(), now.secret(), sealed, until, null, null, null, null, null)))
			.isTrue();
		this.directory.refresh();
	}

	@Test
	void whatIsFoundBeforeItIsLookedForIsToldAllTheSame() {
		ChannelDirectory other = new ChannelDirectory(this.channels);
		int[] told = new int[1];
		other.whenChanged(() -> told[0]++);
		this.api.post("/channels", "{\"id\":\"%s\",\"kind\":\"nats\"}".formatted(this.id));
		assertThat(other.find("default", this.id)).isPresent();
		other.refresh();
		assertThat(told[0]).isOne();
		other.refresh();
		assertThat(told[0]).isOne();
		this.api.delete("/channels/" + this.id);
	}

	@Test
	void anotherInstanceSeesWhatChangesAndTellsOfIt() {
		ChannelDirectory other = new ChannelDirectory(this.channels);
		int[] told = new int[1];
		other.whenChanged(() -> told[0]++);
		assertThat(other.find("default", this.id)).isEmpty();
		this.api.post("/channels", "{\"id\":\"%s\",\"kind\":\"nats\"}".formatted(this.id));
		other.refresh();
		assertThat(other.find("default", this.id)).hasValueSatisfying((it) -> assertThat(it.version()).isZero());
		assertThat(told[0]).isOne();
		other.refresh();
		assertThat(told[0]).isOne();
		this.api.put("/channels/" + this.id, "{\"enabled\":false}");
		other.refresh();
		assertThat(other.find("default", this.id).orElseThrow().enabled()).isFalse();
		this.api.delete("/channels/" + this.id);
		other.refresh();
		assertThat(other.find("default", this.id)).isEmpty();
		assertThat(told[0]).isEqualTo(3);
	}

}
