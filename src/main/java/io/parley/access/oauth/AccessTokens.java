package io.parley.access.oauth;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.parley.web.Caller;
import io.parley.web.Scope;

import org.springframework.stereotype.Component;

/**
 * Tells who calls with an access token. What ends a token counts at once on the instance
 * that did it, and on the others within five seconds.
 */
@Component
public class AccessTokens {

	/** What every access token begins with. */
	static final String PREFIX = "parley_at_";

	private static final int LONGEST = 100;

	private final AuthorizationRepository authorizations;

	private final ApplicationRepository applications;

	private final GrantedRights rights;

	private final TokenCache cache;

	private final Clock clock;

	AccessTokens(AuthorizationRepository authorizations, ApplicationRepository applications, GrantedRights rights,
			TokenCache cache, Clock clock) {
		this.authorizations = authorizations;
		this.applications = applications;
		this.rights = rights;
		this.cache = cache;
		this.clock = clock;
	}

	/**
	 * The caller that an access token stands for, with the scopes that were granted and
	 * that both the application and the person have now. Nothing where there is no such
	 * token, it was revoked or has run out, the application or its team is gone, or the
	 * person who granted it is gone or has a new password.
	 */
	public Optional<Caller> find(String token) {
		if (!isToken(token)) {
			return Optional.empty();
		}
		String hash = Secrets.hash(token);
		return this.cache.get(hash, () -> lookUp(hash)).flatMap((entry) -> caller(entry, hash));
	}

	/** What an access token belongs to, read at this moment. */
	Optional<TokenCache.Entry> read(String token) {
		return isToken(token) ? lookUp(Secrets.hash(token)) : Optional.empty();
	}

	private static boolean isToken(String token) {
		return token.startsWith(PREFIX) && token.length() <= LONGEST;
	}

	private Optional<TokenCache.Entry> lookUp(String hash) {
		return this.authorizations.find(hash)
			.filter((authorization) -> authorization.access(hash, this.clock.instant()).isPresent())
			.flatMap((authorization) -> this.applications.findInAnyTeam(authorization.application())
				.map((application) -> new TokenCache.Entry(authorization, application)));
	}

	/** Who calls with the access token of a hash; nothing where it does not count. */
	Optional<Caller> caller(TokenCache.Entry entry, String hash) {
		Authorization authorization = entry.authorization();
		Application application = entry.application();
		return authorization.access(hash, this.clock.instant())
			.flatMap((access) -> this.rights.scopes(authorization, application, Scope.known(access.scopes()))
				.map((scopes) -> caller(authorization, application, scopes, access.expiresAt())));
	}

	/** The id as a caller of an application that acts for itself. */
	static String callerId(Application application) {
		return "oauth:" + application.clientId();
	}

	private static Caller caller(Authorization authorization, Application application, Set<Scope> scopes,
			Instant expiresAt) {
		Authorization.Person person = authorization.person();
		String id = callerId(application) + ((person != null) ? ":" + person.accountId() : "");
		String name = (person != null) ? person.username() : application.name();
		return new Caller(Caller.Kind.OAUTH, id, name, authorization.team(), scopes, expiresAt, null);
	}

}
