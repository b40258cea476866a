package io.parley.client;

import java.util.Map;

/**
 * The team that the client's credential stands for, once it has shown. Session ids are
 * unique only in a team, and all teams reply on the same NATS subjects.
 */
final class OwnTeam {

	private volatile String token;

	/**
	 * Learns it from the answer to a message: the subject that it went out on names it.
	 */
	void learn(Map<String, Object> sent) {
		if (sent.get("details") instanceof Map<?, ?> details && details.get("subject") instanceof String subject
				&& subject.startsWith("parley.")) {
			this.token = subject.split("\\.", 3)[1];
		}
	}

	boolean known() {
		return this.token != null;
	}

	boolean is(Object team) {
		return Subjects.token(String.valueOf(team)).equals(this.token);
	}

}
