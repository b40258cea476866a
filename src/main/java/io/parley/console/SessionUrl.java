package io.parley.console;

/** Where the page of a session is. */
final class SessionUrl {

	private SessionUrl() {
	}

	static String of(String sessionId) {
		return "/console/sessions/" + ListUrl.segment(sessionId);
	}

}
