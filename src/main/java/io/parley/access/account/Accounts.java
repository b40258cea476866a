package io.parley.access.account;

import java.time.Duration;
import java.util.Optional;

import io.parley.store.RecentReads;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * What accounts may do now, as their credentials are checked with every request: at most
 * three seconds old, and not old at all on the instance that made a change.
 */
@Component
public class Accounts {

	private static final Duration OLDEST = Duration.ofSeconds(3);

	private static final int MOST = 10_000;

	private final RecentReads<String, Account> known = new RecentReads<>(MOST, OLDEST);

	private final AccountRepository accounts;

	Accounts(AccountRepository accounts) {
		this.accounts = accounts;
	}

	/** The account of an id, of whichever team; nothing where there is none. */
	public Optional<AccountRights> findById(String accountId) {
		// What is remembered of an account may be older than what is of its team.
		return this.known.get(accountId, (key) -> this.accounts.findById(new ObjectId(key)))
			.filter(this.accounts::isLive)
			.map(Account::rights);
	}

	/** Has an account read anew that was changed or deleted. */
	void forget(Account account) {
		this.known.forget(account.id().toHexString());
	}

}
