package io.parley.message;

/**
 * What two participants sent each other. Which of them is named first makes no difference
 * to which messages these are.
 */
record Conversation(Participant one, Participant other) {

	/** The same string for the same two, and for no others; it is stored in messages. */
	String key() {
		boolean ordered = this.one.token().compareTo(this.other.token()) < 0;
		Participant first = ordered ? this.one : this.other;
		Participant second = ordered ? this.other : this.one;
		return first.token().length() + ":" + first.token() + second.token();
	}

	/** The other one of the two; whoever talks to itself is both. */
	Participant without(Participant sender) {
		return sender.equals(this.one) ? this.other : this.one;
	}

}
