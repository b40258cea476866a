package io.parley.console;

import io.parley.message.ParticipantMessages.Party;
import io.parley.message.ParticipantResponse;

/**
 * A user or a bot as pages show it.
 *
 * @param kind {@code user} or {@code bot}
 * @param name what it is called, or its id where it has no name
 */
record ParticipantView(String kind, String id, String name) {

	private static final String PARTICIPANTS = "/console/participants/";

	static ParticipantView of(Party party, ParticipantResponse known) {
		String name = (known.displayname() != null) ? known.displayname() : known.name();
		return new ParticipantView(party.kind(), party.id(), (name == null || name.isBlank()) ? party.id() : name);
	}

	/** The address of the page of a participant. */
	static String path(Party party) {
		return PARTICIPANTS + ListUrl.segment(party.kind()) + "/" + ListUrl.segment(party.id());
	}

	/** The address of the page of what two wrote each other, as the first of them. */
	static String path(Party party, Party other) {
		return path(party) + "/with/" + ListUrl.segment(other.kind()) + "/" + ListUrl.segment(other.id());
	}

	Party party() {
		return new Party(this.kind, this.id);
	}

	/** Whether its name is another than its id. */
	public boolean isNamed() {
		return !this.name.equals(this.id);
	}

	/** The address of its page. */
	public String getPath() {
		return path(party());
	}

}
