package io.parley.access.account;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.stereotype.Component;

/** Who a browser is signed in as. */
@Component
public class SignIns {

	/** The cookie that holds the session id of a browser that is signed in. */
	public static final String COOKIE = "sessionid";

	private final Accounts accounts;

	private final SignInRepository repository;

	private final Callers callers;

	private final AccountProperties properties;

	SignIns(Accounts accounts, SignInRepository repository, Callers callers, AccountProperties properties) {
		this.accounts = accounts;
		this.repository = repository;
		this.callers = callers;
		this.properties = properties;
	}

	/**
	 * The person that a request's cookie stands for; nothing where there is none, or it
	 * was signed out, is too old, or its account is gone or has another password by now.
	 */
	public Optional<Caller> find(HttpServletRequest request) {
		return account(request).map((account) -> caller(request.getSession(false), account));
	}

	/**
	 * The same person's account, as it was when the cookie was checked.
	 */
	public Optional<AccountRights> account(HttpServletRequest request) {
		return Optional.ofNullable(request.getSession(false))
			.flatMap((session) -> this.accounts.findById(text(session, SignInSession.ACCOUNT))
				.filter((account) -> isOf(session, account.credentialVersion())));
	}

	/**
	 * Tells, after the request is over, whether its cookie still stands for the same
	 * person, who still has a scope. What is long under way asks this now and then.
	 */
	public BooleanSupplier standing(HttpServletRequest request, Scope scope) {
		HttpSession session = request.getSession(false);
		if (session == null) {
			return () -> false;
		}
		String id = session.getId();
		String account = text(session, SignInSession.ACCOUNT);
		String version = text(session, SignInSession.CREDENTIAL_VERSION);
		return () -> this.repository.findById(id) != null && this.accounts.findById(account)
			.filter((now) -> String.valueOf(now.credentialVersion()).equals(version) && now.scopes().contains(scope))
			.isPresent();
	}

	private Caller caller(HttpSession session, AccountRights account) {
		Instant end = Instant.ofEpochMilli(session.getCreationTime()).plus(this.properties.lifetime());
		return new Caller(Caller.Kind.ACCOUNT, account.callerId(), account.username(), account.team(), account.scopes(),
				end, null);
	}

	private static boolean isOf(HttpSession session, long credentialVersion) {
		return String.valueOf(credentialVersion).equals(text(session, SignInSession.CREDENTIAL_VERSION));
	}

	private static String text(HttpSession session, String name) {
		return (String) session.getAttribute(name);
	}

	/**
	 * Signs a browser in, under a new session id, and out of what it was signed in as.
	 */
	void begin(HttpServletRequest request, Account account) {
		end(request);
		HttpSession session = request.getSession(true);
		session.setAttribute(SignInSession.TEAM, account.team());
		session.setAttribute(SignInSession.ACCOUNT, account.id().toHexString());
		session.setAttribute(SignInSession.CREDENTIAL_VERSION, String.valueOf(account.credentialVersion()));
	}

	/** Signs a browser out. */
	void end(HttpServletRequest request) {
		Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
	}

	/**
	 * Ends the sign-ins of an account that has a new password; the one by which its own
	 * person gave it goes on.
	 */
	void renew(HttpServletRequest request, Account account) {
		Optional<HttpSession> own = this.callers.find()
			.filter((caller) -> caller.id().equals(account.rights().callerId()))
			.map((caller) -> request.getSession(false))
			.filter((session) -> isOf(session, account.credentialVersion() - 1));
		own.ifPresent((session) -> session.setAttribute(SignInSession.CREDENTIAL_VERSION,
				String.valueOf(account.credentialVersion())));
		this.repository.removeOf(account, own.map(HttpSession::getId));
	}

	/** Ends the sign-ins of an account that is gone. */
	void endAll(Account account) {
		this.repository.removeOf(account, Optional.empty());
	}

}
