package io.parley.console;

import java.util.Objects;
import java.util.Optional;

import io.parley.reply.ReplyTaker;
import io.parley.reply.ShownForm;
import io.parley.reply.TypedReply;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.sessionmessage.SessionMessages;
import io.parley.sessionmessage.SessionQuestion;
import io.parley.store.JsonObject;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Takes a reply from the page of a session, as the person's who is signed in. */
@ConsolePage
class SessionReplyPage {

	private final SessionMessages sessions;

	private final SessionView view;

	private final SessionForms forms;

	private final Callers callers;

	SessionReplyPage(SessionMessages sessions, SessionView view, SessionForms forms, Callers callers) {
		this.sessions = sessions;
		this.view = view;
		this.forms = forms;
		this.callers = callers;
	}

	/**
	 * What is wrong is shown on the page of the session, which is for who may read it.
	 */
	@PostMapping(path = SessionPage.PATH + "/reply", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ModelAndView reply(@PathVariable("session_id") String sessionId, HttpServletRequest request,
			HttpServletResponse response) {
		this.callers.caller().require(Scope.SESSION_MESSAGES_READ);
		SessionQuestion asked = this.forms.asked(sessionId);
		TypedReply typed = this.forms.sent(asked, request);
		Optional<ShownForm> changed = asked.session().ended() ? Optional.empty() : typed.change();
		if (changed.isPresent()) {
			return shown(sessionId, typed, changed.get(), HttpStatus.OK);
		}
		try {
			TypedReply.Result result = typed.handIn(new Taker(asked, document(typed)));
			return (result.outcome() != null)
					? SessionPage.NOTICES.redirect(SessionUrl.of(sessionId), done(result.outcome()))
					: shown(sessionId, typed, Objects.requireNonNull(result.form()), HttpStatus.BAD_REQUEST);
		}
		catch (ProblemException ex) {
			if (ex.is(HttpStatus.NOT_FOUND)) {
				throw ex;
			}
			ex.addHeaders(response);
			return shown(sessionId, typed, typed.refused(ex), ex.getStatusCode());
		}
	}

	private static String done(ReplyOutcome outcome) {
		return outcome.isRetry() ? "again" : (outcome.validationErrors().size() == 0) ? "replied" : "failed";
	}

	/** The document that was shown; a text that is none stands for whichever it is. */
	private static @Nullable ObjectId document(TypedReply typed) {
		String document = typed.typed(SessionForms.DOCUMENT);
		return (document != null && ObjectId.isValid(document)) ? new ObjectId(document) : null;
	}

	private ModelAndView shown(String sessionId, TypedReply typed, ShownForm form, HttpStatusCode status) {
		ModelAndView page = this.view.of(sessionId);
		this.forms.show(page, this.forms.asked(sessionId), form, typed.typed(SessionForms.DOCUMENT));
		page.setStatus(status);
		return page;
	}

	/** Takes what the person who is signed in replies to the document that was shown. */
	private final class Taker implements ReplyTaker {

		private final SessionQuestion asked;

		private final @Nullable ObjectId document;

		Taker(SessionQuestion asked, @Nullable ObjectId document) {
			this.asked = asked;
			this.document = document;
		}

		@Override
		public boolean ended() {
			return this.asked.session().ended();
		}

		@Override
		public HandedInReply reply(JsonObject data, String form) {
			return new HandedInReply(this.asked.session().sessionId(), this.document, null, data, null,
					"console:" + form, null);
		}

		@Override
		public JsonObject validate(HandedInReply reply) {
			return SessionReplyPage.this.sessions.validate(reply);
		}

		@Override
		public ReplyOutcome take(HandedInReply reply) {
			return SessionReplyPage.this.sessions.reply(reply);
		}

	}

}
