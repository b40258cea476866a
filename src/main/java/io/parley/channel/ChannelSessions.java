package io.parley.channel;

import java.util.Optional;

import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.sessionmessage.SessionMessages;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * The sessions of any team for what comes in over its channels, where no caller is at
 * hand.
 */
@Component
public class ChannelSessions {

	private final SessionMessages sessions;

	private final OnBehalf onBehalf;

	ChannelSessions(SessionMessages sessions, OnBehalf onBehalf) {
		this.sessions = sessions;
		this.onBehalf = onBehalf;
	}

	/** The session of a document, if it has not been deleted. */
	public Optional<AskedSession> find(String team, String channelId, ObjectId documentId) {
		return this.onBehalf.of(Caller.ofChannel(team, channelId), () -> this.sessions.find(documentId));
	}

	/**
	 * Takes a reply on behalf of a channel.
	 * @throws ProblemException 404, 409 when the session has ended, 413, 503
	 */
	public ReplyOutcome reply(String team, String channelId, HandedInReply reply) {
		return this.onBehalf.of(Caller.ofChannel(team, channelId), () -> this.sessions.reply(reply));
	}

}
