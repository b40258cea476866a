package io.parley.channel.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.parley.channel.ChannelKind;
import io.parley.channel.ChannelSessions;
import io.parley.channel.ReplyFigures;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.StreamPublisher;
import io.parley.dispatch.Subjects;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import io.parley.web.Utf8;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Hands in the replies that the stream has. The team is the one that the subject names:
 * who may publish there is the NATS server's to say. What cannot be taken now is tried
 * again for as long as the stream has it; what never can is told, and done with.
 */
@Component
class ReplyIntake {

	private static final Logger log = LoggerFactory.getLogger(ReplyIntake.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LAST_PAUSE = Duration.ofMinutes(5);

	private final ChannelSessions sessions;

	private final StreamPublisher publisher;

	private final ReplyFigures figures;

	private final Clock clock;

	private final JsonMapper mapper;

	ReplyIntake(ChannelSessions sessions, StreamPublisher publisher, ReplyFigures figures, Clock clock,
			JsonMapper mapper) {
		this.sessions = sessions;
		this.publisher = publisher;
		this.figures = figures;
		this.clock = clock;
		this.mapper = mapper;
	}

	/** Takes a message of a subject {@code parley.{team}.replies}. */
	Verdict take(StreamMessage message) {
		String team;
		try {
			team = Subjects.team(message.subject());
		}
		catch (IllegalArgumentException ex) {
			log.warn("Reply {} of the stream names no team", message.sequence());
			return Verdict.DONE;
		}
		JsonObject body = JsonObject.empty();
		try {
			body = read(message.data());
			StreamReply reply = StreamReply.read(body, message.sequence());
			ReplyOutcome outcome = this.sessions.reply(team, reply.channelId(), reply.reply());
			this.figures.taken(ChannelKind.NATS, outcome);
			log.info("Reply {} of the stream to session {} of team {} was taken: {}", message.sequence(),
					reply.reply().sessionId(), team, outcome.status());
			return Verdict.DONE;
		}
		catch (ProblemException ex) {
			return ex.getStatusCode().is5xxServerError() ? later(message) : refuse(message, team, body, ex);
		}
		catch (DataAccessException ex) {
			log.warn("Reply {} of the stream is taken later: {}", message.sequence(), ex.toString());
			return later(message);
		}
	}

	private JsonObject read(byte[] data) {
		if (!Utf8.isText(data)) {
			throw ProblemException.invalid("body", "The message must be text in UTF-8");
		}
		return parse(data).orElseThrow(
				() -> ProblemException.invalid("body", "The message must be a JSON object that the store can hold"));
	}

	/** Nothing of what is no object; {@code null} is none either. */
	private Optional<JsonObject> parse(byte[] data) {
		try {
			return Optional.ofNullable(this.mapper.readValue(data, JsonObject.class));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	private Verdict refuse(StreamMessage message, String team, JsonObject body, ProblemException why) {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("event_type", "reply_refused");
		told.put("team", team);
		told.put("session_id", body.get("session_id") instanceof String id ? id : null);
		told.put("reply_id", body.get("reply_id") instanceof String id ? id : null);
		told.put("sequence", message.sequence());
		told.put("status", why.getStatusCode().value());
		told.put("error", why.getMessage());
		told.put("at", this.clock.instant());
		try {
			this.publisher.publish(Subjects.of(team, "replies", "refused"), "refused-" + message.sequence(),
					this.mapper.writeValueAsBytes(told));
		}
		catch (IllegalStateException ex) {
			return later(message);
		}
		this.figures.refused(ChannelKind.NATS);
		log.info("Reply {} of the stream to team {} is refused with {}", message.sequence(), team,
				why.getStatusCode().value());
		return Verdict.DONE;
	}

	private static Verdict later(StreamMessage message) {
		return Verdict.again(message.backOff(FIRST_PAUSE, LAST_PAUSE));
	}

}
