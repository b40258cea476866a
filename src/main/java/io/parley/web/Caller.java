package io.parley.web;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as its credential says.
 *
 * @param kind what kind of credential it has
 * @param id tells it from every other caller, of whichever team; stays the same while its
 * credential is renewed
 * @param name what a person calls it: an account's username, the name of a key or an
 * application
 * @param team whose data it sees
 * @param scopes what it may do now, with what each implies
 * @param expiresAt when its credential ends by itself, or null
 * @param experiment the only experiment that an embed key is for, else null
 */
public record Caller(Kind kind, String id, String name, String team, Set<Scope> scopes, @Nullable Instant expiresAt,
		@Nullable String experiment) {

	/** Everybody, where no credential is asked. */
	public static final Caller ANYONE = new Caller(Kind.OPEN, "open", "open", "default", EnumSet.allOf(Scope.class),
			null, null);

	/** The kinds of credentials. */
	public enum Kind {

		/** None, since none is asked. */
		OPEN,

		/** The key that the service was started with. */
		ADMIN,

		/** An API key. */
		API,

		/** A key in the page of another site. */
		EMBED,

		/** The cookie of a signed-in person. */
		ACCOUNT,

		/** An OAuth2 access token. */
		OAUTH,

		/** What a channel brings in, whose provider has signed it. */
		CHANNEL;

		/** As it is spelt in answers. */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** A channel of a team, which hands in what humans reply. */
	public static Caller ofChannel(String team, String channelId) {
		return new Caller(Kind.CHANNEL, "channel:" + channelId, channelId, team,
				EnumSet.of(Scope.SESSION_MESSAGES_READ, Scope.SESSION_MESSAGES_REPLY), null, null);
	}

	/** The same caller for another team. */
	public Caller inTeam(String other) {
		return new Caller(this.kind, this.id, this.name, other, this.scopes, this.expiresAt, this.experiment);
	}

	/** Whether it may only do what a page of another site may. */
	public boolean isEmbedded() {
		return this.kind == Kind.EMBED;
	}

	/**
	 * Refuses what needs a scope that the caller does not have, where one operation does
	 * several things.
	 * @throws ProblemException 403 that names the scope
	 */
	public void require(Scope scope) {
		if (!this.scopes.contains(scope)) {
			throw ProblemException.missingScope(Set.of(scope));
		}
	}

}
