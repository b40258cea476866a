package io.parley.channel;

import java.util.List;
import java.util.Objects;

import io.parley.reply.MessageFact;
import io.parley.reply.MessageText;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A message in the parts that a human is shown, all of them plain text: who shows them
 * escapes them.
 *
 * @param heading what kind of message it is, in a few words
 * @param text what is said; may be empty and have several lines
 * @param facts the other members of a message that is an object
 * @param asked what a reply consists of; empty where the template does not say, in a test
 * and once the session has ended
 * @param replyPageUrl where the reply is given; null where there is none to give
 */
public record MessageParts(String heading, String text, List<MessageFact> facts, List<ReplyField> asked,
		@Nullable String replyPageUrl) {

	/** Stands above a message that only tries a channel. */
	public static final String TEST = "This is a test. Nobody waits for a reply.";

	/** The parts of a message. */
	public static MessageParts of(OutgoingMessage message) {
		boolean open = message.session() != null && !message.session().ended();
		Document object = (message.message().stored() instanceof Document document) ? document : null;
		return new MessageParts(heading(message, open),
				(object != null) ? MessageText.lead(object).orElse("") : MessageText.of(message.message()),
				(object != null) ? MessageText.facts(object) : List.of(),
				open ? ReplyField.of(Objects.requireNonNull(message.session()).template()) : List.of(),
				open ? message.replyPageUrl() : null);
	}

	private static String heading(OutgoingMessage message, boolean open) {
		if (message.test()) {
			return TEST;
		}
		if (!open) {
			return "This needs no reply any more.";
		}
		return (message.purpose() == Purpose.REPAIR) ? "Your reply could not be taken." : "You are asked for a reply.";
	}

}
