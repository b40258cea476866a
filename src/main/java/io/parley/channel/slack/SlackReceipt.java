package io.parley.channel.slack;

import java.util.Optional;

import io.parley.channel.delivery.Delivery;
import io.parley.channel.slack.SlackReply.Place;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a message that Slack has taken.
 *
 * @param channel the id of the Slack channel
 * @param ts the timestamp by which Slack knows the message
 * @param session the id of the document of its session; null for a test
 */
record SlackReceipt(String channel, String ts, @Nullable ObjectId session) {

	Document stored() {
		Document stored = new Document("channel", this.channel).append("ts", this.ts);
		return (this.session != null) ? stored.append("session", this.session) : stored;
	}

	static SlackReceipt of(Document stored) {
		return new SlackReceipt(stored.getString("channel"), stored.getString("ts"), stored.getObjectId("session"));
	}

	static Optional<SlackReceipt> of(Delivery delivery) {
		return Optional.ofNullable(delivery.receipt()).map(SlackReceipt::of);
	}

	boolean isAt(Place place) {
		return place.channel().equals(this.channel) && place.ts().equals(this.ts);
	}

}
