package io.parley.web;

import java.util.List;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What a request says in {@code If-Match} (RFC 9110, section 13.1.1) about the document
 * that it changes. A controller takes it as a parameter.
 */
public final class Precondition {

	private final List<ETag> tags;

	private final boolean any;

	private final boolean given;

	private Precondition(List<ETag> tags, boolean any, boolean given) {
		this.tags = tags;
		this.any = any;
		this.given = given;
	}

	/** No condition. */
	public static Precondition none() {
		return new Precondition(List.of(), true, false);
	}

	static Precondition of(String ifMatch) {
		if (ifMatch == null) {
			return none();
		}
		List<ETag> tags = ETag.parse(ifMatch);
		if (tags.isEmpty()) {
			throw ProblemException.invalid(HttpHeaders.IF_MATCH,
					"If-Match must be * or a list of entity tags in double quotes");
		}
		return new Precondition(tags, tags.contains(ETag.create("*")) || ifMatch.strip().equals("*"), true);
	}

	/**
	 * Whether it asks for certain states of the document, so that the change must be made
	 * conditional on the state that was checked.
	 */
	public boolean isSpecific() {
		return !this.any;
	}

	/**
	 * Holds the condition against the tag of the document as it is.
	 * @param tag the opaque tag without its quotes, or null where there is no document
	 * @throws ProblemException 412 when no tag of the condition is this one; a weak tag
	 * never is
	 */
	public void check(String tag) {
		if (tag == null && this.given) {
			throw ProblemException.preconditionFailed("If-Match asks for a document, and there is none");
		}
		if (!this.any
				&& this.tags.stream().noneMatch((candidate) -> !candidate.weak() && candidate.tag().equals(tag))) {
			throw ProblemException.preconditionFailed(
					"If-Match does not have the tag of the document as it is now, which is \"" + tag + "\"");
		}
	}

}
