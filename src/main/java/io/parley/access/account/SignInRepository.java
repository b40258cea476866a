package io.parley.access.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.RecentReads;
import io.parley.store.TeamTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Repository;

/**
 * The sign-ins as they are stored, for Spring Session. One that was ended is never
 * written again, also by a request that was on its way meanwhile: all but a new one is
 * only ever changed where it still is. That it is used is noted once a minute at most.
 */
@Repository
class SignInRepository implements SessionRepository<SignInSession> {

	private static final Logger log = LoggerFactory.getLogger(SignInRepository.class);

	private static final Duration OLDEST = Duration.ofSeconds(3);

	private static final int MOST = 10_000;

	private static final Duration NOTED = Duration.ofMinutes(1);

	private static final int NOTES = 10;

	private final RecentReads<String, SignIn> known = new RecentReads<>(MOST, OLDEST);

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final AccountProperties properties;

	private final Clock clock;

	private final Duration noted;

	SignInRepository(TeamTemplate store, EveryTeam everyTeam, AccountProperties properties, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.properties = properties;
		this.clock = clock;
		Duration part = properties.idle().dividedBy(NOTES);
		this.noted = (part.compareTo(NOTED) < 0) ? part : NOTED;
	}

	@Override
	public SignInSession createSession() {
		return new SignInSession(this.clock.instant(), this.properties);
	}

	@Override
	public @Nullable SignInSession findById(String id) {
		String hash = SignInSession.hash(id);
		return this.known.get(hash, (key) -> this.everyTeam.anyTeam().findOne(byId(key), SignIn.class))
			.filter((found) -> found.endsAt().isAfter(this.clock.instant()))
			.map((found) -> new SignInSession(id, found, this.properties))
			.orElse(null);
	}

	@Override
	public void save(SignInSession session) {
		SignIn current = session.current();
		SignIn stored = session.stored();
		if (stored == null || !stored.id().equals(current.id())) {
			insert(stored, current);
		}
		else if (!stored.credentialVersion().equals(current.credentialVersion())) {
			change(current);
		}
		else if (Duration.between(stored.lastUsedAt(), current.lastUsedAt()).compareTo(this.noted) >= 0) {
			note(current);
		}
		else {
			return;
		}
		session.stored(current);
	}

	/** Under a new id; the old one ends first. */
	private void insert(@Nullable SignIn stored, SignIn current) {
		if (stored != null) {
			remove(stored.id());
		}
		this.store.of(current.team()).insert(current);
	}

	private void change(SignIn current) {
		Update update = Update.update("credential_version", current.credentialVersion())
			.set("last_used_at", current.lastUsedAt())
			.set("ends_at", current.endsAt());
		this.store.of(current.team()).updateFirst(byId(current.id()), update, SignIn.class);
		this.known.forget(current.id());
	}

	/** No request fails because it could not be noted. */
	private void note(SignIn current) {
		try {
			change(current);
		}
		catch (DataAccessException ex) {
			log.debug("That a sign-in was used could not be noted: {}",
					NestedExceptionUtils.getMostSpecificCause(ex).toString());
		}
	}

	@Override
	public void deleteById(String id) {
		remove(SignInSession.hash(id));
	}

	private void remove(String hash) {
		this.everyTeam.anyTeam().remove(byId(hash), SignIn.class);
		this.known.forget(hash);
	}

	/**
	 * Removes the sign-ins of an account, which have ended already since its credentials
	 * are others.
	 * @param kept the session id of one that stays
	 */
	void removeOf(Account account, Optional<String> kept) {
		Criteria others = Criteria.where("account").is(account.id().toHexString());
		kept.ifPresent((id) -> others.and("_id").ne(SignInSession.hash(id)));
		this.store.of(account.team()).remove(new Query(others), SignIn.class);
	}

	/** Removes what has run out, of all teams. */
	void removeEnded() {
		Instant now = this.clock.instant();
		this.everyTeam.owned().remove(new Query(Criteria.where("ends_at").lt(now)), SignIn.class);
	}

	private static Query byId(String hash) {
		return new Query(Criteria.where("_id").is(hash));
	}

}
