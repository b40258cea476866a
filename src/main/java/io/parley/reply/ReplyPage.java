package io.parley.reply;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.parley.reply.ReplyPages.Followed;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.web.ProblemException;
import io.parley.web.html.HtmlHeaders;
import io.parley.web.html.HtmlPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
 * credential.
 */
@HtmlPage(referrer = HtmlHeaders.NO_REFERRER)
class ReplyPage {

	private static final String NAME = "name";

	private static final String GONE = "This link leads to nothing";

	private final ReplyPages pages;

	private final JsonMapper mapper;

	ReplyPage(ReplyPages pages, JsonMapper mapper) {
		this.pages = pages;
		this.mapper = mapper;
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
		TypedReply untouched = TypedReply.untouched(followed.get().question(), this.mapper);
		return question(followed.get(), person(untouched), untouched.shown(), HttpStatus.OK);
	}

	@PostMapping(path = "/reply/{token}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ModelAndView handIn(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
		secure(response);
		Optional<Followed> followed = this.pages.follow(token);
		if (followed.isEmpty()) {
			return gone();
		}
		TypedReply typed = TypedReply.sent(followed.get().question(), request, this.mapper);
		Optional<ShownForm> changed = followed.get().ended() ? Optional.empty() : typed.change();
		if (changed.isPresent()) {
			return question(followed.get(), person(typed), changed.get(), HttpStatus.OK);
		}
		try {
			return handIn(followed.get(), typed);
		}
		catch (ProblemException ex) {
			ex.addHeaders(response);
			return refused(token, followed.get(), typed, ex);
		}
	}

	private ModelAndView handIn(Followed followed, TypedReply typed) {
		ReplyPerson person = person(typed);
		TypedReply.Result result = typed.handIn(this.pages.taker(followed, person));
		if (result.form() != null) {
			return question(followed, person, result.form(), HttpStatus.BAD_REQUEST);
		}
		if (Objects.requireNonNull(result.outcome()).validationErrors().size() == 0) {
			return notice("Thank you", List.of("Your reply was handed in. You can close this page."), HttpStatus.OK);
		}
		return notice("Your reply was handed in",
				List.of("What is asked for has changed meanwhile, and your reply does not meet it."), HttpStatus.OK);
	}

	/** What to show where a reply is not taken. */
	private ModelAndView refused(String token, Followed followed, TypedReply typed, ProblemException ex) {
		Optional<Followed> now = this.pages.follow(token);
		if (now.isEmpty()) {
			return gone();
		}
		if (now.get().ended()) {
			return ended(now.get(), HttpStatus.CONFLICT);
		}
		return question(followed, person(typed), typed.refused(ex), ex.getStatusCode());
	}

	private static ModelAndView question(Followed followed, ReplyPerson person, ShownForm form, HttpStatusCode status) {
		ModelAndView page = new ModelAndView("reply/page");
		form.addTo(page);
		page.addObject("name", person.name());
		page.addObject("until", followed.question().expiryDate());
		Object asked = followed.asked().stored();
		page.addObject("text",
				(asked instanceof Document object) ? MessageText.lead(object).orElse("") : MessageText.value(asked));
		page.addObject("facts", (asked instanceof Document object) ? MessageText.facts(object) : List.of());
		page.setStatus(status);
		return page;
	}

	private static ReplyPerson person(TypedReply typed) {
		return ReplyPerson.of(typed.typed(NAME));
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

	private static ModelAndView notice(@Nullable String title, List<String> sentences, HttpStatus status) {
		ModelAndView page = new ModelAndView("reply/notice");
		page.addObject("title", title);
		page.addObject("sentences", sentences);
		page.setStatus(status);
		return page;
	}

	private static void secure(HttpServletResponse response) {
		response.setHeader("X-Robots-Tag", "noindex, nofollow");
	}

}
