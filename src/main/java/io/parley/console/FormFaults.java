package io.parley.console;

import java.util.List;

import io.parley.web.ProblemException;
import io.parley.web.html.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What is wrong with what was typed into a form, in the sentences of the API.
 *
 * @param all in the order to show them
 */
record FormFaults(List<Fault> all) {

	static final FormFaults NONE = new FormFaults(List.of());

	/**
	 * What a refusal says.
	 * @param fields the ids of the fields of the form, which are called as in JSON; what
	 * is wrong with others is about the whole form
	 * @throws ProblemException the refusal itself, where it is not about what was typed
	 */
	static FormFaults of(ProblemException refusal, List<String> fields) {
		if (!refusal.getStatusCode().is4xxClientError()) {
			throw refusal;
		}
		return new FormFaults(Fault.of(refusal)
			.stream()
			.map((fault) -> new Fault(fields.contains(field(fault)) ? field(fault) : null, fault.sentence()))
			.toList());
	}

	/** Where none is named: a sentence about a field begins with its name. */
	private static String field(Fault fault) {
		return (fault.field() != null) ? fault.field() : fault.sentence().split(" ", 2)[0];
	}

	/**
	 * Whether the same form may be sent again as it is, since the first time is not over
	 * yet.
	 */
	static boolean isBusy(ProblemException refusal) {
		return refusal.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER);
	}

	public boolean isEmpty() {
		return this.all.isEmpty();
	}

	/** What is wrong with one field. */
	public List<String> at(String field) {
		return this.all.stream().filter((fault) -> field.equals(fault.field())).map(Fault::sentence).toList();
	}

	/** What a field is described by: its hint, where it has one, and what is wrong. */
	public @Nullable String described(String field, boolean hinted) {
		String hint = hinted ? field + "-hint" : null;
		return at(field).isEmpty() ? hint : ((hinted ? hint + " " : "") + field + "-fault");
	}

}
