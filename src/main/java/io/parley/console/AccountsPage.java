package io.parley.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.access.account.AccountRequest;
import io.parley.access.account.AccountResponse;
import io.parley.access.account.ManagedAccounts;
import io.parley.idempotency.FormOperations;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The accounts by which people sign in. */
@ConsolePage
@RequestMapping(AccountsPage.PATH)
class AccountsPage {

	static final String PATH = "/console/accounts";

	private static final List<String> FIELDS = List.of("username", "password", "scopes");

	private static final Notices NOTICES = new Notices(
			Map.of("created", "The account was created.", "deleted", "The account was deleted.", "repeated",
					"That form was sent before, and its account was created then, with the password of that time. Where"
							+ " you meant another password, open the account and change it."));

	private static final Notices CHANGED = new Notices(Map.of("scopes", "The scopes were changed.", "password",
			"The password was changed, and the account's other sign-ins have ended."));

	private final ManagedAccounts accounts;

	private final OnceForm form;

	AccountsPage(ManagedAccounts accounts, FormOperations forms) {
		this.accounts = accounts;
		this.form = new OnceForm("console/account-form", FIELDS, forms);
	}

	/** What was typed into the form of a new account. */
	record Typed(@Nullable String form, @Nullable String username, @Nullable String password,
			@Nullable List<String> scopes) implements OnceForm.Typed {

		@Override
		public Typed again(@Nullable String id) {
			return new Typed(id, this.username, null, this.scopes);
		}

		@SuppressWarnings("NullAway") // Validation refuses what is missing.
		AccountRequest.Create request() {
			return new AccountRequest.Create(this.username, this.password,
					Optional.ofNullable(this.scopes).orElse(List.of()));
		}

		@Override
		public String content() {
			return "account " + this.username + " " + this.scopes;
		}

		/** Without the password. */
		@Override
		public String toString() {
			return content();
		}

	}

	/** An account in a list. */
	record Row(AccountResponse account, String url) {

		static Row of(AccountResponse account) {
			return new Row(account, AccountsPage.url(account.username()));
		}

	}

	@GetMapping
	ModelAndView showAccounts(@RequestParam(required = false) @Nullable String cursor,
			@RequestParam(required = false) @Nullable String done) {
		CountedPage<AccountResponse> page = this.accounts.list(CursorLinks.request(cursor));
		return new ModelAndView("console/accounts").addObject("rows", page.entries().stream().map(Row::of).toList())
			.addObject("pager", CursorLinks.of(page, ListUrl.of(PATH)))
			.addObject("notice", NOTICES.of(done));
	}

	@GetMapping(params = "form")
	ModelAndView showForm() {
		return this.form.show(new Typed(this.form.newId(), null, null, null));
	}

	@PostMapping
	ModelAndView createAccount(@ModelAttribute("typed") Typed typed) {
		return this.form.send(typed, (operation) -> {
			this.accounts.create(typed.request(), operation);
			return NOTICES.redirect(PATH, "created");
		}, NOTICES.redirect(PATH, "repeated"));
	}

	@GetMapping("/{username}")
	ModelAndView showAccount(@PathVariable String username, @RequestParam(required = false) @Nullable String done) {
		return account(username, null, FormFaults.NONE, HttpStatusCode.valueOf(200)).addObject("notice",
				CHANGED.of(done));
	}

	/**
	 * The page of one account.
	 * @param chosen the scopes that were chosen and not taken, or null
	 */
	private ModelAndView account(String username, @Nullable List<String> chosen, FormFaults faults,
			HttpStatusCode status) {
		ManagedAccounts.Tagged found = this.accounts.get(username);
		ModelAndView page = new ModelAndView("console/account").addObject("account", found.account())
			.addObject("tag", found.tag())
			.addObject("url", url(found.account().username()))
			.addObject("scopes", Scope.values())
			.addObject("chosen", (chosen != null) ? chosen : found.account().scopes())
			.addObject("faults", faults);
		page.setStatus(status);
		return page;
	}

	@PostMapping("/{username}/scopes")
	ModelAndView changeScopes(@PathVariable String username,
			@RequestParam(required = false) @Nullable List<String> scopes,
			@RequestParam(required = false) @Nullable String tag, HttpServletRequest request) {
		List<String> chosen = Optional.ofNullable(scopes).orElse(List.of());
		try {
			this.accounts.change(username, new AccountRequest.Change(null, chosen), tag, request);
			return CHANGED.redirect(url(username), "scopes");
		}
		catch (ProblemException ex) {
			return account(username, chosen, FormFaults.of(ex, FIELDS), ex.getStatusCode());
		}
	}

	@PostMapping("/{username}/password")
	ModelAndView changePassword(@PathVariable String username,
			@RequestParam(required = false) @Nullable String password, HttpServletRequest request) {
		try {
			this.accounts.change(username, new AccountRequest.Change((password != null) ? password : "", null), null,
					request);
			return CHANGED.redirect(url(username), "password");
		}
		catch (ProblemException ex) {
			return account(username, null, FormFaults.of(ex, FIELDS), ex.getStatusCode());
		}
	}

	@GetMapping("/{username}/delete")
	ModelAndView confirmDeletion(@PathVariable String username) {
		String known = this.accounts.get(username).account().username();
		return new ConfirmStep("ACCOUNTS", "Delete the account " + known + "?",
				"Who has signed in by it is signed out at once. It cannot be brought back.", "Delete the account")
			.page(url(known) + "/delete", url(known));
	}

	@PostMapping("/{username}/delete")
	ModelAndView deleteAccount(@PathVariable String username) {
		this.accounts.delete(username);
		return NOTICES.redirect(PATH, "deleted");
	}

	static String url(String username) {
		return PATH + "/" + ListUrl.segment(username);
	}

}
