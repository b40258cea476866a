package io.parley.sessionmessage;

import java.util.Optional;
import java.util.function.Supplier;

import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The way of a session's messages to its channels. */
@Component
class SessionOutbound {

	private static final Logger log = LoggerFactory.getLogger(SessionOutbound.class);

	private final OutboundChannels channels;

	SessionOutbound(OutboundChannels channels) {
		this.channels = channels;
	}

	/**
	 * The next message of a session to a channel.
	 * @throws ProblemException 409 when the channel is not enabled, 503 when it cannot be
	 * delivered over now at all
	 */
	LastMessage next(SessionMessage session, String channelId, ObjectId messageId) {
		return session.trail().next(channelId, messageId, this.channels.delivers(channelId).orElse(null));
	}

	/**
	 * The message that asks a human again, over the channel of the reply or, where that
	 * is not known, of the last message; nothing where there was none, or the channel is
	 * not enabled any more.
	 * @param repliedOver the channel of the reply, or null
	 * @throws ProblemException 503 when the channel cannot be delivered over now at all
	 */
	Optional<LastMessage> again(SessionMessage session, @Nullable String repliedOver, ObjectId messageId) {
		try {
			return session.trail()
				.channelToAskAgain(repliedOver)
				.map((channelId) -> next(session, channelId, messageId));
		}
		catch (ProblemException ex) {
			if (!ex.is(HttpStatus.CONFLICT)) {
				throw ex;
			}
			return Optional.empty();
		}
	}

	/**
	 * Has the delivery of a message begin, where the service delivers it. A failure is
	 * none of the caller's: the message is stored, and who delivers finds it by itself.
	 * @param message asked for only where the service delivers it
	 */
	void accepted(SessionMessage session, String channelId, ObjectId messageId, Purpose purpose,
			Supplier<JsonValue> message) {
		session.trail().lastMessage(channelId).filter((last) -> last.delivers(messageId)).ifPresent((last) -> {
			try {
				this.channels.accepted(new OutboundMessage(session.team(), session.sessionId(), session.id(),
						session.fields().subjectId(), messageId, channelId, last.channelDocumentId(), purpose,
						message.get(), last.previousId(), session.updatedAt()));
			}
			catch (RuntimeException ex) {
				log.warn("The delivery of message {} is not recorded yet; that is made up for when it is delivered",
						messageId, ex);
			}
		});
	}

}
