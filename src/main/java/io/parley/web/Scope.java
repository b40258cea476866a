package io.parley.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a caller may do in its team. */
public enum Scope {

	SESSIONS_READ("sessions:read", "Read experiments and the sessions of their chatbots"),

	SESSIONS_WRITE("sessions:write", "Create and change experiments and the sessions of their chatbots"),

	MESSAGES_READ("messages:read", "Read the messages, threads and names of users and bots"),

	MESSAGES_WRITE("messages:write", "Send and delete messages of users and bots, and change their names"),

	SESSION_MESSAGES_READ("session-messages:read", "Read what humans were asked and what they replied"),

	SESSION_MESSAGES_WRITE("session-messages:write", "Ask humans, and change and delete what was asked"),

	SESSION_MESSAGES_REPLY("session-messages:reply", "Hand in and validate the replies of humans"),

	CHANNELS_READ("channels:read", "Read channels and what was delivered over them"),

	CHANNELS_WRITE("channels:write", "Change channels and deliver over them again"),

	/** Implies all others. */
	ADMIN("admin", "Manage keys, accounts and applications, and do everything else");

	private final String text;

	private final String description;

	Scope(String text, String description) {
		this.text = text;
		this.description = description;
	}

	/** As it is spelt in requests and answers. */
	public String text() {
		return this.text;
	}

	/** What it allows, in words for a person who is asked to grant it. */
	public String description() {
		return this.description;
	}

	private boolean isReading() {
		return this.text.endsWith(":read");
	}

	public static Optional<Scope> of(String text) {
		return Arrays.stream(values()).filter((scope) -> scope.text.equals(text)).findFirst();
	}

	/** The scopes that stored texts name; what names none any more is left out. */
	public static Set<Scope> known(Collection<String> texts) {
		EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
		texts.forEach((text) -> of(text).ifPresent(scopes::add));
		return scopes;
	}

	/**
	 * The scopes of a field of a request, each once, in the order of this enumeration.
	 * @throws ProblemException 400 that names the field for any other text
	 */
	public static Set<Scope> read(String field, Collection<String> texts) {
		EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
		for (String text : texts) {
			scopes.add(of(text).orElseThrow(() -> ProblemException.invalid(field, "%s must only have these scopes: %s"
				.formatted(field, Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "))))));
		}
		return scopes;
	}

	/**
	 * All that was granted by scopes, with what they imply.
	 * @param readOnly whether everything that writes is taken away: {@link #ADMIN} too,
	 * but not the reading that it implies
	 */
	public static Set<Scope> effective(Collection<Scope> granted, boolean readOnly) {
		Predicate<Scope> allowed = (scope) -> (granted.contains(scope) || granted.contains(ADMIN))
				&& (!readOnly || scope.isReading());
		EnumSet<Scope> effective = EnumSet.allOf(Scope.class);
		effective.removeIf(allowed.negate());
		return effective;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
