package io.parley.access.account;

import java.text.Normalizer;
import java.util.List;

import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a caller says of an account. */
public final class AccountRequest {

	static final int LONGEST_USERNAME = 150;

	static final int LONGEST_PASSWORD = 128;

	private static final int SHORTEST_PASSWORD = 12;

	private static final int MOST_SCOPES = 50;

	private static final String USERNAME = "[^/\\p{Cc}\\u2028\\u2029]*";

	private AccountRequest() {
	}

	/** What a new account needs. */
	@Schema(name = "AccountCreate",
			example = "{\"username\":\"ada\",\"password\":\"correct horse battery staple\",\"scopes\":[\"sessions:read\"]}")
	public record Create(
			@NotNull @Characters(min = 1, max = LONGEST_USERNAME) @Pattern(regexp = USERNAME,
					message = "must have no slash and no control characters") String username,
			@NotNull @Characters(min = SHORTEST_PASSWORD, max = LONGEST_PASSWORD) String password,
			@NotNull @Size(max = MOST_SCOPES, message = "must have at most {max} entries") List<String> scopes) {

		@Override
		public String toString() {
			return "AccountCreate";
		}

	}

	/** What shall be another way; null counts as absent, and what is absent stays. */
	@Schema(name = "AccountChange", example = "{\"scopes\":[\"sessions:read\",\"sessions:write\"]}")
	public record Change(@Characters(min = SHORTEST_PASSWORD, max = LONGEST_PASSWORD) @Nullable String password,
			@Size(max = MOST_SCOPES, message = "must have at most {max} entries") @Nullable List<String> scopes) {

		@Override
		public String toString() {
			return "AccountChange";
		}

	}

	/**
	 * The one spelling of what looks the same: keyboards differ in how they compose
	 * letters.
	 */
	static String normal(String text) {
		return Normalizer.normalize(text, Normalizer.Form.NFC);
	}

}
