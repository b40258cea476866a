package io.parley.message;

import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** Reads the places between which a page lies. */
@Component
class Cursors {

	private final MessageRepository messages;

	Cursors(MessageRepository messages) {
		this.messages = messages;
	}

	/**
	 * A page of something of this participant's.
	 * @param before the id of a message, or null
	 * @param after the id of a message, or null
	 * @throws ProblemException 400 for an id that is not of a message that the
	 * participant sent or received; where it was deleted or the participant was removed
	 * from it, its place still holds
	 */
	Page page(Participant participant, int limit, String before, String after) {
		return new Page(limit, place(participant, "before", before), place(participant, "after", after));
	}

	private ObjectId place(Participant participant, String parameter, String text) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		if (ObjectId.isValid(text)) {
			ObjectId id = new ObjectId(text);
			if (this.messages.find(id).filter((message) -> message.wasOf(participant)).isPresent()) {
				return id;
			}
		}
		throw ProblemException.invalid(parameter,
				parameter + " must be the _id of a message of " + participant.inWords());
	}

}
