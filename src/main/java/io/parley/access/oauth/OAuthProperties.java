package io.parley.access.oauth;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what OAuth2 gives out lasts.
 *
 * @param accessTokenAge how long an access token lives
 * @param refreshTokenAge how long a refresh token lives; each use gives a new one
 * @param codeAge how long after a person's consent its code may be exchanged
 * @param consentAge how long a person may think before the consent page is of no use any
 * more
 * @param sweepInterval how often to remove codes, tokens and questions for consent that
 * have run out
 */
@Validated
@ConfigurationProperties("parley.oauth")
record OAuthProperties(@NotNull @DefaultValue("1h") Duration accessTokenAge,
		@NotNull @DefaultValue("30d") Duration refreshTokenAge, @NotNull @DefaultValue("60s") Duration codeAge,
		@NotNull @DefaultValue("30m") Duration consentAge, @NotNull @DefaultValue("10m") Duration sweepInterval) {
}
