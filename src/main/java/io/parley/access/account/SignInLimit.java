package io.parley.access.account;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.parley.access.limit.Limits;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Component;

/**
 * How many sign-ins of one username may fail in a while, whether or not there is such an
 * account, and from wherever they come. Past it nobody signs in with that name for some
 * time, also with the right password, or the answer would tell. Each instance counts for
 * itself. What fails of one address counts together with its other bad credentials.
 */
@Component
class SignInLimit {

	private static final int MOST_USERNAMES = 100_000;

	private final Cache<String, Bucket> failures;

	private final AccountProperties properties;

	private final Limits limits;

	SignInLimit(AccountProperties properties, Limits limits) {
		this.properties = properties;
		this.limits = limits;
		this.failures = Caffeine.newBuilder()
			.maximumSize(MOST_USERNAMES)
			.expireAfterWrite(properties.failureWindow())
			.build();
	}

	/**
	 * @throws ProblemException 429 while there were too many
	 */
	void check(String username, String address) {
		this.limits.failuresExceeded(address).ifPresent((pause) -> {
			throw ProblemException.tooManyRequests("Too many sign-ins from this address failed; try again later",
					pause);
		});
		Bucket left = this.failures.getIfPresent(username);
		if (left == null) {
			return;
		}
		EstimationProbe probe = left.estimateAbilityToConsume(1);
		if (!probe.canBeConsumed()) {
			throw ProblemException.tooManyRequests("Too many sign-ins with this username failed; try again later",
					Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	/** Counts one that failed. */
	void count(String username, String address) {
		this.limits.failed(address);
		this.failures.get(username, (key) -> bucket()).tryConsume(1);
	}

	private Bucket bucket() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.properties.failures())
				.refillGreedy(this.properties.failures(), this.properties.failureWindow()))
			.build();
	}

}
