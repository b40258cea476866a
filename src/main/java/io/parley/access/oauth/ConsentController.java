package io.parley.access.oauth;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.html.HtmlHeaders;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a person is asked what an application may do. */
@Hidden
@Controller
class ConsentController {

	private final AuthorizationRepository authorizations;

	private final ApplicationRepository applications;

	private final ConsentRepository consents;

	private final Clock clock;

	ConsentController(AuthorizationRepository authorizations, ApplicationRepository applications,
			ConsentRepository consents, Clock clock) {
		this.authorizations = authorizations;
		this.applications = applications;
		this.consents = consents;
		this.clock = clock;
	}

	/**
	 * A scope to ask about.
	 *
	 * @param allowed whether the person has allowed it before
	 */
	record Choice(String scope, String description, boolean allowed) {
	}

	/** Shows the question that a state stands for, to the person whom it is for. */
	@GetMapping("/o/consent")
	String ask(@RequestParam String state, Model model, HttpServletResponse response) {
		PersonAuthentication person = (PersonAuthentication) Objects
			.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
		String hash = Secrets.hash(state);
		Authorization question = this.authorizations.find(hash)
			.filter((found) -> hash.equals(found.consent()) && person.person().equals(found.person())
					&& Objects.requireNonNull(found.expiresAt()).isAfter(this.clock.instant()))
			.orElseThrow(() -> ProblemException
				.notFound("This question was answered, or is too old; start again from the application"));
		Application application = this.applications.findInAnyTeam(question.application())
			.orElseThrow(() -> ProblemException.notFound("There is no such application any more"));
		String back = Objects.requireNonNullElseGet(Objects.requireNonNull(question.request()).redirectUri(),
				() -> application.redirectUris().get(0));
		HtmlHeaders.secure(response, URI.create(back));
		model.addAttribute("name", application.name());
		model.addAttribute("username", person.person().username());
		model.addAttribute("place", RedirectUri.shown(back));
		List<Choice> choices = choices(question);
		model.addAttribute("choices", choices);
		model.addAttribute("before", choices.stream().anyMatch(Choice::allowed));
		model.addAttribute("clientId", application.clientId());
		model.addAttribute("state", state);
		return "access/consent";
	}

	private List<Choice> choices(Authorization question) {
		Set<String> before = this.consents
			.find(question.application(), Objects.requireNonNull(question.person()).accountId())
			.map((consent) -> (Set<String>) new LinkedHashSet<>(consent.scopes()))
			.orElse(Set.of());
		List<String> asked = Objects.requireNonNull(question.request()).scopes();
		return Stream.of(Scope.values())
			.filter((scope) -> asked.contains(scope.text()))
			.map((scope) -> new Choice(scope.text(), scope.description(), before.contains(scope.text())))
			.toList();
	}

}
