package io.parley.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.reply.FormField;
import io.parley.reply.FormInput;
import io.parley.reply.ReplyForm;
import io.parley.sessionmessage.SessionMessages;
import io.parley.sessionmessage.SessionQuestion;
import io.parley.store.JsonObject;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The form for a reply on the page of a session, for who may reply while it is open. */
@Component
class SessionForms {

	private static final String FORM = "form_id";

	private final SessionMessages sessions;

	private final Callers callers;

	private final JsonMapper mapper;

	SessionForms(SessionMessages sessions, Callers callers, JsonMapper mapper) {
		this.sessions = sessions;
		this.callers = callers;
		this.mapper = mapper;
	}

	/**
	 * What is wrong with what was typed.
	 *
	 * @param field the id of the element that it is about, or null
	 */
	record Fault(String field, String sentence) {
	}

	/** What was typed, of which the container has read the form. */
	static FormInput input(HttpServletRequest request) {
		String form = request.getParameterMap()
			.entrySet()
			.stream()
			.flatMap(
					(field) -> Stream.of(field.getValue()).map((value) -> encode(field.getKey()) + "=" + encode(value)))
			.collect(Collectors.joining("&"));
		return FormInput.parse(form.getBytes(StandardCharsets.UTF_8));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * @throws ProblemException 404 where there is no such session
	 */
	SessionQuestion asked(String sessionId) {
		return this.sessions.find(sessionId)
			.flatMap((session) -> this.sessions.findQuestion(session.id()))
			.orElseThrow(() -> ProblemException.notFound("There is no session with session_id " + sessionId));
	}

	ReplyForm of(SessionQuestion asked) {
		return ReplyForm.of(asked.session().template(), asked.messageData(), this.mapper);
	}

	/** Puts the form into a page, as nobody has typed into it. */
	void show(ModelAndView page, SessionQuestion asked) {
		show(page, asked, of(asked).fill(), Map.of(), null);
	}

	/**
	 * Puts the form into a page with what was typed; nothing where no reply can be taken.
	 * @param wrong what is wrong with a field: predicates by its path
	 * @param focus the path of the field where one goes on, or null
	 */
	void show(ModelAndView page, SessionQuestion asked, FormInput input, Map<String, String> wrong, String focus) {
		page.addObject("form", null);
		if (asked.session().ended() || !this.callers.caller().scopes().contains(Scope.SESSION_MESSAGES_REPLY)) {
			return;
		}
		String formId = formId(input);
		ReplyForm form = of(asked);
		Map<String, String> labels = wrong.isEmpty() ? Map.of() : form.read(input).labels();
		Map<String, String> sentences = new LinkedHashMap<>();
		wrong.forEach((path, predicate) -> sentences.put(path,
				labels.getOrDefault(path, "Your reply") + " " + predicate + "."));
		page.addObject("form", form.show(input, sentences, focus));
		page.addObject("formId", formId.isEmpty() ? UUID.randomUUID().toString() : formId);
		page.addObject("zone", zone(input));
		String document = input.first("document");
		page.addObject("document", (document != null) ? document : asked.session().id().toHexString());
	}

	/** What is wrong with the fields of the form of a page, in their order. */
	List<Fault> faults(ModelAndView page) {
		List<Fault> faults = new ArrayList<>();
		if (page.getModel().get("form") instanceof FormField root) {
			collect(root, faults);
		}
		return faults;
	}

	private static void collect(FormField field, List<Fault> faults) {
		if (field.fault() != null) {
			faults.add(new Fault(field.target(), field.fault()));
		}
		field.members().forEach((member) -> collect(member, faults));
	}

	/** By which a form that is sent again is recognised; empty where there is none. */
	private static String formId(FormInput input) {
		String id = input.first(FORM);
		return (id != null && id.matches("[A-Za-z0-9-]{8,64}")) ? id : "";
	}

	/**
	 * By which a reply that is handed in again is recognised; null where there is none.
	 */
	static String replyId(FormInput input, JsonObject data) {
		String id = formId(input);
		return id.isEmpty() ? null : "console:" + ReplyForm.replyId(id, data);
	}

	/** One that is not known here is not asked for again. */
	private static String zone(FormInput input) {
		String zone = input.first(ReplyForm.ZONE);
		return (zone == null || zone.isEmpty()) ? "" : ReplyForm.isZone(zone) ? zone : "UTC";
	}

}
