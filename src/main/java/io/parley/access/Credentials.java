package io.parley.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.parley.access.account.SignIns;
import io.parley.access.key.ApiKeys;
import io.parley.access.oauth.AccessTokens;
import io.parley.store.Sha256;
import io.parley.web.Caller;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The credentials of requests, in the order in which they count: {@code X-api-key},
 * {@code Authorization: Bearer}, the {@code sessionid} cookie, {@code X-Embed-Key}.
 */
@Component
class Credentials {

	static final String API_KEY = "X-api-key";

	static final String EMBED_KEY = "X-Embed-Key";

	private static final String BEARER = "bearer ";

	private final byte[] adminKey;

	private final ApiKeys keys;

	private final SignIns signIns;

	private final AccessTokens tokens;

	Credentials(AccessProperties properties, ApiKeys keys, SignIns signIns, AccessTokens tokens) {
		this.tokens = tokens;
		this.adminKey = digest(String.valueOf(properties.adminKey()));
		this.keys = keys;
		this.signIns = signIns;
	}

	/** Where a request can have its credential. */
	private enum Place {

		KEY, BEARER, COOKIE, EMBED

	}

	/**
	 * The credential of a request, of which it is not yet known whether it is good.
	 *
	 * @param secret never shown or logged
	 */
	record Presented(Place place, String secret) {

		@Override
		public String toString() {
			return "Presented[" + this.place + "]";
		}

	}

	/**
	 * The first credential that a request has; nothing where it has none.
	 * @throws ProblemException 401 where it cannot be read
	 */
	Optional<Presented> find(HttpServletRequest request) {
		return header(request, API_KEY).map((key) -> new Presented(Place.KEY, key))
			.or(() -> header(request, HttpHeaders.AUTHORIZATION)
				.map((header) -> new Presented(Place.BEARER, bearer(header))))
			.or(() -> cookie(request).map((id) -> new Presented(Place.COOKIE, id)))
			.or(() -> header(request, EMBED_KEY).map((key) -> new Presented(Place.EMBED, key)));
	}

	/** Whom a credential stands for; nothing where it is not good. */
	Optional<Caller> check(Presented presented, HttpServletRequest request) {
		return switch (presented.place()) {
			case KEY -> admin(presented.secret()).or(() -> key(presented.secret(), false));
			case BEARER -> admin(presented.secret()).or(() -> this.tokens.find(presented.secret()))
				.or(() -> key(presented.secret(), false));
			case COOKIE -> this.signIns.find(request);
			case EMBED -> key(presented.secret(), true);
		};
	}

	private Optional<Caller> admin(String key) {
		return MessageDigest.isEqual(digest(key), this.adminKey) ? Optional.of(new Caller(Caller.Kind.ADMIN, "admin",
				"admin", Caller.ANYONE.team(), EnumSet.allOf(Scope.class), null, null)) : Optional.empty();
	}

	private Optional<Caller> key(String key, boolean embedded) {
		return this.keys.find(key).filter((caller) -> caller.isEmbedded() == embedded);
	}

	/** What a caller is told whose credential is not good. */
	static ProblemException refusal() {
		return refusal("The credential is not known, or has ended");
	}

	private static ProblemException refusal(String sentence) {
		ProblemException refusal = ProblemException.unauthorized(sentence);
		refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"parley\", error=\"invalid_token\"");
		return refusal;
	}

	private static String bearer(String header) {
		if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
			throw refusal("Authorization must be Bearer and a key or an access token");
		}
		return header.substring(BEARER.length()).strip();
	}

	private static Optional<String> cookie(HttpServletRequest request) {
		Cookie[] cookies = (request.getCookies() != null) ? request.getCookies() : new Cookie[0];
		List<String> ids = Arrays.stream(cookies)
			.filter((cookie) -> cookie.getName().equals(SignIns.COOKIE))
			.map(Cookie::getValue)
			.toList();
		if (ids.size() > 1) {
			throw refusal("The cookie " + SignIns.COOKIE + " must be given once");
		}
		return ids.stream().findFirst();
	}

	private static Optional<String> header(HttpServletRequest request, String name) {
		List<String> values = Collections.list(request.getHeaders(name));
		if (values.size() > 1) {
			throw refusal(name + " must be given once");
		}
		return values.stream().findFirst();
	}

	private static byte[] digest(String secret) {
		return Sha256.digest().digest(secret.getBytes(StandardCharsets.UTF_8));
	}

}
