package io.parley.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.reply.FormInput;
import io.parley.reply.FormReply;
import io.parley.reply.ReplyForm;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.sessionmessage.SessionMessages;
import io.parley.sessionmessage.SessionQuestion;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.bson.types.ObjectId;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes a reply from the page of a session, as the person's who is signed in. It is
 * checked before it is handed in, so that a mistake costs nothing; one that is sent again
 * is answered as the first time.
 */
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
	ModelAndView reply(@PathVariable("session_id") String sessionId, HttpServletRequest request) {
		this.callers.caller().require(Scope.SESSION_MESSAGES_READ);
		FormInput input = SessionForms.input(request);
		SessionQuestion asked = this.forms.asked(sessionId);
		ReplyForm form = this.forms.of(asked);
		String changed = asked.session().ended() ? null : form.change(input);
		if (changed != null) {
			return shown(sessionId, input, Map.of(), List.of(), changed, HttpStatus.OK);
		}
		FormReply read = form.read(input);
		try {
			return handIn(sessionId, asked, input, read);
		}
		catch (ProblemException ex) {
			if (ex.getStatusCode() == HttpStatus.NOT_FOUND) {
				throw ex;
			}
			return shown(sessionId, input, Map.of(), List.of(ex.getMessage()), null, ex.getStatusCode());
		}
	}

	private ModelAndView handIn(String sessionId, SessionQuestion asked, FormInput input, FormReply read) {
		HandedInReply reply = new HandedInReply(sessionId, document(input), null, read.data(), null,
				SessionForms.replyId(input, read.data()), null);
		// Once it has ended only what was taken before is answered otherwise than by a
		// 409.
		if (!asked.session().ended()) {
			Map<String, String> wrong = new LinkedHashMap<>(read.faults());
			List<String> others = new ArrayList<>();
			place(this.sessions.validate(reply), read, wrong, others);
			if (!wrong.isEmpty() || !others.isEmpty()) {
				return shown(sessionId, input, wrong, others, null, HttpStatus.BAD_REQUEST);
			}
		}
		ReplyOutcome outcome = this.sessions.reply(reply);
		return SessionUrl.done(sessionId,
				outcome.isRetry() ? "again" : (outcome.validationErrors().size() == 0) ? "replied" : "failed");
	}

	/** The document that was shown; a text that is none stands for whichever it is. */
	private static ObjectId document(FormInput input) {
		String document = input.first("document");
		return (document != null && ObjectId.isValid(document)) ? new ObjectId(document) : null;
	}

	/** Tells what the check of a reply found at the fields that it means. */
	private static void place(JsonObject errors, FormReply read, Map<String, String> wrong, List<String> others) {
		errors.stored().forEach((key, predicate) -> {
			String field = JsonKeys.decode(key);
			String path = read.path(field);
			if (path.isEmpty()) {
				others.add((field.equals("message_data") ? "Your reply" : field) + " " + predicate);
			}
			else {
				wrong.putIfAbsent(path, String.valueOf(predicate));
			}
		});
	}

	private ModelAndView shown(String sessionId, FormInput input, Map<String, String> wrong, List<String> others,
			String focus, HttpStatusCode status) {
		ModelAndView page = this.view.of(sessionId);
		this.forms.show(page, this.forms.asked(sessionId), input, wrong, focus);
		List<SessionForms.Fault> faults = new ArrayList<>(this.forms.faults(page));
		others.forEach((sentence) -> faults.add(new SessionForms.Fault(null, sentence + ".")));
		page.addObject("faults", faults);
		page.setStatus(status);
		return page;
	}

}
