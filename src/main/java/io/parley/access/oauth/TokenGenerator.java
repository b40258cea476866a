package io.parley.access.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Makes access and refresh tokens of 256 random bits that say nothing by themselves.
 * Public applications get refresh tokens too: each is good for one use, so that one that
 * was stolen shows (RFC 9700, section 4.14.2).
 */
class TokenGenerator implements OAuth2TokenGenerator<OAuth2Token> {

	private static final String REFRESH_PREFIX = "parley_rt_";

	private final Clock clock;

	TokenGenerator(Clock clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
		TokenSettings settings = context.getRegisteredClient().getTokenSettings();
		Instant now = this.clock.instant();
		if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
			return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, Secrets.next(AccessTokens.PREFIX), now,
					end(now, settings.getAccessTokenTimeToLive()), context.getAuthorizedScopes());
		}
		if (OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
			return new OAuth2RefreshToken(Secrets.next(REFRESH_PREFIX), now,
					end(now, settings.getRefreshTokenTimeToLive()));
		}
		return null;
	}

	private static Instant end(Instant now, Duration age) {
		return now.plus(age);
	}

}
