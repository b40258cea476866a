package io.parley.access.oauth;

import java.util.List;
import java.util.Set;

import io.parley.web.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A signed-in person, as the authorization server sees them. Its name is the id of the
 * account, which no other account ever has.
 */
class PersonAuthentication extends AbstractAuthenticationToken {

	private final transient Authorization.Person person;

	private final String team;

	private final transient Set<Scope> scopes;

	/**
	 * @param scopes what the person may do now; empty where nobody asks
	 */
	PersonAuthentication(Authorization.Person person, String team, Set<Scope> scopes) {
		super(List.of());
		this.person = person;
		this.team = team;
		this.scopes = scopes;
		setAuthenticated(true);
	}

	Authorization.Person person() {
		return this.person;
	}

	String team() {
		return this.team;
	}

	Set<Scope> scopes() {
		return this.scopes;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return this.person;
	}

	@Override
	public String getName() {
		return this.person.accountId();
	}

}
