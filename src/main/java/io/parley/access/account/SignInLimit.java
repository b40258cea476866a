package io.parley.access.account;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.parley.access.limit.Limits;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Component;

/**
 * How many sign-ins of one username may fail in a while, whether or not there is such an
 * account, with or without a team before it, and from wherever they come. Each counts
 * from its beginning, so that no more than these are ever tried at once. Past it nobody
 * signs in with that name for some time, also with the right password, or the answer
 * would tell. Each instance counts for itself. What fails of one address counts together
 * with its other bad credentials.
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
			.expireAfterAccess(properties.failureWindow())
			.build();
	}

	/**
	 * @throws ProblemException 429 while too many from this address failed
	 */
	void check(String address) {
		this.limits.failuresExceeded(address).ifPresent((pause) -> {
			throw ProblemException.tooManyRequests("Too many sign-ins from this address failed; try again later",
					pause);
		});
	}

	/**
	 * Counts a sign-in as one that fails, until it is known to be none.
	 * @throws ProblemException 429 while there were too many
	 */
	void take(String username) {
		ConsumptionProbe probe = this.failures.get(username, (key) -> bucket()).tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw ProblemException.tooManyRequests("Too many sign-ins with this username failed; try again later",
					Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	/** The sign-in that was taken did not fail, or was not tried. */
	void giveBack(String username) {
		Optional.ofNullable(this.failures.getIfPresent(username)).ifPresent((bucket) -> bucket.addTokens(1));
	}

	/** Counts one that failed for its address. */
	void failed(String address) {
		this.limits.failed(address);
	}

	private Bucket bucket() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.properties.failures())
				.refillGreedy(this.properties.failures(), this.properties.failureWindow()))
			.build();
	}

}
