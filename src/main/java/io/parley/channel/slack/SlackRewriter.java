package io.parley.channel.slack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.parley.channel.Attempt.Result;
import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.ChannelSessions;
import io.parley.reply.MessageText;
import io.parley.channel.delivery.Delivery;
import io.parley.channel.delivery.DeliveryRepository;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Subjects;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.AskedSession;
import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Rewrites the messages of a session in Slack once it has ended: who replied what, or
 * that nobody has to any more, in place of the buttons. What the messages become is read
 * from the session as it is, so that an event that comes late, twice or out of order does
 * no harm.
 */
@Component
class SlackRewriter {

	private static final Logger log = LoggerFactory.getLogger(SlackRewriter.class);

	/** Messages of one session that are rewritten. */
	private static final int MOST = 100;

	private static final int ATTEMPTS = 10;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

	private static final Duration LAST_PAUSE = Duration.ofMinutes(10);

	private final DeliveryRepository deliveries;

	private final ChannelDirectory channels;

	private final ChannelSessions sessions;

	private final SlackApi api;

	private final JsonMapper mapper;

	SlackRewriter(DeliveryRepository deliveries, ChannelDirectory channels, ChannelSessions sessions, SlackApi api,
			JsonMapper mapper) {
		this.deliveries = deliveries;
		this.channels = channels;
		this.sessions = sessions;
		this.api = api;
		this.mapper = mapper;
	}

	/** Takes an event of the stream that says that a session may have ended. */
	Verdict take(StreamMessage message) {
		String team = Subjects.team(message.subject());
		JsonObject event = read(message);
		if (!(event.get("session_id") instanceof String sessionId)) {
			return Verdict.DONE;
		}
		JsonObject reply = (event.get("event_payload") instanceof Document data) ? new JsonObject(data) : null;
		Duration pause = this.deliveries.isUnderWay(team, sessionId) ? FIRST_PAUSE : null;
		for (Delivery delivery : this.deliveries.delivered(team, sessionId, MOST)) {
			SlackAnswer answer = rewrite(delivery, reply);
			if (answer != null && answer.result() == Result.FAILED) {
				pause = (answer.retryAfter() != null) ? answer.retryAfter() : FIRST_PAUSE;
				break;
			}
		}
		return (pause != null) ? later(message, team, sessionId, pause) : Verdict.DONE;
	}

	private static Verdict later(StreamMessage message, String team, String sessionId, Duration pause) {
		if (message.deliveries() >= ATTEMPTS) {
			log.warn("The Slack messages of session {} of team {} are left as they are after {} attempts", sessionId,
					team, message.deliveries());
			return Verdict.DONE;
		}
		Duration own = message.backOff(FIRST_PAUSE, LAST_PAUSE);
		Duration longer = (own.compareTo(pause) > 0) ? own : pause;
		return Verdict.again((longer.compareTo(LAST_PAUSE) < 0) ? longer : LAST_PAUSE);
	}

	/** Null where nothing is to be rewritten. */
	private @Nullable SlackAnswer rewrite(Delivery delivery, @Nullable JsonObject reply) {
		Channel channel = this.channels.find(delivery.team(), delivery.channelId())
			.filter((found) -> found.kindOf() == ChannelKind.SLACK)
			.orElse(null);
		SlackReceipt receipt = SlackReceipt.of(delivery).orElse(null);
		if (channel == null || receipt == null || receipt.session() == null) {
			return null;
		}
		Optional<AskedSession> session = this.sessions.find(delivery.team(), delivery.channelId(), receipt.session());
		if (session.isPresent() && !session.get().ended()) {
			return null;
		}
		String text = text(delivery);
		SlackEnding ending = session.map((ended) -> SlackEnding.of(ended, reply)).orElse(SlackEnding.WITHDRAWN);
		Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("channel", receipt.channel());
		arguments.put("ts", receipt.ts());
		arguments.putAll(SlackTransport.content(text, SlackBlocks.ended(text, ending)));
		SlackAnswer answer = this.api.call(channel, "chat.update", arguments);
		if (!answer.isDone()) {
			log.info("Message {} of session {} over channel {} was not rewritten: {}", delivery.id(),
					delivery.sessionId(), delivery.channelId(), answer.detail());
		}
		return answer;
	}

	/** What it said, of one message at a time: that may be much. */
	private String text(Delivery delivery) {
		return this.deliveries.find(delivery.team(), delivery.id())
			.map((whole) -> MessageText.of(whole.outbound().message()))
			.orElse("");
	}

	private JsonObject read(StreamMessage message) {
		try {
			JsonObject event = this.mapper.readValue(message.data(), JsonObject.class);
			return (event != null) ? event : JsonObject.empty();
		}
		catch (JacksonException ex) {
			log.warn("Event {} of the stream is no event of a session: {}", message.sequence(),
					ex.getClass().getSimpleName());
			return JsonObject.empty();
		}
	}

}
