package io.parley.message;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How user and bot messages are kept.
 *
 * @param countInterval how often to look for what threads have still to count because a
 * service was killed or had no time
 * @param removalTime how long one request may remove two participants from what they sent
 * each other; what is left then takes another request
 * @param deletedAge how long the place of a deleted message is kept, so that a list can
 * be followed from it and a repeated request finds it; longer than
 * {@code parley.web.idempotency-age}
 */
@Validated
@ConfigurationProperties("parley.messages")
record MessageProperties(@NotNull @DefaultValue("5s") Duration countInterval,
		@NotNull @DefaultValue("5s") Duration removalTime, @NotNull @DefaultValue("48h") Duration deletedAge) {
}
