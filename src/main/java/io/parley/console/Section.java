package io.parley.console;

import java.util.List;
import java.util.stream.Stream;

import io.parley.web.Caller;
import io.parley.web.Scope;

/** The sections of the console, in the order of its navigation. */
enum Section {

	INBOX("Inbox", "/console/inbox", Scope.SESSION_MESSAGES_READ),

	CONVERSATIONS("Conversations", "/console/conversations", Scope.MESSAGES_READ),

	EXPERIMENTS("Experiment sessions", "/console/experiment-sessions", Scope.SESSIONS_READ),

	CHANNELS("Channels", "/console/channels", Scope.CHANNELS_READ),

	DELIVERIES("Deliveries", "/console/deliveries", Scope.CHANNELS_READ),

	FIGURES("Figures", "/console/figures", Scope.SESSION_MESSAGES_READ),

	KEYS("Keys", "/console/keys", Scope.ADMIN),

	ACCOUNTS("Accounts", "/console/accounts", Scope.ADMIN),

	APPLICATIONS("Applications", "/console/applications", Scope.ADMIN);

	private final String title;

	private final String path;

	private final Scope scope;

	Section(String title, String path, Scope scope) {
		this.title = title;
		this.path = path;
		this.scope = scope;
	}

	/** Those that a caller may open. */
	static List<Section> of(Caller caller) {
		return Stream.of(values()).filter((section) -> caller.scopes().contains(section.scope)).toList();
	}

	/** As people read it; templates ask for it. */
	public String getTitle() {
		return this.title;
	}

	/** Where it begins. */
	public String getPath() {
		return this.path;
	}

}
