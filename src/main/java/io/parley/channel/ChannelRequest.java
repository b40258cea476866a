package io.parley.channel;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A channel to register, or as it is to be; null counts as absent. Which fields there are
 * besides id, kind, name and enabled depends on the kind; others are refused. What an
 * answer shows besides ({@code has_secret}, {@code created_at}, {@code updated_at}) is
 * ignored, so that an answer can be changed and sent back.
 *
 * @param id as messages name it; unique in the team; stays for good
 * @param kind nats: a worker outside listens on the channel's NATS subject. webhook: an
 * HTTP request, signed as Standard Webhooks say. slack, teams, email: a message there.
 * Stays for good
 * @param name what people call it; its id where none is given
 * @param enabled whether messages may be sent over it; true unless said otherwise
 * @param url of webhook and teams: http or https
 * @param secret of webhook: whsec_ and base64 of 24 to 64 bytes. One is made where none
 * is given, and shown once
 * @param channel of slack: the id or name of the Slack channel
 * @param botToken of slack: with which messages are sent
 * @param signingSecret of slack: with which Slack signs what it sends
 * @param to of email: 1 to 50 addresses
 * @param subject of email: of every message; one is chosen where none is given
 */
@Schema(name = "ChannelCreate")
@JsonIgnoreProperties({ "has_secret", "created_at", "updated_at" })
record ChannelRequest(@Characters(min = 1) @Nullable String id,
		@Pattern(regexp = "nats|webhook|slack|teams|email",
				message = "must be nats, webhook, slack, teams or email") @Schema(allowableValues = {
						"nats", "webhook", "slack", "teams", "email" }) @Nullable String kind,
		@Characters(min = 1) @Nullable String name, @Nullable Boolean enabled, @Nullable String url,
		@Nullable String secret, @Nullable String channel, @Nullable String botToken, @Nullable String signingSecret,
		@Size(min = 1, max = ChannelRequest.MOST_ADDRESSES,
				message = "must have {min} to {max} entries") @Nullable List<@NotNull(
						message = "must be a string") String> to,
		@Nullable String subject){

	static final int MOST_ADDRESSES = 50;

	static final String NATS = """
			{"id": "operators", "kind": "nats"}""";

	static final String TEAMS = """
			{"id": "finance", "kind": "teams", "name": "Finance", "url": "https://example.webhook.office.com/webhookb2/1"}""";

	static final String CHANGE = """
			{"name": "Operators", "enabled": true}""";

	/** Without secrets. */
	@Override
	public String toString() {
		return "ChannelRequest[" + this.id + ", " + this.kind + "]";
	}

}
