package io.parley.reply;

import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.ReplyOutcome;
import io.parley.store.JsonObject;

/** Where a reply that was typed into a form goes, in the name of who typed it. */
public interface ReplyTaker {

	/** Whether the session has ended. */
	boolean ended();

	/**
	 * A reply of whoever has the form.
	 * @param form recognises a repetition; may be made longer
	 */
	HandedInReply reply(JsonObject data, String form);

	/** What of it does not meet the template: predicates by field. */
	JsonObject validate(HandedInReply reply);

	/** Takes it. */
	ReplyOutcome take(HandedInReply reply);

}
