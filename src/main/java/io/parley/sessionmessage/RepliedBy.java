package io.parley.sessionmessage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.web.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who handed a reply in: whose credential it was or, where a channel says so, which human
 * it was there.
 *
 * @param kind admin, api, account or oauth for a credential, channel for one that did not
 * say who; slack, nats or page for a human
 * @param id tells it from every other of its kind; stays the same while its credential is
 * renewed
 * @param name an account's username, the name of a key or an application, what a human is
 * called there; left out where nobody said
 */
@Schema(name = "RepliedBy")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepliedBy(String kind, @Nullable String id, @Nullable String name) {

	/** Null where no credential was asked. */
	static @Nullable RepliedBy of(Caller caller) {
		return (caller.kind() != Caller.Kind.OPEN) ? new RepliedBy(caller.kind().text(), caller.id(), caller.name())
				: null;
	}

}
