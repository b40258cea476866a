package io.parley.access.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.web.Scope;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A program that people of its team let act for them, or that acts for itself. It never
 * changes.
 *
 * @param teamId the team's own id: what is left of a team that was deleted does not count
 * in one that has its name later
 * @param clientId what it calls itself, unique among all teams
 * @param scopes the most that it can be granted, as texts
 * @param clientType {@link #PUBLIC} or {@link #CONFIDENTIAL}
 * @param secretHash of a confidential one, else null
 */
@Document(Application.COLLECTION)
record Application(@Id ObjectId id, String team, ObjectId teamId, String clientId, String name,
		List<String> redirectUris, List<String> scopes, String clientType, List<String> grantTypes,
		@Nullable String secretHash, Instant createdAt) {

	static final String COLLECTION = "oauth_applications";

	static final String PUBLIC = "public";

	static final String CONFIDENTIAL = "confidential";

	boolean isPublic() {
		return this.clientType.equals(PUBLIC);
	}

	/** What it was given, without what that implies. */
	Set<Scope> given() {
		return Scope.known(this.scopes);
	}

	/** All that it may do. */
	Set<Scope> effective() {
		return Scope.effective(given(), false);
	}

	static Set<String> texts(Set<Scope> scopes) {
		return scopes.stream().map(Scope::text).collect(Collectors.toSet());
	}

	/** Without the hash. */
	@Override
	public String toString() {
		return "Application[" + this.clientId + " of " + this.team + "]";
	}

}
