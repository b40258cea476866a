package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.parley.reply.ReplyPages.Followed;
import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import io.parley.web.BufferedRequest;
import io.parley.web.ProblemException;
import io.parley.web.html.HtmlHeaders;
import io.parley.web.html.HtmlPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page on which a human replies. Whoever has its link may: the token is the
 * credential. A reply is checked before it is handed in, so that a mistake costs nothing;
 * one that is sent again, by a double click or going back, is answered as the first time.
 */
@HtmlPage(referrer = HtmlHeaders.NO_REFERRER)
class ReplyPage {

	private static final String FORM = "form_id";

	private static final String NAME = "name";

	private static final String GONE = "This link leads to nothing";

	private final ReplyPages pages;

	private final JsonMapper mapper;

	ReplyPage(ReplyPages pages, JsonMapper mapper) {
		this.pages = pages;
		this.mapper = mapper;
	}

	/**
	 * What is wrong with what was typed.
	 *
	 * @param field the id of the element that it is about, or null
	 */
	record Fault(String field, String sentence) {
	}

	@GetMapping("/reply/{token}")
	ModelAndView showQuestion(@PathVariable String token, HttpServletResponse response) {
		secure(response);
		Optional<Followed> followed = this.pages.follow(token);
		if (followed.isEmpty()) {
			return gone();
		}
		if (followed.get().ended()) {
			return ended(followed.get(), HttpStatus.OK);
		}
		ReplyForm form = form(followed.get());
		FormInput input = form.fill();
		input.add(FORM, UUID.randomUUID().toString());
		return question(followed.get(), form, input, Map.of(), List.of(), null, HttpStatus.OK);
	}

	@PostMapping(path = "/reply/{token}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ModelAndView handIn(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
		secure(response);
		Optional<Followed> followed = this.pages.follow(token);
		if (followed.isEmpty()) {
			return gone();
		}
		FormInput input = FormInput.parse(BufferedRequest.bodyOf(request));
		if (formId(input).isEmpty()) {
			input.add(FORM, UUID.randomUUID().toString());
		}
		ReplyForm form = form(followed.get());
		String changed = followed.get().ended() ? null : form.change(input);
		if (changed != null) {
			return question(followed.get(), form, input, Map.of(), List.of(), changed, HttpStatus.OK);
		}
		try {
			return handIn(followed.get(), form, input);
		}
		catch (ProblemException ex) {
			ex.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
			return refused(token, followed.get(), form, input, ex);
		}
	}

	private ModelAndView handIn(Followed followed, ReplyForm form, FormInput input) {
		FormReply read = form.read(input);
		HandedInReply reply = followed.reply(read.data(), formId(input), ReplyPerson.of(input.first(NAME)));
		// Once it has ended only what was taken before is answered otherwise than by a
		// 409.
		if (!followed.ended()) {
			Map<String, String> wrong = new LinkedHashMap<>(read.faults());
			List<String> others = new ArrayList<>();
			place(this.pages.validate(followed, reply), read, wrong, others);
			if (!wrong.isEmpty() || !others.isEmpty()) {
				return question(followed, form, input, wrong, others, null, HttpStatus.BAD_REQUEST);
			}
		}
		ReplyOutcome outcome = this.pages.reply(followed, reply);
		if (outcome.validationErrors().size() == 0) {
			return notice("Thank you", List.of("Your reply was handed in. You can close this page."), HttpStatus.OK);
		}
		if (!outcome.isRetry()) {
			return notice("Your reply was handed in",
					List.of("What is asked for has changed meanwhile, and your reply does not meet it."),
					HttpStatus.OK);
		}
		Map<String, String> wrong = new LinkedHashMap<>();
		List<String> others = new ArrayList<>();
		place(outcome.validationErrors(), read, wrong, others);
		return question(followed, form, input, wrong, others, null, HttpStatus.BAD_REQUEST);
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

	/** What to show where a reply is not taken. */
	private ModelAndView refused(String token, Followed followed, ReplyForm form, FormInput input,
			ProblemException ex) {
		Optional<Followed> now = this.pages.follow(token);
		if (now.isEmpty()) {
			return gone();
		}
		if (now.get().ended()) {
			return ended(now.get(), HttpStatus.CONFLICT);
		}
		return question(followed, form, input, Map.of(), List.of(ex.getMessage()), null, ex.getStatusCode());
	}

	private ModelAndView question(Followed followed, ReplyForm form, FormInput input, Map<String, String> wrong,
			List<String> others, String focus, HttpStatusCode status) {
		Map<String, String> sentences = new LinkedHashMap<>();
		Map<String, String> labels = wrong.isEmpty() ? Map.of() : form.read(input).labels();
		wrong.forEach((path, predicate) -> sentences.put(path,
				labels.getOrDefault(path, "Your reply") + " " + predicate + "."));
		FormField root = form.show(input, sentences, focus);
		List<Fault> faults = new ArrayList<>();
		collect(root, faults);
		others.forEach((sentence) -> faults.add(new Fault(null, sentence + ".")));
		ModelAndView page = new ModelAndView("reply/page");
		page.addObject("faults", faults);
		page.addObject("form", root);
		page.addObject("formId", formId(input));
		page.addObject("zone", zone(input));
		page.addObject("name", ReplyPerson.of(input.first(NAME)).name());
		page.addObject("until", followed.question().expiryDate());
		Object asked = followed.asked().stored();
		page.addObject("text",
				(asked instanceof Document object) ? MessageText.lead(object).orElse("") : MessageText.value(asked));
		page.addObject("facts", (asked instanceof Document object) ? MessageText.facts(object) : List.of());
		page.setStatus(status);
		return page;
	}

	/** In the order of the page. */
	private static void collect(FormField field, List<Fault> faults) {
		if (field.fault() != null) {
			faults.add(new Fault(field.target(), field.fault()));
		}
		field.members().forEach((member) -> collect(member, faults));
	}

	private static ModelAndView gone() {
		return notice(GONE, List.of("It may have been copied in part, or what it was for is gone."),
				HttpStatus.NOT_FOUND);
	}

	private static ModelAndView ended(Followed followed, HttpStatus status) {
		ModelAndView page = notice(null, List.of(), status);
		ReplyEnding ending = ReplyEnding.of(followed.question());
		page.addObject("title", ending.title());
		page.addObject("who", ending.who());
		page.addObject("at", ending.at());
		return page;
	}

	private static ModelAndView notice(String title, List<String> sentences, HttpStatus status) {
		ModelAndView page = new ModelAndView("reply/notice");
		page.addObject("title", title);
		page.addObject("sentences", sentences);
		page.setStatus(status);
		return page;
	}

	private ReplyForm form(Followed followed) {
		return ReplyForm.of(followed.question().session().template(), followed.question().messageData(), this.mapper);
	}

	private static String formId(FormInput input) {
		String id = input.first(FORM);
		return (id != null && id.matches("[A-Za-z0-9-]{8,64}")) ? id : "";
	}

	/** One that is not known here is not asked for again. */
	private static String zone(FormInput input) {
		String zone = input.first(ReplyForm.ZONE);
		return (zone == null || zone.isEmpty()) ? "" : ReplyForm.isZone(zone) ? zone : "UTC";
	}

	private static void secure(HttpServletResponse response) {
		response.setHeader("X-Robots-Tag", "noindex, nofollow");
	}

}
