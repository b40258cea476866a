package io.parley.access.account;

import java.time.Instant;
import java.util.List;

import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.Scope;
import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The account of a person as it is stored.
 *
 * @param teamId the id of its team: with another team that has the same slug later it
 * does not count
 * @param username in Unicode's NFC, unique in its team
 * @param password the hash, with the name of its method
 * @param scopes what was granted, as it is spelt
 * @param credentialVersion counts the passwords: what was signed in by an older one has
 * ended
 * @param version counts the changes
 */
@Document(Account.COLLECTION)
record Account(@Id ObjectId id, String team, ObjectId teamId, String username, String password, List<String> scopes,
		long credentialVersion, Instant createdAt, Instant updatedAt, long version) {

	static final String COLLECTION = "accounts";

	static Account create(ObjectId id, ObjectId teamId, String username, String password, List<String> scopes) {
		Instant now = Ids.instant(id);
		return new Account(id, TeamTemplate.unset(), teamId, username, password, scopes, 1, now, now, 0);
	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

	/** What whoever has signed in may do now. */
	AccountRights rights() {
		return new AccountRights(this.id.toHexString(), this.username, this.team,
				Scope.effective(Scope.known(this.scopes), false), this.credentialVersion);
	}

	/** Without the password. */
	@Override
	public String toString() {
		return "Account[" + this.id + "]";
	}

}
