package io.parley.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a client gets its access tokens with: the client-credentials grant (RFC 6749,
 * section 4.4).
 *
 * @param tokenUrl where tokens are had
 * @param clientId the application
 * @param clientSecret its secret
 * @param scopes what the tokens are to be good for; empty for all that the application
 * may do
 */
record ClientGrant(URI tokenUrl, String clientId, String clientSecret, List<String> scopes) {

	/** The id and the secret as HTTP Basic carries them (RFC 6749, section 2.3.1). */
	String authorization() {
		String pair = encode(this.clientId) + ":" + encode(this.clientSecret);
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	/** The body of a request for a token. */
	String form() {
		return "grant_type=client_credentials"
				+ (this.scopes.isEmpty() ? "" : "&scope=" + encode(String.join(" ", this.scopes)));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** Without the secret. */
	@Override
	public String toString() {
		return "ClientGrant[" + this.clientId + " at " + this.tokenUrl + "]";
	}

}
