package io.parley.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The kinds of channels, by how a message gets to its receiver. */
public enum ChannelKind {

	/** A worker outside listens on the channel's NATS subject. */
	NATS,

	/** An HTTP request to a URL, signed as Standard Webhooks say. */
	WEBHOOK,

	/** A message in a Slack channel, by Slack's Web API. */
	SLACK,

	/** An adaptive card to an incoming webhook of Microsoft Teams. */
	TEAMS,

	/** An e-mail over the SMTP server of {@code spring.mail}. */
	EMAIL;

	/** As it is spelt in requests, answers and the store. */
	@JsonValue
	public String text() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Whether this service delivers over such a channel. */
	public boolean isDelivered() {
		return this != NATS;
	}

	public static Optional<ChannelKind> of(@Nullable String text) {
		return Arrays.stream(values()).filter((kind) -> kind.text().equals(text)).findFirst();
	}

}
