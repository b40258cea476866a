package io.parley.sessionmessage;

import io.parley.web.Caller;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Whose credential a reply was handed in with.
 *
 * @param kind admin, api, account or oauth
 * @param id tells it from every other; stays the same while its credential is renewed
 * @param name an account's username, the name of a key or an application
 */
@Schema(name = "RepliedBy")
record RepliedBy(String kind, String id, String name) {

	/** Null where no credential was asked. */
	static RepliedBy of(Caller caller) {
		return (caller.kind() != Caller.Kind.OPEN) ? new RepliedBy(caller.kind().text(), caller.id(), caller.name())
				: null;
	}

}
