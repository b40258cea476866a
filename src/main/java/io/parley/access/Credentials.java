package io.parley.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.parley.access.account.SignIns;
import io.parley.store.Sha256;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The kinds of credentials, in the order in which they count: {@code X-api-key},
 * {@code Authorization: Bearer}, the {@code sessionid} cookie, {@code X-Embed-Key}.
 */
@Component
class Credentials {

	static final String API_KEY = "X-api-key";

	static final String EMBED_KEY = "X-Embed-Key";

	/** Names the team that the admin key acts for. */
	static final String TEAM = "X-Parley-Team";

	private static final String BEARER = "bearer ";

	private final byte[] adminKey;

	private final SignIns signIns;

	Credentials(AccessProperties properties, SignIns signIns) {
		this.signIns = signIns;
		this.adminKey = digest(String.valueOf(properties.adminKey()));
	}

	/**
	 * The caller that the request's credential stands for; nothing where it has none.
	 * @throws ProblemException 401 for a credential that does not count, 403 for one that
	 * is not for this request
	 */
	Optional<Caller> check(HttpServletRequest request) {
		Optional<Caller> caller = header(request, API_KEY).map(this::key)
			.or(() -> header(request, HttpHeaders.AUTHORIZATION).map(this::bearer))
			.or(() -> cookie(request));
		caller.ifPresent((found) -> checkTeam(found, request));
		return caller.map((found) -> found);
	}

	private Caller key(String key) {
		if (MessageDigest.isEqual(digest(key), this.adminKey)) {
			return new Caller(Caller.Kind.ADMIN, "admin", "admin", Caller.ANYONE.team(), EnumSet.allOf(Scope.class),
					null, null);
		}
		throw refused("The key in " + API_KEY + " or Authorization is not known, or has ended");
	}

	private Caller bearer(String header) {
		if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
			throw refused("Authorization must be Bearer and a key or an access token");
		}
		return key(header.substring(BEARER.length()).strip());
	}

	private Optional<Caller> cookie(HttpServletRequest request) {
		if (WebUtils.getCookie(request, SignIns.COOKIE) == null) {
			return Optional.empty();
		}
		return Optional.of(this.signIns.find(request)
			.orElseThrow(
					() -> refused("The cookie " + SignIns.COOKIE + " is of no sign-in, or of one that has ended")));
	}

	private static void checkTeam(Caller caller, HttpServletRequest request) {
		if (request.getHeader(TEAM) != null && caller.kind() != Caller.Kind.ADMIN) {
			throw ProblemException.forbidden("Only the admin key may name a team in " + TEAM);
		}
	}

	private static Optional<String> header(HttpServletRequest request, String name) {
		List<String> values = Collections.list(request.getHeaders(name));
		if (values.size() > 1) {
			throw refused(name + " must be given once");
		}
		return values.stream().findFirst();
	}

	private static ProblemException refused(String sentence) {
		return ProblemException.unauthorized(sentence);
	}

	private static byte[] digest(String secret) {
		return Sha256.digest().digest(secret.getBytes(StandardCharsets.UTF_8));
	}

}
