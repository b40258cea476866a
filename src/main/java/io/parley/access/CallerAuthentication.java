package io.parley.access;

import java.util.List;

import io.parley.web.Caller;
import io.parley.web.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose credential has been checked, as Spring Security carries it. */
class CallerAuthentication extends AbstractAuthenticationToken {

	private final transient Caller caller;

	CallerAuthentication(Caller caller) {
		super(caller.scopes().contains(Scope.ADMIN) ? List.of(new SimpleGrantedAuthority("ROLE_" + Scope.ADMIN))
				: List.of());
		this.caller = caller;
		setAuthenticated(true);
	}

	Caller caller() {
		return this.caller;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return this.caller;
	}

	@Override
	public String getName() {
		return this.caller.id();
	}

}
