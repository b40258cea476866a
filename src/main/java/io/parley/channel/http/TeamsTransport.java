package io.parley.channel.http;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.channel.MessageParts;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Delivers to an incoming webhook or a workflow of Microsoft Teams. Teams answers some
 * messages that it did not take with 200 and says so in the body; what the body says then
 * counts.
 */
@Component
class TeamsTransport implements Transport {

	private static final String FAILED = "Webhook message delivery failed";

	private static final Pattern STATUS = Pattern.compile("HTTP error ([1-5][0-9]{2})");

	/** Without its character set Teams counts the message twice as large as it is. */
	private static final String JSON = "application/json; charset=utf-8";

	private final CheckedHttp http;

	private final HttpAttempts attempts;

	private final JsonMapper json;

	TeamsTransport(CheckedHttp http, HttpAttempts attempts, JsonMapper json) {
		this.http = http;
		this.attempts = attempts;
		this.json = json;
	}

	@Override
	public ChannelKind kind() {
		return ChannelKind.TEAMS;
	}

	@Override
	public Attempt deliver(Channel channel, OutgoingMessage message) {
		byte[] card = TeamsCard.write(MessageParts.of(message), this.json);
		HttpAnswer answer = this.http.send(channel.team(), HttpCall
			.post(Objects.requireNonNull(channel.settings().url()), Map.of(HttpHeaders.CONTENT_TYPE, JSON), card));
		return (answer.isSuccessful() && answer.text().contains(FAILED)) ? failedAllTheSame(answer)
				: this.attempts.of(answer);
	}

	private Attempt failedAllTheSame(HttpAnswer answer) {
		Matcher status = STATUS.matcher(answer.text());
		if (!status.find()) {
			return Attempt.failed(answer.status(),
					"Teams answered " + answer.status() + ", but says that it did not deliver the message", null);
		}
		int said = Integer.parseInt(status.group(1));
		return this.attempts.unsuccessful(answer, said,
				"Teams answered " + answer.status() + ", but says that delivering the message failed with " + said);
	}

}
