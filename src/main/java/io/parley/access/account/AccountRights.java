package io.parley.access.account;

import java.util.Set;

import io.parley.web.Scope;

/**
 * What an account may do now.
 *
 * @param accountId tells it from every other account there ever was, of whichever team
 * @param scopes those granted, with what they imply
 * @param credentialVersion another one after each new password; what was allowed under an
 * older one has ended
 */
public record AccountRights(String accountId, String username, String team, Set<Scope> scopes, long credentialVersion) {

	/** The id of its person as a caller. */
	public String callerId() {
		return "account:" + this.accountId;
	}

}
