package io.parley.access.key;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.access.team.TeamDirectory;
import io.parley.store.RecentReads;
import io.parley.web.Caller;

import org.springframework.stereotype.Component;

/**
 * Knows whose a key is. What it has read it remembers for three seconds; what this
 * instance deletes it forgets at once.
 */
@Component
public class ApiKeys {

	private static final Duration AGE = Duration.ofSeconds(3);

	private static final int MOST = 10_000;

	private static final int MOST_ORIGINS = 1_000;

	private final ApiKeyRepository keys;

	private final KeyUses uses;

	private final TeamDirectory teams;

	private final Clock clock;

	private final RecentReads<String, ApiKey> known = new RecentReads<>(MOST, AGE);

	private final RecentReads<String, Boolean> allowed = new RecentReads<>(MOST_ORIGINS, AGE);

	ApiKeys(ApiKeyRepository keys, KeyUses uses, TeamDirectory teams, Clock clock) {
		this.keys = keys;
		this.uses = uses;
		this.teams = teams;
		this.clock = clock;
	}

	/**
	 * Whose a key is; nothing where there is no such key, or it was deleted, has expired
	 * or belongs to a team that is gone. What no key can be like is refused without a
	 * read.
	 */
	public Optional<Caller> find(String presented) {
		Optional<ApiKey> found = known(presented).filter(this::isLive);
		found.ifPresent(this.uses::used);
		return found.map(ApiKey::caller);
	}

	/**
	 * The origins of the pages that may use an embed key, as browsers spell them; none
	 * where the key is gone.
	 */
	public Set<String> allowedOrigins(String presented) {
		return known(presented).flatMap(ApiKeys::origins).orElse(Set.of());
	}

	private Optional<ApiKey> known(String presented) {
		return KeySecret.parse(presented).flatMap((text) -> this.known.get(text.hash(), this.keys::findByHash));
	}

	private static Optional<Set<String>> origins(ApiKey key) {
		return Optional.ofNullable(key.allowedOrigins()).map(Set::copyOf);
	}

	/**
	 * Whether pages of an origin may use any embed key, of whichever team: what a browser
	 * asks before a page sends one.
	 */
	public boolean isAllowedOrigin(String origin) {
		return Origins.normalized(origin)
			.flatMap((known) -> this.allowed.get(known, (key) -> Optional.of(true).filter((any) -> isAllowed(key))))
			.isPresent();
	}

	private boolean isAllowed(String origin) {
		try (Stream<ApiKey> allowing = this.keys.allowing(origin)) {
			return allowing.anyMatch(this::isLive);
		}
	}

	private boolean isLive(ApiKey key) {
		return !key.isExpired(this.clock.instant()) && this.teams.isLive(key.team(), key.teamId());
	}

	/** The key was deleted, or one was made that allows origins. */
	void forget(ApiKey key) {
		this.known.forget(key.hash());
		origins(key).ifPresent((all) -> all.forEach(this.allowed::forget));
	}

}
