package io.parley.access.oauth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * Remembers for three seconds what a token belongs to, by its hash. What this instance
 * ends is forgotten at once, also where it was being looked up at that moment.
 */
@Component
class TokenCache {

	private static final Duration AGE = Duration.ofSeconds(3);

	private static final int MOST = 10_000;

	private final Cache<String, Entry> entries = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(AGE).build();

	private final AtomicLong forgotten = new AtomicLong();

	/** What a token belongs to. */
	record Entry(Authorization authorization, Application application) {
	}

	/** What the token belongs to, looked up where that is not remembered. */
	Optional<Entry> get(String hash, Supplier<Optional<Entry>> lookup) {
		Entry known = this.entries.getIfPresent(hash);
		if (known != null) {
			return Optional.of(known);
		}
		long before = this.forgotten.get();
		Optional<Entry> found = lookup.get();
		found.ifPresent((entry) -> this.entries.put(hash, entry));
		if (this.forgotten.get() != before) {
			this.entries.invalidate(hash);
		}
		return found;
	}

	/** Called once the store has the change. */
	void forget(Authorization authorization) {
		forget((entry) -> entry.authorization().id().equals(authorization.id()));
	}

	/** Called once the application is gone. */
	void forgetApplication(ObjectId id) {
		forget((entry) -> entry.application().id().equals(id));
	}

	private void forget(Predicate<Entry> affected) {
		this.forgotten.incrementAndGet();
		this.entries.asMap().values().removeIf(affected);
	}

}
