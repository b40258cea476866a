package io.parley.access.oauth;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An application.
 *
 * @param clientId what it calls itself
 * @param clientSecret shown once, when it was registered, to a confidential one
 */
@Schema(name = "Application", requiredProperties = { "client_id", "name", "redirect_uris", "scopes", "client_type",
		"grant_types", "created_at" })
public record ApplicationResponse(String clientId, String name, List<String> redirectUris, List<String> scopes,
		String clientType, List<String> grantTypes, Instant createdAt,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientSecret) {

	static ApplicationResponse from(Application application) {
		return from(application, null);
	}

	static ApplicationResponse from(Application application, @Nullable String secret) {
		return new ApplicationResponse(application.clientId(), application.name(), application.redirectUris(),
				application.scopes(), application.clientType(), application.grantTypes(), application.createdAt(),
				secret);
	}

	/** Without the secret. */
	@Override
	public String toString() {
		return "ApplicationResponse[" + this.clientId + "]";
	}

}
