package io.parley.channel.slack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Held against the example in Slack's own documentation. */
class SlackRequestTest {

	private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

	private static final String TIMESTAMP = "1531420618";

	private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

	private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
			+ "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
			+ "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
			+ "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
			+ "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

	private static SlackRequest request(String body, String timestamp, String signature) {
		return new SlackRequest(body.getBytes(StandardCharsets.UTF_8), timestamp, signature);
	}

	@Test
	void knowsTheSignatureOfTheDocumentation() {
		assertThat(request(BODY, TIMESTAMP, SIGNATURE).isSignedWith(SECRET)).isTrue();
	}

	@Test
	void refusesWhateverWasChanged() {
		assertThat(request(BODY + " ", TIMESTAMP, SIGNATURE).isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, "1531420619", SIGNATURE).isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE).isSignedWith(SECRET + "x")).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE.substring(3)).isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE.replace("v0", "v1")).isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE + "00").isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, TIMESTAMP, "").isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, TIMESTAMP, null).isSignedWith(SECRET)).isFalse();
		assertThat(request(BODY, null, SIGNATURE).isSignedWith(SECRET)).isFalse();
	}

	@Test
	void isFreshForFiveMinutesBothWays() {
		Instant signed = Instant.ofEpochSecond(1_531_420_618);
		SlackRequest request = request(BODY, TIMESTAMP, SIGNATURE);
		assertThat(request.isFresh(signed.plusSeconds(300))).isTrue();
		assertThat(request.isFresh(signed.minusSeconds(300))).isTrue();
		assertThat(request.isFresh(signed.plusSeconds(301))).isFalse();
		assertThat(request.isFresh(signed.minusSeconds(301))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "v0=", "v0=a2114d57", "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
					"v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503",
					"v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503\n",
					"v0=g2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503" })
	void isNotPlausibleWithoutWhatLooksLikeASignatureOfNow(String signature) {
		Instant signed = Instant.ofEpochSecond(1_531_420_618);
		assertThat(request(BODY, TIMESTAMP, signature).isPlausible(signed)).isFalse();
		assertThat(request(BODY, TIMESTAMP, null).isPlausible(signed)).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE).isPlausible(signed.plusSeconds(301))).isFalse();
		assertThat(request(BODY, null, SIGNATURE).isPlausible(signed)).isFalse();
		assertThat(request(BODY, TIMESTAMP, SIGNATURE).isPlausible(signed)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "abc", "-1531420618", "1531420618.0", "+1531420618", " 1531420618",
			"99999999999999999999999999", "1e9", "١٥٣١٤٢٠٦١٨" })
	void isNeverFreshWithoutATimestamp(String timestamp) {
		Instant signed = Instant.ofEpochSecond(1_531_420_618);
		assertThat(request(BODY, timestamp, SIGNATURE).isFresh(signed)).isFalse();
		assertThat(request(BODY, null, SIGNATURE).isFresh(signed)).isFalse();
	}

}
