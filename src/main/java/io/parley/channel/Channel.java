package io.parley.channel;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A registered channel as it is stored.
 *
 * @param channelId the caller's own id of it, unique in its team
 * @param kind as {@link ChannelKind#text} spells it
 * @param settings where and how it delivers, by kind
 * @param version counts the changes
 */
@Document(Channel.COLLECTION)
public record Channel(@Id ObjectId id, String team, String channelId, String kind, String name, boolean enabled,
		Settings settings, Instant createdAt, Instant updatedAt, long version) {

	public static final String COLLECTION = "channels";

	/**
	 * Where and how a channel delivers; what a kind does not use is null. Secrets are
	 * encrypted.
	 *
	 * @param url of webhook and teams
	 * @param secret of webhook: what its requests are signed with
	 * @param previousSecret of webhook: the secret before, with which requests are signed
	 * as well until {@code previousUntil}
	 * @param channel of slack: the id or name of the Slack channel
	 * @param botToken of slack: with which its Web API is called
	 * @param signingSecret of slack: with which Slack signs what it sends
	 * @param to of email: the receivers
	 * @param subject of email
	 */
	public record Settings(@Nullable String url, @Nullable String secret, @Nullable String previousSecret,
			@Nullable Instant previousUntil, @Nullable String channel, @Nullable String botToken,
			@Nullable String signingSecret, @Nullable List<String> to, @Nullable String subject) {

		/** Whether there are secrets among them. */
		public boolean hasSecret() {
			return sealed().findAny().isPresent();
		}

		/** Whether requests are signed with the secret before as well. */
		public boolean overlaps(Instant now) {
			return this.previousSecret != null && this.previousUntil != null && now.isBefore(this.previousUntil);
		}

		/** The secrets, encrypted. */
		Stream<String> sealed() {
			return Stream.of(this.secret, this.previousSecret, this.botToken, this.signingSecret)
				.filter(Objects::nonNull);
		}

		/** Without the secrets. */
		@Override
		public String toString() {
			return "Settings[url=%s, channel=%s, to=%s]".formatted((this.url != null) ? "…" : null, this.channel,
					this.to);
		}

	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

	public ChannelKind kindOf() {
		return ChannelKind.of(this.kind).orElse(ChannelKind.NATS);
	}

}
