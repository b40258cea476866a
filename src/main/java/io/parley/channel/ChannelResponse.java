package io.parley.channel;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.channel.Channel.Settings;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel as callers see it. Which fields there are depends on its kind.
 *
 * @param hasSecret whether it has secrets, which nobody can read again
 * @param secret of a webhook whose secret was made by this request: shown this once
 */
@Schema(name = "Channel",
		requiredProperties = { "id", "kind", "name", "enabled", "has_secret", "created_at", "updated_at" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelResponse(String id, ChannelKind kind, String name, boolean enabled, @Nullable String url,
		@Nullable String channel, @Nullable List<String> to, @Nullable String subject, boolean hasSecret,
		Instant createdAt, Instant updatedAt, @Nullable String secret) {

	static ChannelResponse from(Channel channel) {
		return from(channel, null);
	}

	static ChannelResponse from(Channel channel, @Nullable String secret) {
		Settings settings = channel.settings();
		return new ChannelResponse(channel.channelId(), channel.kindOf(), channel.name(), channel.enabled(),
				settings.url(), settings.channel(), settings.to(), settings.subject(), settings.hasSecret(),
				channel.createdAt(), channel.updatedAt(), secret);
	}

	/** Without the secret. */
	@Override
	public String toString() {
		return "ChannelResponse[" + this.id + ", " + this.kind + "]";
	}

}
