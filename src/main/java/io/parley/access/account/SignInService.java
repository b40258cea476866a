package io.parley.access.account;

import java.util.List;
import java.util.Optional;

import io.parley.store.Teams;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/**
 * Finds out whether somebody knows the password of an account. Whoever does not is told
 * no more than that, whatever was wrong, and after the same time: as many passwords are
 * hashed where there is no such account, or there are fewer than could be.
 */
@Service
class SignInService {

	/** How many accounts of the same username are tried. */
	private static final int CANDIDATES = 4;

	private final AccountRepository accounts;

	private final Passwords passwords;

	private final Teams teams;

	private final SignInLimit limit;

	SignInService(AccountRepository accounts, Passwords passwords, Teams teams, SignInLimit limit) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.teams = teams;
		this.limit = limit;
	}

	/**
	 * The account that a person means.
	 * @param name a username, or a team's slug, a slash and a username
	 * @return nothing where there is none with this password, or more than one
	 * @throws ProblemException 429 when too many sign-ins of the username failed, 503
	 * when too many sign in at once
	 */
	Optional<Account> find(String name, String password) {
		String username = AccountRequest.normal(name);
		this.limit.check(username);
		int slash = username.indexOf('/');
		List<Account> candidates = (slash < 0) ? this.accounts.findInAllTeams(username, CANDIDATES)
				: this.accounts.find(username.substring(0, slash), username.substring(slash + 1)).stream().toList();
		int most = (slash < 0) ? Math.min(CANDIDATES, this.teams.all().size()) : 1;
		Optional<Account> found = only(candidates, password, most);
		if (found.isEmpty()) {
			this.limit.count(username);
		}
		return found;
	}

	private Optional<Account> only(List<Account> candidates, String password, int most) {
		for (int missing = candidates.size(); missing < most; missing++) {
			this.passwords.matchNobody(password);
		}
		List<Account> matching = candidates.stream()
			.filter((account) -> this.passwords.matches(password, account.password()))
			.toList();
		return (matching.size() == 1) ? Optional.of(matching.get(0)) : Optional.empty();
	}

}
