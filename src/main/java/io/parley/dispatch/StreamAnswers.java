package io.parley.dispatch;

import java.time.Duration;

import io.nats.client.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the stream what is to become of the messages of a consumer that were handed to
 * this instance. What gets lost is mended by the ack wait.
 */
class StreamAnswers {

	private static final Logger log = LoggerFactory.getLogger(StreamAnswers.class);

	private static final String DONE = "+ACK";

	private static final String AT_ONCE = "-NAK";

	private static final String STILL_HANDLED = "+WPI";

	private final StreamConsumers owner;

	private final Postponed postponed = new Postponed();

	StreamAnswers(StreamConsumers owner) {
		this.owner = owner;
	}

	/** What is to become of a message that was handled. */
	void give(Message message, long sequence, Verdict verdict) {
		Duration again = verdict.again();
		if (again == null) {
			publish(message.getReplyTo(), DONE.getBytes());
		}
		else if (again.toNanos() <= 0) {
			publish(message.getReplyTo(), AT_ONCE.getBytes());
		}
		else if (verdict.callable()) {
			byte[] later = later(again);
			this.postponed.put(sequence, message.getReplyTo(), (reply) -> publish(reply, later));
		}
		else {
			putOff(message, again);
		}
	}

	/** It is handed out again, to whichever instance, after a pause. */
	void putOff(Message message, Duration pause) {
		publish(message.getReplyTo(), later(pause));
	}

	/** The ack wait begins anew. */
	void renew(Message message) {
		publish(message.getReplyTo(), STILL_HANDLED.getBytes());
	}

	/** One that was put off and may be called for is handed out again at once. */
	void hurry(long sequence) {
		this.postponed.take(sequence, (reply) -> publish(reply, AT_ONCE.getBytes()));
	}

	/** It was handed out again: nobody calls for it any more. */
	void forget(long sequence) {
		this.postponed.forget(sequence);
	}

	private static byte[] later(Duration pause) {
		return "-NAK {\"delay\":%d}".formatted(pause.toNanos()).getBytes();
	}

	private void publish(String reply, byte[] answer) {
		ConnectionDispatcher current = this.owner.incoming();
		try {
			if (current != null) {
				current.connection().publish(reply, answer);
			}
		}
		catch (IllegalStateException ex) {
			log.debug("NATS is away; the stream hands the message out again after the ack wait", ex);
		}
	}

}
