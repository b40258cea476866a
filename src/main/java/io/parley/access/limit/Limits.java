package io.parley.access.limit;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.parley.store.Sha256;
import io.parley.web.Caller;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts the requests of each credential, and of each address those whose credential was
 * not good. In memory and for this instance alone; of callers and addresses that were not
 * seen for a while nothing is kept.
 */
@Component
public class Limits {

	private static final int MOST = 50_000;

	/** After a minute without requests a bucket is full, as a new one is. */
	private static final Duration IDLE = Taken.WINDOW.multipliedBy(2);

	private static final Duration RECENTLY = Duration.ofMinutes(10);

	private final LimitProperties properties;

	private final TimeMeter time;

	private final Cache<String, Bucket> callers;

	private final Cache<String, Bucket> addresses;

	private final Cache<String, Boolean> good;

	@Autowired
	Limits(LimitProperties properties) {
		this(properties, TimeMeter.SYSTEM_NANOTIME);
	}

	Limits(LimitProperties properties, TimeMeter time) {
		this.properties = properties;
		this.time = time;
		this.callers = bounded(IDLE);
		this.addresses = bounded(IDLE);
		this.good = bounded(RECENTLY);
	}

	private <T> Cache<String, T> bounded(Duration idle) {
		return Caffeine.newBuilder()
			.maximumSize(MOST)
			.expireAfterAccess(idle)
			.ticker(this.time::currentTimeNanos)
			.build();
	}

	/**
	 * How long an address has to wait since too many of its credentials were not good;
	 * nothing where it may try. Counts nothing, and reads nothing but memory.
	 */
	public Optional<Duration> failuresExceeded(String address) {
		return Optional.of(failures(address)).filter(Taken::isExceeded).map(Taken::pause);
	}

	/**
	 * The same of an address that comes with a credential: one that was good on this
	 * instance in the last ten minutes may be tried all the same, so that nobody is
	 * locked out by others behind the same address.
	 */
	public Optional<Duration> failuresExceeded(String address, String credential) {
		return failuresExceeded(address).filter((pause) -> this.good.getIfPresent(Sha256.hex(credential)) == null);
	}

	/** An address came with a credential that is not good. */
	public void failed(String address) {
		this.addresses.get(Addresses.counted(address), (key) -> bucket(this.properties.failuresPerMinute()))
			.tryConsume(1);
	}

	/** The same, of a credential that may have been good before. */
	public void failed(String address, String credential) {
		this.good.invalidate(Sha256.hex(credential));
		failed(address);
	}

	/** A credential was good. Of the credential itself only a digest is kept. */
	public void succeeded(String credential) {
		this.good.put(Sha256.hex(credential), true);
	}

	/** What an address has left of its failures: what an answer to no caller tells. */
	public Taken failures(String address) {
		long limit = this.properties.failuresPerMinute();
		Bucket bucket = this.addresses.getIfPresent(Addresses.counted(address));
		if (bucket == null) {
			return new Taken("failures", limit, limit, Duration.ZERO, Duration.ZERO);
		}
		long left = bucket.getAvailableTokens();
		Duration pause = Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
		Duration reset = Duration.ofNanos(bucket.estimateAbilityToConsume(limit).getNanosToWaitForRefill());
		return new Taken("failures", limit, left, reset, pause);
	}

	/** Counts a request of a caller, unless it is one too many. */
	public Taken take(Caller caller) {
		long limit = this.properties.requestsPerMinute();
		ConsumptionProbe probe = this.callers.get(caller.id(), (id) -> bucket(limit)).tryConsumeAndReturnRemaining(1);
		return new Taken("requests", limit, probe.getRemainingTokens(),
				Duration.ofNanos(probe.getNanosToWaitForReset()),
				Duration.ofNanos(probe.isConsumed() ? 0 : probe.getNanosToWaitForRefill()));
	}

	private Bucket bucket(long perMinute) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(perMinute).refillGreedy(perMinute, Taken.WINDOW))
			.withCustomTimePrecision(this.time)
			.build();
	}

}
