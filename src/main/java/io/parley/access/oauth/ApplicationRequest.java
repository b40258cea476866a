package io.parley.access.oauth;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.parley.web.Characters;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An application to register.
 *
 * @param name what people know it by; the consent page shows it
 * @param redirectUris where it may have people sent back to: https, http for loopback
 * hosts only, or a scheme of a program's own with a dot in it. Matched exactly; needed
 * for authorization_code
 * @param scopes the most that it can be granted; nobody gives it a scope that they lack
 * @param clientType public for programs that can keep no secret, such as pages and
 * programs on a person's own machine; confidential otherwise
 * @param grantTypes authorization_code and refresh_token unless said otherwise;
 * client_credentials is for confidential ones
 */
@Schema(name = "ApplicationCreate", example = ApplicationRequest.EXAMPLE)
public record ApplicationRequest(
		@NotNull(message = "must be given") @Characters(min = 1,
				message = "must be a string of 1 to 256 characters") String name,
		@Size(max = 50,
				message = "must have at most 50 entries") List<@NotNull(message = "must not hold null") @Characters(
						min = 1, max = ApplicationRequest.LONGEST_URI,
						message = "must be strings of 1 to 2048 characters") String> redirectUris,
		@NotNull(message = "must be given") @Size(min = 1, max = 50,
				message = "must have 1 to 50 entries") List<String> scopes,
		@Pattern(regexp = "public|confidential", message = "must be public or confidential") @Schema(allowableValues = {
				"public", "confidential" }, defaultValue = "confidential") String clientType,
		@Size(min = 1, max = 3, message = "must have 1 to 3 entries") List<String> grantTypes){

	static final int LONGEST_URI = 2048;

	static final String CODE = "authorization_code";

	static final String REFRESH = "refresh_token";

	static final String CLIENT = "client_credentials";

	static final String EXAMPLE = """
			{"name": "Survey board", "redirect_uris": ["https://board.example.org/signed-in"],
			 "scopes": ["sessions:read"], "client_type": "public"}""";

	public ApplicationRequest {
		clientType = Objects.requireNonNullElse(clientType, Application.CONFIDENTIAL);
		redirectUris = Objects.requireNonNullElse(redirectUris, List.of());
		grantTypes = Objects.requireNonNullElse(grantTypes, List.of(CODE, REFRESH));
	}

	/**
	 * What no field says alone.
	 * @throws ProblemException 400
	 */
	void check() {
		this.redirectUris.forEach((uri) -> RedirectUri.refusal(uri).ifPresent((refusal) -> {
			throw ProblemException.invalid("redirect_uris", "redirect_uris " + refusal);
		}));
		Scope.read("scopes", this.scopes);
		if (!Set.of(CODE, REFRESH, CLIENT).containsAll(this.grantTypes)) {
			throw ProblemException.invalid("grant_types",
					"grant_types must be of authorization_code, refresh_token and client_credentials");
		}
		boolean codes = this.grantTypes.contains(CODE);
		if (this.clientType.equals(Application.PUBLIC) && this.grantTypes.contains(CLIENT)) {
			throw ProblemException.invalid("grant_types",
					"grant_types must not have client_credentials where client_type is public: it has no secret");
		}
		if (this.grantTypes.contains(REFRESH) && !codes) {
			throw ProblemException.invalid("grant_types",
					"grant_types must have authorization_code where it has refresh_token");
		}
		if (codes && this.redirectUris.isEmpty()) {
			throw ProblemException.invalid("redirect_uris",
					"redirect_uris must have 1 to 50 entries where grant_types has authorization_code");
		}
	}

}
