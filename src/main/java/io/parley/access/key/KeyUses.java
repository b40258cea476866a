package io.parley.access.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.access.key.ApiKeyRepository.Use;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * Remembers which keys were used and keeps that in the store, about once a minute for
 * each, away from the requests: none waits for it, and none fails with it. What was not
 * kept yet when the service ends is lost.
 */
@Component
class KeyUses {

	private static final Duration PRECISION = Duration.ofMinutes(1);

	private static final int MOST = 10_000;

	private final ApiKeyRepository keys;

	private final Clock clock;

	private final Map<ObjectId, Use> waiting = new ConcurrentHashMap<>();

	/** Keys whose use was kept less than a minute ago. */
	private final Cache<ObjectId, Instant> kept = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfterWrite(PRECISION)
		.build();

	KeyUses(ApiKeyRepository keys, Clock clock) {
		this.keys = keys;
		this.clock = clock;
	}

	/** A key was used just now. */
	void used(ApiKey key) {
		if (this.kept.getIfPresent(key.id()) == null && this.waiting.size() < MOST) {
			Instant now = this.clock.instant();
			this.waiting.put(key.id(), new Use(key.team(), key.id(), now, now.minus(PRECISION)));
		}
	}

	/** Keeps what waits; what fails waits for the next time. */
	void keep() {
		List<Use> uses = List.copyOf(this.waiting.values());
		if (uses.isEmpty()) {
			return;
		}
		this.keys.keep(uses);
		uses.forEach((use) -> {
			this.kept.put(use.id(), use.at());
			this.waiting.remove(use.id());
		});
	}

}
