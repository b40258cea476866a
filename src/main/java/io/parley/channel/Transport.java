package io.parley.channel;

/**
 * How a message gets to its receiver over one kind of channel. One bean for each kind
 * that this service delivers. Called by many threads at once.
 */
public interface Transport {

	ChannelKind kind();

	/**
	 * Whether it puts the later messages of a session in the thread of the first: only
	 * then does {@link OutgoingMessage#thread()} say which that is.
	 */
	default boolean threads() {
		return false;
	}

	/**
	 * Makes one attempt, within {@code parley.channels.timeout}.
	 * @return how it ended; nothing that a receiver does or leaves undone is an exception
	 */
	Attempt deliver(Channel channel, OutgoingMessage message);

}
