package io.parley.access.audit;

import java.time.Instant;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** The entries as they are stored. */
@Repository
class AuditRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final CountedPageReader<AuditEntry> pages;

	AuditRepository(TeamTemplate store, EveryTeam everyTeam) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.pages = new CountedPageReader<>(store, AuditEntry.class, AuditEntry::id);
	}

	void insert(AuditEntry entry) {
		this.store.of(entry.team()).insert(entry);
	}

	void remove(AuditEntry entry) {
		this.store.of(entry.team()).remove(new Query(Criteria.where("_id").is(entry.id())), AuditEntry.class);
	}

	/** The entries of the team of the request at hand while it has this id. */
	CountedPage<AuditEntry> list(@Nullable ObjectId teamId, PageRequest request) {
		return this.pages.read(() -> new Query(Criteria.where("team_id").is(teamId)), request);
	}

	/** Removes what is older, also of teams that are gone. */
	void removeBefore(Instant oldest) {
		this.everyTeam.anyTeam().remove(new Query(Criteria.where("created_at").lt(oldest)), AuditEntry.class);
	}

}
