package io.parley.access.account;

import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.RequestChecks;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * The accounts of the team of the caller at hand, for pages that manage them: does the
 * same as {@code /api/accounts}.
 */
@Service
public class ManagedAccounts {

	private final AccountService accounts;

	private final SignIns signIns;

	private final RequestChecks checks;

	ManagedAccounts(AccountService accounts, SignIns signIns, RequestChecks checks) {
		this.accounts = accounts;
		this.signIns = signIns;
		this.checks = checks;
	}

	/**
	 * An account in one of its states.
	 *
	 * @param tag of the state, by which a change can be held to it
	 */
	public record Tagged(AccountResponse account, String tag) {

		static Tagged from(Account account) {
			return new Tagged(AccountResponse.from(account), account.tag());
		}

	}

	/** A page of the accounts, newest first. */
	public CountedPage<AccountResponse> list(PageRequest request) {
		return this.accounts.list(request).map((page) -> page.stream().map(AccountResponse::from).toList());
	}

	/**
	 * @throws ProblemException 404 when the team has no such account
	 */
	public Tagged get(String username) {
		return Tagged.from(this.accounts.get(username));
	}

	/**
	 * Creates an account; a repetition of the same operation answers the same one.
	 * @throws ProblemException 400, 403 for a scope that the caller does not have, 409
	 * when the username is taken
	 */
	public AccountResponse create(AccountRequest.Create request, OperationId operation) {
		this.checks.check(request);
		return AccountResponse.from(this.accounts.create(request, operation));
	}

	/**
	 * Changes what the request gives. A new password ends the account's sign-ins, but not
	 * the one that it is changed with.
	 * @param tag the state that the change is meant for, or null for whichever
	 * @throws ProblemException 400, 403, 404, 412 where the account is in another state
	 */
	public void change(String username, AccountRequest.Change request, @Nullable String tag, HttpServletRequest http) {
		this.checks.check(request);
		Account changed = this.accounts.change(username, request,
				(tag != null) ? Precondition.matching(tag) : Precondition.none());
		if (request.password() != null) {
			this.signIns.renew(http, changed);
		}
	}

	/**
	 * Deletes an account. Its sign-ins end.
	 * @throws ProblemException 404 when the team has no such account
	 */
	public void delete(String username) {
		this.signIns.endAll(this.accounts.delete(username, Precondition.none()));
	}

}
