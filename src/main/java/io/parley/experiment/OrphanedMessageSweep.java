package io.parley.experiment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.store.EveryTeam;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Service;

/**
 * Looks after the first messages of sessions some time after their creation. Where the
 * session is there it is noted that they have arrived. Where it never came, because the
 * service was killed while it created it, they are removed; nobody has ever seen them.
 */
@Service
class OrphanedMessageSweep {

	private static final int AT_ONCE = 1000;

	private final EveryTeam everyTeam;

	private final ExperimentSessionRepository sessions;

	private final MessageBatchRepository batches;

	private final Clock clock;

	private final Duration age;

	OrphanedMessageSweep(EveryTeam everyTeam, ExperimentSessionRepository sessions, MessageBatchRepository batches,
			Clock clock, ExperimentProperties properties) {
		this.everyTeam = everyTeam;
		this.sessions = sessions;
		this.batches = batches;
		this.clock = clock;
		this.age = properties.leftoverAge();
	}

	/** Settles all that is old enough, so many at once. */
	void removeLeftovers() {
		Instant before = this.clock.instant().minus(this.age);
		Query old = new Query(Criteria.where(MessageBatchRepository.PENDING_SINCE).lt(before)).limit(AT_ONCE);
		old.fields().exclude("messages");
		List<MessageBatch> found;
		do {
			found = this.everyTeam.owned().find(old, MessageBatch.class);
			found.stream()
				.collect(Collectors.groupingBy(MessageBatch::team,
						Collectors.mapping(MessageBatch::session, Collectors.toSet())))
				.forEach((team, ids) -> settle(team, ids, before));
		}
		while (found.size() == AT_ONCE);
	}

	/** The first batch of a session has the session's own id. */
	private void settle(String team, Set<ObjectId> first, Instant before) {
		Set<ObjectId> there = this.sessions.existing(team, first);
		this.batches.settle(team, there);
		Set<ObjectId> never = new HashSet<>(first);
		never.removeAll(there);
		this.batches.abandon(team, never, before);
	}

}
