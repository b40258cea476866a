package io.parley.reply;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

import io.parley.store.TeamTemplate;
import io.parley.web.Caller;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Keeps the one key of links that the service made itself, for all instances. */
@Repository
class ReplyLinkKeyRepository {

	private static final int BYTES = 32;

	private final TeamTemplate store;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	ReplyLinkKeyRepository(TeamTemplate store, Clock clock) {
		this.store = store.of(Caller.ANYONE.team());
		this.clock = clock;
	}

	/** The key; of two instances that make it at once both get that of the one. */
	byte[] get() {
		return find().orElseGet(this::make);
	}

	private byte[] make() {
		byte[] key = new byte[BYTES];
		this.random.nextBytes(key);
		try {
			this.store.insert(new ReplyLinkKey(ReplyLinkKey.ONLY, TeamTemplate.unset(), key, this.clock.instant()));
			return key;
		}
		catch (DuplicateKeyException ex) {
			return find().orElseThrow(() -> ex);
		}
	}

	private Optional<byte[]> find() {
		return this.store.findOne(new Query(Criteria.where("_id").is(ReplyLinkKey.ONLY)), ReplyLinkKey.class)
			.map(ReplyLinkKey::key);
	}

}
