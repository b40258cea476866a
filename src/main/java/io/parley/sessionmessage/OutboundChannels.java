package io.parley.sessionmessage;

import java.util.Optional;

import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

/**
 * What sessions need to know of the channels that their messages go to. Implemented by
 * who delivers over them.
 */
public interface OutboundChannels {

	/**
	 * Over which channel this service itself delivers what is sent to a channel of the
	 * team of the request at hand: the id of its document, so that one that is deleted
	 * and registered again with the same id is another. Nothing where it does not
	 * deliver: a worker outside listens on the channel's NATS subject.
	 * @throws ProblemException 409 when the channel is not enabled, 503 when it cannot be
	 * delivered over now at all
	 */
	Optional<ObjectId> delivers(String channelId);

	/**
	 * Takes note of a message that was accepted, after the write that accepted it, so
	 * that its delivery can be seen at once. It is delivered also where this was never
	 * called, or failed. Takes the same message more than once.
	 */
	void accepted(OutboundMessage message);

}
