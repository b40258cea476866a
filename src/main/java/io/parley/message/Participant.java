package io.parley.message;

import java.net.URI;

import io.parley.web.Characters;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * A user or a bot, by the id that its caller gave it.
 *
 * @param kind a user and a bot may have the same id
 * @param id any string of 1 to 256 characters
 */
public record Participant(ParticipantKind kind, String id) {

	private static final String USER = "u:";

	private static final String BOT = "b:";

	public static Participant user(String id) {
		return new Participant(ParticipantKind.USER, id);
	}

	public static Participant bot(String id) {
		return new Participant(ParticipantKind.BOT, id);
	}

	/**
	 * A participant as the path of a page names it.
	 * @param kind {@code user} or {@code bot}
	 * @throws ProblemException 404 for another kind, 400 for an id that nobody can have
	 */
	public static Participant of(String kind, String id) {
		ParticipantKind known = ParticipantKind.find(kind)
			.orElseThrow(() -> ProblemException.notFound("A participant must be a user or a bot"));
		return new Participant(known, checkedId("id", id));
	}

	/**
	 * Who sent something.
	 * @param type as in {@code sender_type}
	 */
	public static Participant sender(String type, String id) {
		return new Participant(ParticipantKind.of(type), id);
	}

	static Participant of(String token) {
		return token.startsWith(USER) ? user(token.substring(USER.length())) : bot(token.substring(BOT.length()));
	}

	/**
	 * An id as a caller gives it.
	 * @param field where it stands
	 * @throws ProblemException 400 for one that no participant can have
	 */
	static String checkedId(String field, @Nullable String id) {
		if (id == null || !Characters.Validator.isWithin(id, 1, Characters.ID)) {
			throw ProblemException.invalid(field,
					field + " must be a string of 1 to " + Characters.ID + " characters without NUL");
		}
		return id;
	}

	/** One string for kind and id, as it is stored. */
	String token() {
		return ((this.kind == ParticipantKind.USER) ? USER : BOT) + this.id;
	}

	/** Its path. */
	URI uri() {
		return UriComponentsBuilder.fromPath("/{kind}/{id}")
			.encode()
			.buildAndExpand(this.kind.plural(), this.id)
			.toUri();
	}

	/** How a sentence names it. */
	String inWords() {
		return this.kind.text() + " " + this.id;
	}

}
