package io.parley.sessionmessage.template;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of one template.
 *
 * @param nodes the most JSON values in one template, at all depths
 * @param time how long one reply may take to be checked; reading a template may take five
 * times that. Past it the answer is a 503
 * @param cached how many templates are kept ready, in 16 MiB at most; the largest are
 * always read anew
 */
public record TemplateLimits(@DefaultValue("10000") int nodes, @DefaultValue("2s") Duration time,
		@DefaultValue("256") int cached) {

	public TemplateLimits {
		if (nodes < 1 || time.isNegative() || time.isZero() || cached < 0) {
			throw new IllegalArgumentException("Each limit of a template must be above zero");
		}
	}

}
