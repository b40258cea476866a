package io.parley.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.parley.web.Caller;
import io.parley.web.Scope;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A key as it is stored.
 *
 * @param teamId the id of the team that it was made for
 * @param kind {@link #API} or {@link #EMBED}
 * @param prefix the beginning of the key, by which people know it
 * @param hash the SHA-256 of the key
 * @param experiment of an embed key the one that it is for, else null
 * @param allowedOrigins of an embed key the origins of the pages that may use it, else
 * null
 */
@Document(ApiKey.COLLECTION)
record ApiKey(@Id ObjectId id, String team, ObjectId teamId, String name, String kind, String prefix, String hash,
		List<String> scopes, boolean readOnly, @Nullable String experiment, @Nullable List<String> allowedOrigins,
		Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {

	static final String COLLECTION = "api_keys";

	static final String API = "api";

	static final String EMBED = "embed";

	boolean isEmbed() {
		return EMBED.equals(this.kind);
	}

	boolean isExpired(Instant now) {
		return this.expiresAt != null && !now.isBefore(this.expiresAt);
	}

	/** Who calls with the key. */
	Caller caller() {
		if (isEmbed()) {
			return new Caller(Caller.Kind.EMBED, EMBED + ":" + this.id.toHexString(), this.name, this.team, Set.of(),
					this.expiresAt, this.experiment);
		}
		return new Caller(Caller.Kind.API, API + ":" + this.id.toHexString(), this.name, this.team,
				Scope.effective(Scope.known(this.scopes), this.readOnly), this.expiresAt, null);
	}

	/** Without the hash. */
	@Override
	public String toString() {
		return "ApiKey[" + this.prefix + "]";
	}

}
