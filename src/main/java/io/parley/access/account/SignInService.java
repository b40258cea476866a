package io.parley.access.account;

import java.util.List;
import java.util.Optional;

import io.parley.access.audit.Audit;
import io.parley.access.team.TeamDirectory;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Finds out whether somebody knows the password of an account. Whoever does not is told
 * no more than that, whatever was wrong, and after the same time: as many passwords are
 * hashed where there is no such account, or there are fewer than could be.
 */
@Service
class SignInService {

	private static final String FAILED = "sign_in.failed";

	/**
	 * What was typed for a username that nobody has is kept nowhere: it may be a
	 * password.
	 */
	private static final String UNKNOWN = "unknown";

	/** A team's slug, a slash and a username. What is longer names nobody. */
	private static final int LONGEST = 64 + 1 + AccountRequest.LONGEST_USERNAME;

	/** How many accounts of the same username are tried. */
	private static final int CANDIDATES = 4;

	private final AccountRepository accounts;

	private final Passwords passwords;

	private final TeamDirectory teams;

	private final SignInLimit limit;

	private final Audit audit;

	SignInService(AccountRepository accounts, Passwords passwords, TeamDirectory teams, SignInLimit limit,
			Audit audit) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.teams = teams;
		this.limit = limit;
		this.audit = audit;
	}

	/**
	 * The account that a person means.
	 * @param name a username, or a team's slug, a slash and a username
	 * @param address where the person signs in from
	 * @return nothing where there is none with this password, or more than one
	 * @throws ProblemException 429 when too many sign-ins of the username or the address
	 * failed, 503 when too many sign in at once
	 */
	Optional<Account> find(String name, String password, String address) {
		this.limit.check(address);
		if (name.codePointCount(0, name.length()) > LONGEST) {
			failed(List.of(), null, address);
			return Optional.empty();
		}
		String typed = AccountRequest.normal(name);
		int slash = typed.indexOf('/');
		String team = (slash < 0) ? null : typed.substring(0, slash);
		return attempt(team, typed.substring(slash + 1), password, address);
	}

	private Optional<Account> attempt(@Nullable String team, String username, String password, String address) {
		this.limit.take(username);
		boolean failed = false;
		try {
			List<Account> candidates = candidates(team, username);
			int most = (team == null) ? Math.min(CANDIDATES, this.teams.all().size()) : 1;
			Optional<Account> found = only(candidates, password, most);
			failed = found.isEmpty();
			if (failed) {
				failed(candidates, team, address);
			}
			return found;
		}
		finally {
			// Also where it was too busy to try, or the store is away.
			if (!failed) {
				this.limit.giveBack(username);
			}
		}
	}

	private void failed(List<Account> candidates, @Nullable String team, String address) {
		this.limit.failed(address);
		record(candidates, team, address);
	}

	private List<Account> candidates(@Nullable String team, String username) {
		List<Account> named = (team == null) ? this.accounts.findInAllTeams(username, CANDIDATES)
				: this.accounts.find(team, username).stream().toList();
		return named.stream().filter(this.accounts::isLive).toList();
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

	/** Each team is told of its own account. */
	private void record(List<Account> candidates, @Nullable String team, String address) {
		candidates.forEach((account) -> this.audit.record(account.team(), account.username(), address, FAILED,
				account.username()));
		if (candidates.isEmpty()) {
			this.audit.record(team, UNKNOWN, address, FAILED, UNKNOWN);
		}
	}

}
