package io.parley.console;

import io.parley.message.Participant;
import io.parley.message.ParticipantResponse;

/**
 * A user or a bot as pages show it.
 *
 * @param kind {@code user} or {@code bot}
 * @param name what it is called, or its id where it has no name
 */
record ParticipantView(String kind, String id, String name) {

	private static final String PARTICIPANTS = "/console/participants/";

	static ParticipantView of(Participant participant, ParticipantResponse known) {
		String name = (known.displayname() != null) ? known.displayname() : known.name();
		return new ParticipantView(participant.kind().text(), participant.id(),
				(name == null || name.isBlank()) ? participant.id() : name);
	}

	/** The address of the page of a participant. */
	static String path(Participant participant) {
		return PARTICIPANTS + ListUrl.segment(participant.kind().text()) + "/" + ListUrl.segment(participant.id());
	}

	/** The address of the page of what two wrote each other, as the first of them. */
	static String path(Participant participant, Participant other) {
		return path(participant) + "/with/" + ListUrl.segment(other.kind().text()) + "/" + ListUrl.segment(other.id());
	}

	Participant participant() {
		return Participant.of(this.kind, this.id);
	}

	/** Whether its name is another than its id. */
	public boolean isNamed() {
		return !this.name.equals(this.id);
	}

	/** The address of its page. */
	public String getPath() {
		return path(participant());
	}

}
