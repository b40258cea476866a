package io.parley.access.account;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.web.CrossSite;
import io.parley.web.ProblemException;
import io.parley.web.html.Fault;
import io.parley.web.html.HtmlHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which people sign in, and what its form and signing out do. */
@Controller
class SignInController {

	private static final String LOGIN = "/login";

	private static final String USERNAME = "username";

	private static final String PASSWORD = "password";

	private final SignInService service;

	private final SignIns signIns;

	private final CsrfTokens tokens;

	SignInController(SignInService service, SignIns signIns, CsrfTokens tokens) {
		this.service = service;
		this.signIns = signIns;
		this.tokens = tokens;
	}

	@GetMapping(LOGIN)
	ModelAndView showSignIn(@RequestParam(defaultValue = "/") String next, HttpServletRequest request,
			HttpServletResponse response) {
		return page(HttpStatus.OK, NextPath.of(next), "", List.of(), request, response);
	}

	@PostMapping(LOGIN)
	@Nullable ModelAndView signIn(@RequestParam(defaultValue = "") String username,
			@RequestParam(defaultValue = "") String password, @RequestParam(defaultValue = "/") String next,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		NextPath path = NextPath.of(next);
		if (CrossSite.sends(request) || this.tokens.isForged(request)) {
			return page(HttpStatus.FORBIDDEN, path, "",
					List.of(new Fault(null, "This form is too old or not from here. Please sign in again.")), request,
					response);
		}
		List<Fault> missing = missing(username, password);
		if (!missing.isEmpty()) {
			return page(HttpStatus.BAD_REQUEST, path, username, missing, request, response);
		}
		try {
			Optional<Account> account = this.service.find(username, password, request.getRemoteAddr());
			if (account.isPresent()) {
				return signedIn(account.get(), path, request, response);
			}
		}
		catch (ProblemException ex) {
			ex.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
			return page(ex.getStatusCode(), path, username, List.of(Fault.about(null, ex.getMessage())), request,
					response);
		}
		// Required with the status; browsers know no such scheme and show the page.
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Form realm=\"parley\"");
		return page(HttpStatus.UNAUTHORIZED, path, username, List.of(new Fault(USERNAME,
				"The username or the password is not right. Where several teams have the same username, write team/username.")),
				request, response);
	}

	private static List<Fault> missing(String username, String password) {
		List<Fault> missing = new ArrayList<>();
		if (username.isEmpty()) {
			missing.add(new Fault(USERNAME, "Enter your username."));
		}
		if (password.isEmpty()) {
			missing.add(new Fault(PASSWORD, "Enter your password."));
		}
		return missing;
	}

	/** The store has the sign-in before the browser has the cookie. */
	private @Nullable ModelAndView signedIn(Account account, NextPath path, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		this.signIns.begin(request, account);
		this.tokens.renew(request, response);
		return redirect(path, response);
	}

	@PostMapping("/logout")
	@Nullable ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.signIns.end(request);
		this.tokens.end(request, response);
		return redirect(new NextPath(LOGIN), response);
	}

	private static @Nullable ModelAndView redirect(NextPath path, HttpServletResponse response) throws IOException {
		HtmlHeaders.secure(response);
		response.setStatus(HttpStatus.SEE_OTHER.value());
		response.setHeader(HttpHeaders.LOCATION, path.text());
		response.flushBuffer();
		return null;
	}

	private ModelAndView page(HttpStatusCode status, NextPath next, String username, List<Fault> faults,
			HttpServletRequest request, HttpServletResponse response) {
		HtmlHeaders.secure(response, next.redirectUri().stream().toArray(URI[]::new));
		List<String> wrong = faults.stream().map(Fault::field).toList();
		ModelAndView page = new ModelAndView("access/login", Map.of("next", next.text(), USERNAME, username, "faults",
				faults, "wrong", wrong, "csrf", this.tokens.current(request, response)));
		page.setStatus(status);
		return page;
	}

}
