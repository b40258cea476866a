package io.parley.access.oauth;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import io.parley.access.account.AccountRights;
import io.parley.access.account.Accounts;
import io.parley.access.team.TeamDirectory;
import io.parley.web.Scope;

import org.springframework.stereotype.Component;

/**
 * What something that was granted is worth now. The person may have lost scopes since, or
 * have a new password, or be gone; so may the application and the team.
 */
@Component
class GrantedRights {

	private final TeamDirectory teams;

	private final Accounts accounts;

	GrantedRights(TeamDirectory teams, Accounts accounts) {
		this.teams = teams;
		this.accounts = accounts;
	}

	/** Whether its team and the person who granted it are still the same. */
	boolean isAlive(Authorization authorization) {
		return person(authorization).isPresent();
	}

	/**
	 * What is left of scopes that were granted to an application; nothing where the grant
	 * does not count any more.
	 */
	Optional<Set<Scope>> scopes(Authorization authorization, Application application, Set<Scope> granted) {
		return person(authorization).map((person) -> {
			Set<Scope> left = Scope.effective(granted, false);
			left.retainAll(application.effective());
			left.retainAll(person);
			return left;
		});
	}

	/** What the person may do now who granted it; everything where nobody had to. */
	private Optional<Set<Scope>> person(Authorization authorization) {
		if (!this.teams.isLive(authorization.team(), authorization.teamId())) {
			return Optional.empty();
		}
		Authorization.Person person = authorization.person();
		if (person == null) {
			return Optional.of(EnumSet.allOf(Scope.class));
		}
		return this.accounts.findById(person.accountId())
			.filter((account) -> account.team().equals(authorization.team())
					&& account.credentialVersion() == person.credentialVersion())
			.map(AccountRights::scopes);
	}

	/**
	 * The part of what is asked for that a person has; each stays as it was asked for
	 * where they have it whole.
	 */
	static Set<Scope> within(Set<Scope> asked, Set<Scope> person) {
		if (person.containsAll(asked)) {
			return asked;
		}
		Set<Scope> part = Scope.effective(asked, false);
		part.retainAll(person);
		return part;
	}

}
