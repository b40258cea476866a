package io.parley.channel.slack;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.channel.ChannelSessions;
import io.parley.channel.ReplyFigures;
import io.parley.channel.delivery.Delivery;
import io.parley.channel.delivery.DeliveryRepository;
import io.parley.channel.slack.SlackChoices.Choice;
import io.parley.channel.slack.SlackReply.Place;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.RepliedBy;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
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

	private final SlackThreads threads;

	private final SlackNotices notices;

	private final ReplyFigures figures;

	SlackReplies(DeliveryRepository deliveries, ChannelSessions sessions, SlackThreads threads, SlackNotices notices,
			ReplyFigures figures) {
		this.deliveries = deliveries;
		this.sessions = sessions;
		this.threads = threads;
		this.notices = notices;
		this.figures = figures;
	}

	/**
	 * Takes a reply, where it is about a message that was posted over one of these
	 * channels.
	 * @throws ProblemException 503 where it cannot be taken now
	 */
	void take(List<Channel> channels, SlackReply reply) {
		SlackButton button = reply.button();
		if (button != null) {
			take(channels, reply, (channel) -> find(channel, button.mark()));
		}
		else if (!handIn(channels, reply, (channel) -> find(channel, reply.place())) && reply.ours()) {
			askSlack(channels, reply);
		}
	}

	/** Where nothing is known of a thread of this app. */
	private void askSlack(List<Channel> channels, SlackReply reply) {
		SlackAnswer parent = Objects.requireNonNull(this.threads.parent(channels, reply.place()));
		Optional<SlackMark> mark = parent.isDone()
				? SlackMark.of(Objects.requireNonNull(parent.body()).path("messages").path(0)) : Optional.empty();
		if (parent.isDone() && mark.isEmpty()) {
			log.debug("What was said in Slack is about a message of something else");
			return;
		}
		if (!parent.isDone()) {
			log.warn("Reply {} in Slack is about a message that Slack does not show: {}", reply.id(), parent.detail());
		}
		take(channels, reply, (channel) -> mark.flatMap((known) -> find(channel, known)));
	}

	private void take(List<Channel> channels, SlackReply reply, Function<Channel, Optional<Delivery>> find) {
		if (!handIn(channels, reply, find)) {
			this.figures.refused(ChannelKind.SLACK);
			log.info("Reply {} in Slack is about no message that is known", reply.id());
			this.notices.tell(channels.get(0), reply, SlackEnding.UNKNOWN);
		}
	}

	/** False where none of the channels knows what it is about. */
	private boolean handIn(List<Channel> channels, SlackReply reply, Function<Channel, Optional<Delivery>> find) {
		for (Channel channel : channels) {
			Optional<Delivery> delivery = find.apply(channel)
				.filter((found) -> found.channelId().equals(channel.channelId()));
			if (delivery.isPresent()) {
				handIn(channel, delivery.get(), reply);
				return true;
			}
		}
		return false;
	}

	/** By where the message stands that was recorded as delivered. */
	private Optional<Delivery> find(Channel channel, Place place) {
		return this.deliveries.findByReceipt(channel.team(), channel.channelId(), place.ts())
			.filter((delivery) -> SlackReceipt.of(delivery).filter((receipt) -> receipt.isAt(place)).isPresent());
	}

	/**
	 * By what the message says of itself, in whichever copy of it: Slack may have posted
	 * it twice, or posted what is not recorded as delivered yet.
	 */
	private Optional<Delivery> find(Channel channel, SlackMark mark) {
		return this.deliveries.find(channel.team(), mark.messageId())
			.filter((delivery) -> mark.sessionId().equals(delivery.documentId()));
	}

	private void handIn(Channel channel, Delivery delivery, SlackReply reply) {
		ObjectId document = delivery.documentId();
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
		HandedInReply handedIn = new HandedInReply(session.get().sessionId(), document, channel.channelId(), data,
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
		return this.sessions.find(channel.team(), channel.channelId(), document);
	}

	private static @Nullable JsonObject chosen(AskedSession session, SlackButton button) {
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
