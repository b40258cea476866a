package io.parley.access.account;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A browser that is signed in, as it is stored.
 *
 * @param id the SHA-256 of its session id, which the cookie alone holds
 * @param account the id of the account
 * @param credentialVersion the account's when it signed in, or later when this very
 * browser gave it a new password
 * @param lastUsedAt to the minute
 */
@Document(SignIn.COLLECTION)
record SignIn(@Id String id, String team, String account, String credentialVersion, Instant createdAt,
		Instant lastUsedAt, Instant endsAt) {

	static final String COLLECTION = "sign_ins";

	/** Without the id. */
	@Override
	public String toString() {
		return "SignIn[account=" + this.account + "]";
	}

}
