package io.parley.access.account;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.parley.access.audit.Audit;
import io.parley.store.CompareAndSet;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;

import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Service;

/** Creates, changes and deletes the accounts of the caller's team. */
@Service
class AccountService {

	private final AccountRepository repository;

	private final Accounts accounts;

	private final Passwords passwords;

	private final Callers callers;

	private final Audit audit;

	private final Clock clock;

	AccountService(AccountRepository repository, Accounts accounts, Passwords passwords, Callers callers, Audit audit,
			Clock clock) {
		this.repository = repository;
		this.accounts = accounts;
		this.passwords = passwords;
		this.callers = callers;
		this.audit = audit;
		this.clock = clock;
	}

	CountedPage<Account> list(PageRequest request) {
		return this.repository.list(request);
	}

	/**
	 * @throws ProblemException 404 when the team has no such account
	 */
	Account get(String username) {
		return this.repository.find(AccountRequest.normal(username))
			.orElseThrow(() -> ProblemException.notFound("There is no account with username " + username));
	}

	/**
	 * Creates an account.
	 * @throws ProblemException 400 for a scope that there is not, 403 for one that the
	 * caller does not have, 409 when the username is taken
	 */
	Account create(AccountRequest.Create request, OperationId operation) {
		List<String> scopes = granted(request.scopes());
		String username = AccountRequest.normal(request.username());
		if (this.repository.find(username).filter((there) -> !there.id().equals(operation.id())).isPresent()) {
			throw taken();
		}
		Account account = Account.create(operation.id(), this.repository.teamId(), username,
				this.passwords.hash(request.password()), scopes);
		return this.audit.change("account.created", username,
				() -> this.repository.insert(account).orElseThrow(AccountService::taken));
	}

	private static ProblemException taken() {
		return ProblemException.conflict("username is taken; it must be unique in its team");
	}

	/**
	 * Changes what the request gives. A new password ends what was signed in by the old
	 * one, in the same write.
	 * @throws ProblemException 400, 403, 404, 412
	 */
	Account change(String username, AccountRequest.Change request, Precondition precondition) {
		Optional<List<String>> scopes = Optional.ofNullable(request.scopes()).map(this::granted);
		Account known = get(username);
		precondition.check(known.tag());
		Optional<String> password = Optional.ofNullable(request.password()).map(this.passwords::hash);
		String action = password.isPresent() ? "account.password_changed" : "account.changed";
		Account changed = this.audit.change(action, known.username(), () -> attempt(username, (before) -> {
			precondition.check(before.tag());
			Update update = Update.update("updated_at", this.clock.instant());
			scopes.ifPresent((now) -> update.set("scopes", now));
			password.ifPresent((now) -> update.set("password", now).inc("credential_version", 1));
			return this.repository.change(before, update);
		}));
		this.accounts.forget(changed);
		return changed;
	}

	/**
	 * Deletes an account, and answers it as it was.
	 * @throws ProblemException 404, 412
	 */
	Account delete(String username, Precondition precondition) {
		String known = get(username).username();
		Account deleted = this.audit.change("account.deleted", known, () -> attempt(username, (account) -> {
			precondition.check(account.tag());
			return this.repository.delete(account) ? Optional.of(account) : Optional.empty();
		}));
		this.accounts.forget(deleted);
		return deleted;
	}

	private Account attempt(String username, Function<Account, Optional<Account>> change) {
		return CompareAndSet.repeat("Account " + username, () -> change.apply(get(username)));
	}

	/** Nobody grants a scope that they do not have. */
	private List<String> granted(Collection<String> texts) {
		Set<Scope> scopes = Scope.read("scopes", texts);
		scopes.forEach(this.callers.caller()::require);
		return scopes.stream().map(Scope::text).toList();
	}

}
