package io.parley.access.oauth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What an application was granted, from the question to the person on, as it is stored.
 * Secrets are in it as hashes only. What has ended is not kept: the document is removed.
 *
 * @param teamId the team's own id
 * @param application the id of the application's document
 * @param grantType how it was granted
 * @param person who granted it; null where the application acts for itself
 * @param request what the application asked for; null where it acts for itself
 * @param scopes what was granted, as texts; empty before the person's consent
 * @param consent hash of the state of the question to the person, while that is open
 * @param code what is exchanged for tokens, also once it was
 * @param access the access token that counts, or null
 * @param refresh the refresh token that counts, or null
 * @param spent hashes of the last refresh tokens that were exchanged for others, the
 * newest last
 * @param hashes of everything that is found by what a caller shows
 * @param expiresAt when nothing in it counts any more
 * @param version counts the changes
 */
@Document(Authorization.COLLECTION)
record Authorization(@Id String id, String team, ObjectId teamId, ObjectId application, String clientId,
		String grantType, @Nullable Person person, @Nullable CodeRequest request, List<String> scopes,
		@Nullable String consent, @Nullable Code code, @Nullable Token access, @Nullable Token refresh,
		List<String> spent, List<String> hashes, Instant createdAt, @Nullable Instant expiresAt, long version) {

	static final String COLLECTION = "oauth_authorizations";

	/** How many refresh tokens that were exchanged are still known. */
	static final int MOST_SPENT = 20;

	/**
	 * Who granted it.
	 *
	 * @param credentialVersion the state of the account's password then
	 */
	record Person(String accountId, String username, long credentialVersion) {
	}

	/**
	 * What an application asked a person for.
	 *
	 * @param redirectUri where to send the person back to, or null where it said nothing
	 * @param state what it wants back unchanged, or null
	 * @param challenge the S256 code challenge
	 */
	record CodeRequest(@Nullable String redirectUri, List<String> scopes, @Nullable String state, String challenge) {
	}

	/** A code, by its hash. */
	record Code(String hash, Instant issuedAt, Instant expiresAt, boolean used) {
	}

	/**
	 * A token, by its hash.
	 *
	 * @param scopes of an access token, which can be fewer than were granted
	 */
	record Token(String hash, List<String> scopes, Instant issuedAt, Instant expiresAt) {
	}

	/** With what follows from the rest. */
	Authorization completed(Instant consentEnds) {
		List<String> all = new ArrayList<>(this.spent);
		Stream.of(this.consent, (this.code != null) ? this.code.hash : null, hash(this.access), hash(this.refresh))
			.filter(Objects::nonNull)
			.forEach(all::add);
		Instant ends = Stream
			.of((this.consent != null) ? consentEnds : null, (this.code != null) ? this.code.expiresAt : null,
					end(this.access), end(this.refresh))
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(consentEnds);
		return new Authorization(this.id, this.team, this.teamId, this.application, this.clientId, this.grantType,
				this.person, this.request, this.scopes, this.consent, this.code, this.access, this.refresh, this.spent,
				List.copyOf(all), this.createdAt, ends, this.version);
	}

	/** The access token of that hash, if it counts at an instant. */
	Optional<Token> access(String hash, Instant now) {
		return Optional.ofNullable(this.access)
			.filter((token) -> token.hash.equals(hash) && token.expiresAt.isAfter(now));
	}

	private static @Nullable String hash(@Nullable Token token) {
		return (token != null) ? token.hash : null;
	}

	private static @Nullable Instant end(@Nullable Token token) {
		return (token != null) ? token.expiresAt : null;
	}

	/** Without the hashes. */
	@Override
	public String toString() {
		return "Authorization[" + this.id + " of " + this.clientId + "]";
	}

}
