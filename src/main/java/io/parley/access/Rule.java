package io.parley.access;

import java.util.Set;

import io.parley.web.Scope;

/**
 * Who may use an operation.
 *
 * @param who what kind of caller
 * @param anyOf of {@link Who#SCOPED} callers, those with any of these scopes
 * @param embedded whether an embed key may, for what it has created
 */
record Rule(Who who, Set<Scope> anyOf, boolean embedded) {

	/** Kinds of callers. */
	enum Who {

		/** Anybody; no credential is looked at. */
		ANYBODY,

		/** Anybody; a credential that is there must count, and may show more. */
		ANYBODY_OR_CALLER,

		/** Every caller but an embed key. */
		CALLER,

		/** The admin key. */
		ADMIN_KEY,

		/** A caller with a scope. */
		SCOPED

	}

	static final Rule PUBLIC = new Rule(Who.ANYBODY, Set.of(), false);

	static final Rule PUBLIC_IN_PART = new Rule(Who.ANYBODY_OR_CALLER, Set.of(), false);

	static final Rule CALLER = new Rule(Who.CALLER, Set.of(), false);

	static final Rule ADMIN_KEY = new Rule(Who.ADMIN_KEY, Set.of(), false);

	static Rule scope(Scope... anyOf) {
		return new Rule(Who.SCOPED, Set.of(anyOf), false);
	}

	boolean isForAnybody() {
		return this.who == Who.ANYBODY || this.who == Who.ANYBODY_OR_CALLER;
	}

	/** The same, and embed keys may too. */
	Rule orEmbedded() {
		return new Rule(this.who, this.anyOf, true);
	}

}
