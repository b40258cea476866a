package io.parley.dispatch;

import java.io.IOException;
import java.util.function.Consumer;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;

import org.springframework.stereotype.Component;

/**
 * Reads the messages of the stream with which a durable consumer is not done, without
 * taking them: what is left where nobody consumes any more.
 */
@Component
public class StreamRemains {

	private final StreamConsumers consumers;

	StreamRemains(StreamConsumers consumers) {
		this.consumers = consumers;
	}

	/**
	 * How far the messages were read.
	 *
	 * @param next the first place in the stream that was not looked at
	 * @param all whether there is no further message now
	 */
	public record Read(long next, boolean all) {
	}

	/**
	 * Reads messages in their order, one after another.
	 * @param name of the consumer
	 * @param from the first place in the stream to look at
	 * @param most how many are read at most
	 * @param reader given each; what it throws ends the reading
	 * @throws IllegalStateException where NATS does not answer now
	 */
	public Read read(String name, long from, int most, Consumer<StreamMessage> reader) {
		long next = from;
		try {
			JetStreamManagement streams = this.consumers.connection().jetStreamManagement();
			ConsumerInfo consumer = streams.getConsumerInfo(EventStream.NAME, name);
			next = Math.max(from, consumer.getAckFloor().getStreamSequence() + 1);
			String subject = consumer.getConsumerConfiguration().getFilterSubject();
			for (int i = 0; i < most; i++) {
				MessageInfo message = streams.getNextMessage(EventStream.NAME, next, subject);
				reader.accept(new StreamMessage(message.getSubject(), message.getData(), message.getSeq(), 0,
						System.nanoTime()));
				next = message.getSeq() + 1;
			}
			return new Read(next, false);
		}
		catch (IOException | JetStreamApiException ex) {
			if (StreamError.isAny(ex)) {
				return new Read(next, true);
			}
			throw new IllegalStateException("What consumer " + name + " is not done with cannot be read", ex);
		}
	}

}
