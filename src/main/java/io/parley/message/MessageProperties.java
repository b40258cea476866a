package io.parley.message;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How user and bot messages are kept.
 *
 * @param countInterval how often to look for what threads have still to count because a
 * service was killed or had no time
 * @param requestTime how long one request may remove or group messages; past it the
 * answer is a 503, and what was removed by then stays removed
 * @param maxGroups the most groups that a participant's messages may make, other than by
 * user_ids and bot_ids together; what makes more is a 400
 * @param deletedAge how long the place of a deleted message is kept, so that a list can
 * be followed from it and a repeated request finds it; longer than
 * {@code parley.idempotency.age}
 */
@Validated
@ConfigurationProperties("parley.messages")
record MessageProperties(@NotNull @DefaultValue("5s") Duration countInterval,
		@NotNull @DefaultValue("10s") Duration requestTime, @Min(1) @DefaultValue("100000") int maxGroups,
		@NotNull @DefaultValue("48h") Duration deletedAge) {
}
