package io.parley.reply;

import java.util.Optional;
import java.util.function.Supplier;

import io.parley.sessionmessage.SessionQuestion;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.sessionmessage.SessionMessages;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What a link to a reply page lets somebody see and do, whoever it is. */
@Service
class ReplyPages {

	/** Stands for the channel of a message that is not kept any more. */
	private static final String NO_CHANNEL = "page";

	private final ReplyLinks links;

	private final SessionMessages sessions;

	private final AskedMessages messages;

	private final OnBehalf onBehalf;

	ReplyPages(ReplyLinks links, SessionMessages sessions, AskedMessages messages, OnBehalf onBehalf) {
		this.links = links;
		this.sessions = sessions;
		this.messages = messages;
		this.onBehalf = onBehalf;
	}

	/**
	 * A link that was followed.
	 *
	 * @param question what it leads to
	 * @param message what it was in, or null
	 */
	record Followed(ReplyLink link, SessionQuestion question, @Nullable AskedMessage message) {

		boolean ended() {
			return this.question.session().ended();
		}

		/** What the human was asked: the message or, where it is gone, the data. */
		JsonValue asked() {
			return (this.message != null) ? this.message.message()
					: new JsonValue(this.question.messageData().stored());
		}

		/** A reply over the channel of the message. */
		private HandedInReply reply(JsonObject data, String form, ReplyPerson person) {
			return new HandedInReply(this.question.session().sessionId(), this.question.session().id(),
					(this.message != null) ? this.message.channelId() : null, data, null, "page:" + form,
					person.at(this.link.message()));
		}

	}

	/** Where a token leads; nothing where it is none, or its session was deleted. */
	Optional<Followed> follow(String token) {
		return this.links.read(token).flatMap((link) -> {
			AskedMessage message = this.messages.find(link.team(), link.session(), link.message()).orElse(null);
			return as(link, message, () -> this.sessions.findQuestion(link.session()))
				.map((question) -> new Followed(link, question, message));
		});
	}

	/** Where a reply of whoever has the link goes. */
	ReplyTaker taker(Followed followed, ReplyPerson person) {
		return new ReplyTaker() {

			@Override
			public boolean ended() {
				return followed.ended();
			}

			@Override
			public HandedInReply reply(JsonObject data, String form) {
				return followed.reply(data, form, person);
			}

			@Override
			public JsonObject validate(HandedInReply reply) {
				return as(followed.link(), followed.message(), () -> ReplyPages.this.sessions.validate(reply));
			}

			@Override
			public ReplyOutcome take(HandedInReply reply) {
				return as(followed.link(), followed.message(), () -> ReplyPages.this.sessions.reply(reply));
			}

		};
	}

	private <T> T as(ReplyLink link, @Nullable AskedMessage message, Supplier<T> work) {
		String channel = (message != null) ? message.channelId() : NO_CHANNEL;
		return this.onBehalf.of(Caller.ofChannel(link.team(), channel), work);
	}

}
