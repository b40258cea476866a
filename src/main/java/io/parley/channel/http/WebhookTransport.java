package io.parley.channel.http;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.SecretBox;
import io.parley.channel.Transport;
import io.parley.channel.UnreadableSecretException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Delivers to webhooks, as the Standard Webhooks specification (standardwebhooks.com)
 * says: the id is that of the message and the same in every attempt, by which a receiver
 * recognises a repetition; time and signatures are made anew for each. While a secret is
 * replaced there is a signature with each of the two.
 */
@Component
class WebhookTransport implements Transport {

	private final CheckedHttp http;

	private final HttpAttempts attempts;

	private final SecretBox secrets;

	private final JsonMapper json;

	private final Clock clock;

	WebhookTransport(CheckedHttp http, HttpAttempts attempts, SecretBox secrets, JsonMapper json, Clock clock) {
		this.http = http;
		this.attempts = attempts;
		this.secrets = secrets;
		this.json = json;
		this.clock = clock;
	}

	@Override
	public ChannelKind kind() {
		return ChannelKind.WEBHOOK;
	}

	@Override
	public Attempt deliver(Channel channel, OutgoingMessage message) {
		byte[] body = this.json.writeValueAsBytes(WebhookBody.of(message));
		Instant now = this.clock.instant();
		String signatures;
		try {
			signatures = sign(channel, now, message.messageId(), body);
		}
		catch (UnreadableSecretException | IllegalArgumentException ex) {
			return Attempt.failed(null, "The channel's secret cannot be used: set PARLEY_SECRET_KEY to the key that it"
					+ " was encrypted with, or give the channel another secret", null);
		}
		return this.attempts.of(this.http.send(channel.team(),
				HttpCall.post(Objects.requireNonNull(channel.settings().url()),
						Map.of(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE, "webhook-id",
								message.messageId(), "webhook-timestamp", Long.toString(now.getEpochSecond()),
								"webhook-signature", signatures),
						body)));
	}

	private String sign(Channel channel, Instant now, String id, byte[] body) {
		Channel.Settings settings = channel.settings();
		List<String> sealed = new ArrayList<>();
		sealed.add(settings.secret());
		if (settings.overlaps(now)) {
			sealed.add(settings.previousSecret());
		}
		return String.join(" ",
				sealed.stream()
					.map((secret) -> this.secrets.open(channel, SecretBox.SECRET, secret))
					.map((secret) -> WebhookSecret.of(secret).sign(id, now.getEpochSecond(), body))
					.toList());
	}

}
