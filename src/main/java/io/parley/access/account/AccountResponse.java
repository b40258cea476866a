package io.parley.access.account;

import java.time.Instant;
import java.util.List;

/**
 * An account as it is answered; its password never is.
 *
 * @param scopes what was granted
 */
public record AccountResponse(String id, String username, List<String> scopes, Instant createdAt, Instant updatedAt) {

	static AccountResponse from(Account account) {
		return new AccountResponse(account.id().toHexString(), account.username(), account.scopes(),
				account.createdAt(), account.updatedAt());
	}

}
