package io.parley.access.oauth;

import java.time.Clock;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * The authorizations of the authorization server, kept in the store. Each change is a
 * compare-and-set of one document: of two callers who use a code or a refresh token at
 * once, on whichever instances, exactly one gets what is for it. Since the other shows
 * that somebody has a secret who should not, it ends the whole authorization; so does a
 * refresh token that was exchanged before. What has ended is removed.
 */
@Component
class StoredAuthorizations implements OAuth2AuthorizationService {

	private final AuthorizationRepository authorizations;

	private final RegisteredApplications applications;

	private final GrantedRights rights;

	private final TokenCache cache;

	private final AuthorizationMapping mapping;

	private final Clock clock;

	StoredAuthorizations(AuthorizationRepository authorizations, RegisteredApplications applications,
			GrantedRights rights, TokenCache cache, OAuthProperties properties, Clock clock) {
		this.authorizations = authorizations;
		this.applications = applications;
		this.rights = rights;
		this.cache = cache;
		this.mapping = new AuthorizationMapping(properties.consentAge());
		this.clock = clock;
	}

	@Override
	public void save(OAuth2Authorization authorization) {
		Authorization before = AuthorizationMapping.stored(authorization);
		if (before == null) {
			RegisteredClient client = Objects
				.requireNonNull(this.applications.findById(authorization.getRegisteredClientId()));
			this.authorizations.insert(this.mapping.create(authorization, RegisteredApplications.application(client),
					this.clock.instant()));
		}
		else if (AuthorizationMapping.isRevoked(authorization)) {
			end(before);
		}
		else if (!this.authorizations.replace(before, this.mapping.next(before, authorization))) {
			if (before.consent() == null) {
				end(before);
			}
			throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
		}
		else {
			this.cache.forget(before);
		}
	}

	@Override
	public void remove(OAuth2Authorization authorization) {
		end(Objects.requireNonNull(AuthorizationMapping.stored(authorization)));
	}

	private void end(Authorization authorization) {
		this.authorizations.remove(authorization);
		this.cache.forget(authorization);
	}

	@Override
	public @Nullable OAuth2Authorization findById(String id) {
		return this.authorizations.findById(id).map((stored) -> read(stored, null)).orElse(null);
	}

	/**
	 * {@inheritDoc} What would give nothing any more, since the person or the team is not
	 * who granted it, is not found. A refresh token that was exchanged for another before
	 * ends the authorization.
	 */
	@Override
	public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
		String hash = Secrets.hash(token);
		Authorization stored = this.authorizations.find(hash)
			.filter((found) -> Objects.requireNonNull(found.expiresAt()).isAfter(this.clock.instant()))
			.filter(this.rights::isAlive)
			.orElse(null);
		if (stored == null) {
			return null;
		}
		if (stored.spent().contains(hash)) {
			if (type != null && OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
				end(stored);
			}
			return null;
		}
		return has(stored, hash, type) ? read(stored, token) : null;
	}

	private static boolean has(Authorization stored, String hash, @Nullable OAuth2TokenType type) {
		boolean access = stored.access() != null && stored.access().hash().equals(hash);
		boolean refresh = stored.refresh() != null && stored.refresh().hash().equals(hash);
		if (type == null) {
			return access || refresh;
		}
		return switch (type.getValue()) {
			case OAuth2ParameterNames.STATE -> hash.equals(stored.consent());
			case OAuth2ParameterNames.CODE -> stored.code() != null && stored.code().hash().equals(hash);
			case OAuth2ParameterNames.ACCESS_TOKEN -> access;
			case OAuth2ParameterNames.REFRESH_TOKEN -> refresh;
			default -> false;
		};
	}

	private @Nullable OAuth2Authorization read(Authorization stored, @Nullable String shown) {
		RegisteredClient client = this.applications.findById(stored.application().toHexString());
		return (client != null) ? this.mapping.read(stored, client, shown) : null;
	}

}
