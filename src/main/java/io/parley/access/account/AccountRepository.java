package io.parley.access.account;

import java.util.List;
import java.util.Optional;

import io.parley.access.team.TeamDirectory;
import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The accounts as they are stored. */
@Repository
class AccountRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final TeamDirectory teams;

	private final CountedPageReader<Account> pages;

	AccountRepository(TeamTemplate store, EveryTeam everyTeam, TeamDirectory teams) {
		this.store = store;
		this.teams = teams;
		this.everyTeam = everyTeam;
		this.pages = new CountedPageReader<>(store, Account.class, Account::id);
	}

	/** The id of the request's team. */
	ObjectId teamId() {
		return this.teams.get(this.store.team()).id();
	}

	/** Whether the team of an account is still the one that it was created in. */
	boolean isLive(Account account) {
		return this.teams.isLive(account.team(), account.teamId());
	}

	/** An account of the request's team. */
	Optional<Account> find(String username) {
		return this.store.findOne(named(username), Account.class);
	}

	Optional<Account> find(String team, String username) {
		return this.store.of(team).findOne(named(username), Account.class);
	}

	Optional<Account> findById(ObjectId id) {
		return this.everyTeam.anyTeam().findOne(new Query(Criteria.where("_id").is(id)), Account.class);
	}

	/** Some accounts of whichever team, for who signs in without naming one. */
	List<Account> findInAllTeams(String username, int most) {
		return this.everyTeam.anyTeam().find(named(username).limit(most), Account.class);
	}

	CountedPage<Account> list(PageRequest request) {
		return this.pages.read(Query::new, request);
	}

	/**
	 * Inserts an account.
	 * @return the account as it is stored: also where the same one was inserted before;
	 * nothing where another one has its username
	 */
	Optional<Account> insert(Account account) {
		try {
			return Optional.of(this.store.insert(account));
		}
		catch (DuplicateKeyException ex) {
			return find(account.username()).filter((there) -> there.id().equals(account.id()));
		}
	}

	/**
	 * Changes an account if it is still in the state given, and answers it as it is then.
	 */
	Optional<Account> change(Account from, Update update) {
		return this.store.findAndModify(unchanged(from), update.inc("version", 1), Account.class);
	}

	/** Answers whether it was still there as it was. */
	boolean delete(Account account) {
		return this.store.remove(unchanged(account), Account.class) == 1;
	}

	private static Query unchanged(Account account) {
		return new Query(Criteria.where("_id").is(account.id()).and("version").is(account.version()));
	}

	private static Query named(String username) {
		return new Query(Criteria.where("username").is(username));
	}

}
