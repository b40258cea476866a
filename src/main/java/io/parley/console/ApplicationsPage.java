package io.parley.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.access.oauth.ApplicationRequest;
import io.parley.access.oauth.ApplicationResponse;
import io.parley.access.oauth.ManagedApplications;
import io.parley.idempotency.FormOperations;
import io.parley.web.page.CountedPage;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The programs that people let act for them by OAuth2. */
@ConsolePage
@RequestMapping(ApplicationsPage.PATH)
class ApplicationsPage {

	static final String PATH = "/console/applications";

	private static final List<String> FIELDS = List.of("name", "redirect_uris", "scopes", "client_type", "grant_types");

	private static final List<String> USUAL_GRANTS = List.of("authorization_code", "refresh_token");

	private static final Notices NOTICES = new Notices(
			Map.of("deleted", "The application has ended, with its tokens.", "repeated",
					"That form was sent before, and its application was registered then. A secret is shown once: where"
							+ " you do not have it, end the application and register another."));

	private final ManagedApplications applications;

	private final OnceForm form;

	ApplicationsPage(ManagedApplications applications, FormOperations forms) {
		this.applications = applications;
		this.form = new OnceForm("console/application-form", FIELDS, forms);
	}

	/** What was typed into the form of a new application. */
	record Typed(@Nullable String form, @Nullable String name,
			@BindParam("redirect_uris") @Nullable String redirectUris, @Nullable List<String> scopes,
			@BindParam("client_type") @Nullable String clientType,
			@BindParam("grant_types") @Nullable List<String> grantTypes) implements OnceForm.Typed {

		public boolean isPublic() {
			return "public".equals(this.clientType);
		}

		public boolean grants(String grantType) {
			return this.grantTypes != null && this.grantTypes.contains(grantType);
		}

		@Override
		public String content() {
			return "application " + request();
		}

		@Override
		public Typed again(@Nullable String id) {
			return new Typed(id, this.name, this.redirectUris, this.scopes, this.clientType, this.grantTypes);
		}

		@SuppressWarnings("NullAway") // Validation refuses what is missing.
		ApplicationRequest request() {
			return new ApplicationRequest(this.name, TypedText.lines(this.redirectUris),
					Optional.ofNullable(this.scopes).orElse(List.of()), this.clientType,
					Optional.ofNullable(this.grantTypes).orElse(List.of()));
		}

	}

	@GetMapping
	ModelAndView showApplications(@RequestParam(required = false) @Nullable String cursor,
			@RequestParam(required = false) @Nullable String done) {
		CountedPage<ApplicationResponse> page = this.applications.list(CursorLinks.request(cursor));
		return new ModelAndView("console/applications").addObject("rows", page.entries())
			.addObject("pager", CursorLinks.of(page, ListUrl.of(PATH)))
			.addObject("notice", NOTICES.of(done));
	}

	@GetMapping(params = "form")
	ModelAndView showForm() {
		return this.form.show(new Typed(this.form.newId(), null, null, null, null, USUAL_GRANTS));
	}

	/** Shows the secret of a confidential one once, in the answer to the form. */
	@PostMapping
	ModelAndView registerApplication(@ModelAttribute("typed") Typed typed) {
		return this.form.send(typed, (operation) -> shownOnce(this.applications.register(typed.request(), operation)),
				NOTICES.redirect(PATH, "repeated"));
	}

	private static ModelAndView shownOnce(ApplicationResponse application) {
		List<ShownOnce> shown = new ArrayList<>();
		shown.add(new ShownOnce("client_id", "client_id", application.clientId()));
		if (application.clientSecret() != null) {
			shown.add(new ShownOnce("client_secret", "client_secret", application.clientSecret()));
		}
		return new ModelAndView("console/shown-once",
				Map.of("section", "APPLICATIONS", "title", "Application registered", "name", application.name(),
						"shown", shown, "back", PATH, "backText", "All applications"));
	}

	@GetMapping("/{client_id}/delete")
	ModelAndView confirmDeletion(@PathVariable("client_id") String clientId) {
		ApplicationResponse application = this.applications.get(clientId);
		return new ConfirmStep("APPLICATIONS", "End the application " + application.name() + "?",
				"Its tokens, codes and consents end at once. It cannot be brought back.", "End the application")
			.page(PATH + "/" + ListUrl.segment(clientId) + "/delete", PATH);
	}

	@PostMapping("/{client_id}/delete")
	ModelAndView deleteApplication(@PathVariable("client_id") String clientId) {
		this.applications.delete(clientId);
		return NOTICES.redirect(PATH, "deleted");
	}

}
