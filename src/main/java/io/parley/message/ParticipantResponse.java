package io.parley.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A participant as callers see it: its id and, of what is known, its names.
 *
 * @param name a user's displayname, else its username; a bot's name
 * @param botname a bot's name again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParticipantResponse(@JsonProperty("_id") String id, @Nullable String username,
		@Nullable String displayname, @Nullable String name, @Nullable String botname) {

	/** What is known, or the id alone where nothing is. */
	static ParticipantResponse of(Participant participant, @Nullable ParticipantName known) {
		if (known == null) {
			return new ParticipantResponse(participant.id(), null, null, null, null);
		}
		if (participant.kind() == ParticipantKind.BOT) {
			return new ParticipantResponse(participant.id(), null, known.displayname(), known.name(), known.name());
		}
		String shown = (known.displayname() != null) ? known.displayname() : known.name();
		return new ParticipantResponse(participant.id(), known.name(), known.displayname(), shown, null);
	}

}
