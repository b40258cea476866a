package io.parley.console;

import java.util.List;

import io.parley.message.MessageResponse;

/**
 * A message as pages show it.
 *
 * @param own whether the participant whose page it is sent it
 * @param recipients some of those that it went to
 * @param more how many others it went to
 */
record MessageView(MessageResponse message, ParticipantView sender, boolean own, List<ParticipantView> recipients,
		int more) {

	/** Where the page can be linked to for this message. */
	public String getAnchor() {
		return anchor(this.message.id());
	}

	static String anchor(String messageId) {
		return "m-" + messageId;
	}

	/** Its attachments. */
	public List<WebLink> getAttachments() {
		return (this.message.attachments() != null) ? this.message.attachments()
			.stream()
			.map((attachment) -> new WebLink(attachment.url(), attachment.url(), attachment.mimeType()))
			.toList() : List.of();
	}

}
