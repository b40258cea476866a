package io.parley.access;

import java.util.Collection;
import java.util.List;

import io.parley.web.Caller;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose credential has been checked, as Spring Security carries it. */
class CallerAuthentication extends AbstractAuthenticationToken {

	private final transient Caller caller;

	CallerAuthentication(Caller caller) {
		super(List.of());
		this.caller = caller;
		setAuthenticated(true);
	}

	Caller caller() {
		return this.caller;
	}

	@Override
	public Object getCredentials() {
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
