package io.parley.channel.slack;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.SecretBox;
import io.parley.channel.UnreadableSecretException;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** What a request without a valid signature costs. */
@ExtendWith(OutputCaptureExtension.class)
class SlackSignaturesTest {

	private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

	private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

	private final ChannelDirectory channels = mock(ChannelDirectory.class);

	private final SecretBox secrets = mock(SecretBox.class);

	private final SlackSignatures signatures = new SlackSignatures(this.channels, this.secrets,
			Clock.fixed(NOW, ZoneOffset.UTC));

	private static SlackRequest request(byte[] body, Instant at) {
		String timestamp = String.valueOf(at.getEpochSecond());
		return new SlackRequest(body, timestamp, FakeSlack.sign(SECRET, timestamp, new String(body)));
	}

	@Test
	void looksForNoChannelAndNoSecretWhereItCannotBeSigned() {
		List<SlackRequest> refused = List.of(request(new byte[0], NOW.minusSeconds(301)),
				new SlackRequest(new byte[0], String.valueOf(NOW.getEpochSecond()), "v0=abc"),
				new SlackRequest(new byte[0], null, null));
		assertThat(refused).allSatisfy((request) -> assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.signatures.require("ops", request))
			.matches((ex) -> ex.getStatusCode().value() == 401));
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.signatures.require("ops", request(new byte[SlackRequest.LONGEST + 1], NOW)))
			.matches((ex) -> ex.getStatusCode().value() == 413);
		Mockito.verifyNoInteractions(this.channels, this.secrets);
	}

	@Test
	void warnsOfASecretThatCannotBeReadNotForEachRequest(CapturedOutput output) {
		Channel channel = mock(Channel.class, Mockito.RETURNS_DEEP_STUBS);
		when(this.channels.ofKind(ChannelKind.SLACK, "ops")).thenReturn(List.of(channel));
		UnreadableSecretException unreadable = mock(UnreadableSecretException.class);
		when(this.secrets.open(any(Channel.class), any(), any())).thenThrow(unreadable);
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> this.signatures.require("ops", request(new byte[0], NOW)));
		}
		assertThat(output.getOut().split("Nothing is taken from Slack", -1)).hasSize(2);
	}

}
