package io.parley.access.key;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.web.Characters;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A key to make; null counts as absent.
 *
 * @param name what people call it
 * @param kind api, or embed for a key that pages of other sites carry
 * @param scopes of an API key what it allows
 * @param readOnly of an API key whether all that writes is taken away
 * @param expiresAt when it ends by itself, in ISO-8601; never where it is absent
 * @param experiment of an embed key the only experiment that it is for
 * @param allowedOrigins of an embed key the origins of the pages that may use it
 */
@Schema(name = "KeyCreate")
public record ApiKeyRequest(@NotNull @Characters(min = 1) String name,
		@Pattern(regexp = "api|embed", message = "must be api or embed") @Schema(allowableValues = {
				ApiKey.API, ApiKey.EMBED }, defaultValue = ApiKey.API) @Nullable String kind,
		@Size(max = ApiKeyRequest.MOST,
				message = "must have at most {max} entries") @Nullable List<@NotNull(
						message = "must be a string") String> scopes,
		@Nullable Boolean readOnly, @Schema(format = "date-time") @Nullable String expiresAt,
		@Characters(min = 1) @Nullable String experiment,
		@Size(max = ApiKeyRequest.MOST, message = "must have at most {max} entries") @Nullable List<@NotNull(
				message = "must be a string") String> allowedOrigins){

	static final int MOST = 50;

	static final String API_EXAMPLE = """
			{"name": "Pipeline", "scopes": ["sessions:read", "sessions:write"], "read_only": false, "expires_at": null}""";

	static final String EMBED_EXAMPLE = """
			{"name": "Widget", "kind": "embed", "experiment": "weather-bot", "allowed_origins": ["https://example.org"]}""";

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

	boolean isEmbed() {
		return ApiKey.EMBED.equals(this.kind);
	}

	/**
	 * Refuses what does not go together.
	 * @throws ProblemException 400
	 */
	void check() {
		if (isEmbed()) {
			refuse("scopes", this.scopes != null && !this.scopes.isEmpty(), "must be absent: an embed key has none");
			refuse("read_only", Boolean.TRUE.equals(this.readOnly), "must be absent or false for an embed key");
			refuse("experiment", this.experiment == null, "is required for an embed key");
			refuse("allowed_origins", this.allowedOrigins == null || this.allowedOrigins.isEmpty(),
					"must have at least one origin for an embed key");
		}
		else {
			refuse("scopes", this.scopes == null || this.scopes.isEmpty(), "must have at least one of " + known());
			refuse("experiment", this.experiment != null, "must be absent unless kind is embed");
			refuse("allowed_origins", this.allowedOrigins != null && !this.allowedOrigins.isEmpty(),
					"must be absent unless kind is embed");
		}
	}

	/**
	 * The scopes that are granted.
	 * @throws ProblemException 400
	 */
	Set<Scope> grantedScopes() {
		return (this.scopes == null) ? Set.of() : Scope.read("scopes", this.scopes);
	}

	/**
	 * The origins as browsers spell them; null for a key that has none.
	 * @throws ProblemException 400
	 */
	@Nullable List<String> origins() {
		return !isEmbed() ? null
				: Objects.requireNonNull(this.allowedOrigins)
					.stream()
					.map((origin) -> Origins.normalized(origin)
						.orElseThrow(() -> ProblemException.invalid("allowed_origins",
								"allowed_origins has an entry that is no origin: each " + Origins.ACCEPTED)))
					.distinct()
					.toList();
	}

	/**
	 * When the key ends by itself, or null.
	 * @throws ProblemException 400 where that is not in the future
	 */
	@Nullable Instant expiry(Instant now) {
		if (this.expiresAt == null) {
			return null;
		}
		try {
			Instant expiry = OffsetDateTime.parse(this.expiresAt).toInstant().truncatedTo(ChronoUnit.MILLIS);
			refuse("expires_at", !expiry.isAfter(now) || expiry.isAfter(LATEST),
					"must be in the future, up to the year 9999");
			return expiry;
		}
		catch (DateTimeException ex) {
			throw ProblemException.invalid("expires_at",
					"expires_at must be null or a time in ISO-8601 with an offset, such as 2030-01-31T09:30:00Z");
		}
	}

	private static void refuse(String field, boolean wrong, String predicate) {
		if (wrong) {
			throw ProblemException.invalid(field, field + " " + predicate);
		}
	}

	private static String known() {
		return List.of(Scope.values()).stream().map(Scope::text).collect(Collectors.joining(", "));
	}

}
