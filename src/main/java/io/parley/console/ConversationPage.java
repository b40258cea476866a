package io.parley.console;

import java.util.List;
import java.util.Map;

import io.parley.idempotency.FormOperations;
import io.parley.message.MessageResponse;
import io.parley.message.Participant;
import io.parley.message.ParticipantMessages;
import io.parley.message.ParticipantMessages.Part;
import io.parley.message.ParticipantMessages.Range;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.html.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What two wrote each other, as one of them sees it, who can write more. */
@ConsolePage
@RequestMapping("/console/participants/{kind}/{id}/with/{other_kind}/{other_id}")
class ConversationPage {

	private static final Notices NOTICES = new Notices(Map.of("sent", "The message was sent."));

	private static final int MESSAGES = 50;

	private static final String TEXT = "text";

	private final ParticipantMessages messages;

	private final ParticipantViews views;

	private final FormOperations forms;

	private final Callers callers;

	ConversationPage(ParticipantMessages messages, ParticipantViews views, FormOperations forms, Callers callers) {
		this.callers = callers;
		this.messages = messages;
		this.views = views;
		this.forms = forms;
	}

	/**
	 * What was typed and what is wrong with it.
	 *
	 * @param form the id by which the service knows the form when it is sent again
	 */
	record Draft(String form, String text, List<Fault> faults) {
	}

	@GetMapping
	ModelAndView showConversation(@PathVariable String kind, @PathVariable String id,
			@PathVariable("other_kind") String otherKind, @PathVariable("other_id") String otherId,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after,
			@RequestParam(required = false) @Nullable String done) {
		return page(Participant.of(kind, id), Participant.of(otherKind, otherId), new Range(MESSAGES, before, after),
				new Draft(this.forms.newForm(), "", List.of()))
			.addObject("notice", NOTICES.of(done));
	}

	@PostMapping
	ModelAndView sendInConversation(@PathVariable String kind, @PathVariable String id,
			@PathVariable("other_kind") String otherKind, @PathVariable("other_id") String otherId,
			@RequestParam(defaultValue = "") String form, @RequestParam(defaultValue = "") String text) {
		// What is refused is shown with the conversation.
		this.callers.caller().require(Scope.MESSAGES_READ);
		Participant one = Participant.of(kind, id);
		Participant other = Participant.of(otherKind, otherId);
		String body = text.replace("\r\n", "\n");
		if (body.isBlank()) {
			return refused(one, other, new Draft(form, text, List.of(new Fault(TEXT, "Type a message."))),
					HttpStatus.BAD_REQUEST);
		}
		String path = ParticipantView.path(one, other);
		try {
			this.forms.once(form, path + "\n" + body, (operation) -> this.messages.send(one, other, body, operation));
		}
		catch (ProblemException ex) {
			// Of what may have been done, or is being done, the form stays the same.
			boolean unknown = FormFaults.isBusy(ex) || ex.getStatusCode().is5xxServerError();
			return refused(one, other,
					new Draft(unknown ? form : this.forms.newForm(), text, List.of(fault(Fault.of(ex).get(0)))),
					ex.getStatusCode());
		}
		return SeeOther.at(NOTICES.url(ListUrl.of(path), "sent") + "#newest");
	}

	/** Of the field as people see it, which is another name than programs use. */
	private static Fault fault(Fault fault) {
		return new Fault(TEXT, fault.sentence().replaceFirst("^body ", "The message "));
	}

	private ModelAndView refused(Participant one, Participant other, Draft draft, HttpStatusCode status) {
		ModelAndView page = page(one, other, new Range(MESSAGES, null, null), draft);
		page.setStatus(status);
		return page;
	}

	private ModelAndView page(Participant one, Participant other, Range range, Draft draft) {
		Part<MessageResponse> part = this.messages.conversation(one, other, range);
		return new ModelAndView("console/conversation").addObject("participant", this.views.of(one))
			.addObject("other", this.views.of(other))
			.addObject("path", ParticipantView.path(one, other))
			.addObject("messages", this.views.messages(part.entries(), one))
			.addObject("pages", PartLinks.of(part, ListUrl.of(ParticipantView.path(one, other))))
			.addObject("draft", draft);
	}

}
