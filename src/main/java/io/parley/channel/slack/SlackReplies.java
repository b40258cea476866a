package io.parley.channel.slack;

import java.util.List;
import java.util.Optional;

import io.parley.channel.Channel;
import io.parley.channel.ChannelSessions;
import io.parley.channel.ReplyFigures;
import io.parley.channel.delivery.Delivery;
import io.parley.channel.delivery.DeliveryRepository;
import io.parley.channel.slack.SlackChoices.Choice;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.RepliedBy;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Hands the replies of Slack's users in to the sessions whose messages they are about,
 * and tells them where a reply did not count.
 */
@Component
class SlackReplies {

	private static final Logger log = LoggerFactory.getLogger(SlackReplies.class);

	private final DeliveryRepository deliveries;

	private final ChannelSessions sessions;

	private final SlackNotices notices;

	private final ReplyFigures figures;

	SlackReplies(DeliveryRepository deliveries, ChannelSessions sessions, SlackNotices notices, ReplyFigures figures) {
		this.deliveries = deliveries;
		this.sessions = sessions;
		this.notices = notices;
		this.figures = figures;
	}

	/**
	 * Takes a reply, where it is about a message that was delivered over one of these
	 * channels.
	 * @throws ProblemException 503 where it cannot be taken now
	 */
	void take(List<Channel> channels, SlackReply reply) {
		for (Channel channel : channels) {
			Optional<Delivery> delivery = find(channel, reply);
			if (delivery.isPresent()) {
				handIn(channel, delivery.get(), reply);
				return;
			}
		}
		log.debug("What was said in Slack is about no message of these channels");
	}

	/**
	 * The delivery that it is about. A button has to stand in the very message that was
	 * delivered, whatever it says of itself.
	 */
	private Optional<Delivery> find(Channel channel, SlackReply reply) {
		Optional<Delivery> found = (reply.button() != null)
				? this.deliveries.find(channel.team(), reply.button().messageId())
				: this.deliveries.findByReceipt(channel.team(), channel.channelId(), reply.place().ts());
		return found.filter((delivery) -> delivery.channelId().equals(channel.channelId())
				&& SlackReceipt.of(delivery).filter((receipt) -> receipt.isAt(reply.place())).isPresent());
	}

	private void handIn(Channel channel, Delivery delivery, SlackReply reply) {
		ObjectId document = SlackReceipt.of(delivery).map(SlackReceipt::session).orElse(null);
		Optional<AskedSession> session = find(channel, document);
		if (session.isEmpty()) {
			refuse(channel, reply, delivery, SlackEnding.WITHDRAWN);
			return;
		}
		JsonObject data = (reply.button() != null) ? chosen(session.get(), reply.button()) : null;
		if (reply.button() != null && data == null) {
			refuse(channel, reply, delivery, SlackEnding.OTHER_CHOICES);
			return;
		}
		HandedInReply handedIn = new HandedInReply(session.get().sessionId(), document, data,
				(data == null) ? reply.text() : null, reply.id(),
				new RepliedBy("slack", reply.user(), reply.userName()));
		try {
			ReplyOutcome outcome = this.sessions.reply(channel.team(), channel.channelId(), handedIn);
			this.figures.taken(channel.kindOf(), outcome);
			log.info("Reply {} to session {} over channel {} was taken: {}", reply.id(), delivery.sessionId(),
					channel.channelId(), outcome.status());
		}
		catch (ProblemException ex) {
			if (ex.getStatusCode().is5xxServerError()) {
				throw ex;
			}
			refuse(channel, reply, delivery, ending(find(channel, document), ex));
		}
	}

	private Optional<AskedSession> find(Channel channel, ObjectId document) {
		return (document != null) ? this.sessions.find(channel.team(), channel.channelId(), document)
				: Optional.empty();
	}

	private static JsonObject chosen(AskedSession session, SlackButton button) {
		return SlackChoices.of(session.template())
			.flatMap((choices) -> choices.find(button.key()).map((Choice choice) -> choices.answer(choice)))
			.orElse(null);
	}

	/** Why a reply did not count; of a session that has ended, by whom. */
	private static SlackEnding ending(Optional<AskedSession> session, ProblemException refusal) {
		return session.filter(AskedSession::ended)
			.map((ended) -> SlackEnding.of(ended, null))
			.orElse(session.isEmpty() ? SlackEnding.WITHDRAWN : SlackEnding.refused(refusal.getMessage()));
	}

	private void refuse(Channel channel, SlackReply reply, Delivery delivery, SlackEnding why) {
		this.figures.refused(channel.kindOf());
		log.info("Reply {} to session {} over channel {} does not count any more", reply.id(), delivery.sessionId(),
				channel.channelId());
		this.notices.tell(channel, reply, why);
	}

}
