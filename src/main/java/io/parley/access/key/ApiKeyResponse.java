package io.parley.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key as callers see it.
 *
 * @param prefix how the key begins
 * @param lastUsedAt when it was last used, to about a minute; null where it never was
 * @param key the key itself; only in the answer to its creation
 */
@Schema(name = "Key", requiredProperties = { "id", "name", "kind", "prefix", "scopes", "read_only", "experiment",
		"allowed_origins", "created_at", "expires_at", "last_used_at" })
public record ApiKeyResponse(String id, String name, String kind, String prefix, List<String> scopes, boolean readOnly,
		@Schema(types = {
				"string", "null" }) @Nullable String experiment,
		List<String> allowedOrigins, Instant createdAt,
		@Schema(types = { "string", "null" }, format = "date-time") @Nullable Instant expiresAt,
		@Schema(types = { "string", "null" }, format = "date-time") @Nullable Instant lastUsedAt,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key){

	static ApiKeyResponse from(ApiKey key) {
		return from(key, null);
	}

	static ApiKeyResponse from(ApiKey key, @Nullable String secret) {
		return new ApiKeyResponse(key.id().toHexString(), key.name(), key.kind(), key.prefix(), key.scopes(),
				key.readOnly(), key.experiment(), Objects.requireNonNullElse(key.allowedOrigins(), List.of()),
				key.createdAt(), key.expiresAt(), key.lastUsedAt(), secret);
	}

	/** Without the key. */
	@Override
	public String toString() {
		return "ApiKeyResponse[" + this.prefix + "]";
	}

}
