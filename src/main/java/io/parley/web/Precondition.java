package io.parley.web;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What a request says in {@code If-Match} and {@code If-None-Match} (RFC 9110, section
 * 13.1) about the document that it changes. A controller takes it as a parameter.
 */
public final class Precondition {

	private static final ETag ANY = ETag.create("*");

	/** Null where the header is absent. */
	private final @Nullable List<ETag> match;

	private final @Nullable List<ETag> noneMatch;

	private Precondition(@Nullable List<ETag> match, @Nullable List<ETag> noneMatch) {
		this.match = match;
		this.noneMatch = noneMatch;
	}

	/** No condition. */
	public static Precondition none() {
		return new Precondition(null, null);
	}

	/** The document must be in the state of this opaque tag, without its quotes. */
	public static Precondition matching(String tag) {
		return new Precondition(List.of(new ETag(tag, false)), null);
	}

	static Precondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
		return new Precondition(tags(HttpHeaders.IF_MATCH, ifMatch), tags(HttpHeaders.IF_NONE_MATCH, ifNoneMatch));
	}

	private static @Nullable List<ETag> tags(String header, @Nullable String value) {
		if (value == null) {
			return null;
		}
		List<ETag> tags = value.strip().equals("*") ? List.of(ANY) : ETag.parse(value);
		if (tags.isEmpty()) {
			throw ProblemException.invalid(header, header + " must be * or a list of entity tags in double quotes");
		}
		return tags;
	}

	/**
	 * Whether it asks for certain states of the document, so that the change must be made
	 * conditional on the state that was checked.
	 */
	public boolean isSpecific() {
		return (this.match != null && !this.match.contains(ANY)) || this.noneMatch != null;
	}

	/**
	 * Holds the condition against the tag of the document as it is.
	 * @param tag the opaque tag without its quotes, or null where there is no document
	 * @throws ProblemException 412 when If-Match has not this tag, of which a weak one is
	 * none, or If-None-Match has it
	 */
	public void check(@Nullable String tag) {
		checkMatch(tag);
		checkNoneMatch(tag);
	}

	/**
	 * The same for a document that answers show under two tags, alone and with another
	 * document in it: If-Match needs one of them, If-None-Match must have neither.
	 * @param other the other tag, asked for only where the first does not decide
	 * @throws ProblemException 412
	 */
	public void check(String tag, Supplier<String> other) {
		checkNoneMatch(tag);
		boolean matches = this.match == null || has(this.match, tag, false);
		if (!matches || this.noneMatch != null) {
			String second = other.get();
			checkNoneMatch(second);
			if (!matches) {
				checkMatch(second);
			}
		}
	}

	private void checkMatch(@Nullable String tag) {
		if (this.match != null && tag == null) {
			throw ProblemException.preconditionFailed("If-Match asks for a document, and there is none");
		}
		if (this.match != null && !has(this.match, tag, false)) {
			throw ProblemException.preconditionFailed(
					"If-Match does not have the tag of the document as it is now, which is \"" + tag + "\"");
		}
	}

	private void checkNoneMatch(@Nullable String tag) {
		if (this.noneMatch != null && tag != null && has(this.noneMatch, tag, true)) {
			throw ProblemException
				.preconditionFailed("If-None-Match has the document as it is now, with the tag \"" + tag + "\"");
		}
	}

	private static boolean has(List<ETag> tags, @Nullable String tag, boolean weakly) {
		return tags.contains(ANY)
				|| tags.stream().anyMatch((each) -> each.tag().equals(tag) && (weakly || !each.weak()));
	}

}
