package io.parley.channel.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.parley.channel.OutgoingMessage;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a webhook. Its names are part of the contract with receivers.
 *
 * @param type {@value #MESSAGE}, or {@value #TEST} for one that only tries the channel
 * @param messageDataTemplate what a reply must be like; null where the session is gone,
 * and in a test
 * @param responseUrl where a program hands in the reply; null where the session is gone
 * @param replyPageUrl where a human replies in a browser; null where the session is gone
 * or has ended, and in a test
 */
@JsonPropertyOrder({ "type", "session_id", "message_id", "channel_id", "subject_id", "message", "message_data_template",
		"response_url", "reply_page_url" })
record WebhookBody(@JsonProperty("type") String type, @JsonProperty("session_id") @Nullable String sessionId,
		@JsonProperty("message_id") String messageId, @JsonProperty("channel_id") String channelId,
		@JsonProperty("subject_id") @Nullable String subjectId, @JsonProperty("message") JsonValue message,
		@JsonProperty("message_data_template") @Nullable JsonObject messageDataTemplate,
		@JsonProperty("response_url") @Nullable String responseUrl,
		@JsonProperty("reply_page_url") @Nullable String replyPageUrl) {

	static final String MESSAGE = "session.message";

	static final String TEST = "channel.test";

	static WebhookBody of(OutgoingMessage message) {
		return new WebhookBody(message.test() ? TEST : MESSAGE, message.sessionId(), message.messageId(),
				message.channelId(), message.subjectId(), message.message(),
				(message.session() != null) ? message.session().template() : null, message.responseUrl(),
				message.replyPageUrl());
	}

}
