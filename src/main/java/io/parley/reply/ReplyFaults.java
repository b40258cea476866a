package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;

/**
 * What is wrong with a reply that was typed, in sentences.
 *
 * @param atFields by the path of the field
 * @param others about no field of the form
 * @param beyondForm whether some of the others are about what the reply lacks, which the
 * form has no field for
 */
record ReplyFaults(Map<String, String> atFields, List<String> others, boolean beyondForm) {

	static final ReplyFaults NONE = new ReplyFaults(Map.of(), List.of(), false);

	/**
	 * What could not be read and what the check found: where both are about one field,
	 * the first is said.
	 * @param errors predicates by what the check calls a field
	 */
	static ReplyFaults of(FormReply read, JsonObject errors) {
		Map<String, String> atFields = new LinkedHashMap<>();
		List<String> others = new ArrayList<>();
		read.faults().forEach((path, predicate) -> atFields.put(path, read.label(path) + " " + predicate + "."));
		errors.stored().forEach((key, predicate) -> {
			String field = JsonKeys.decode(key);
			String path = read.path(field);
			if (path.isEmpty()) {
				others.add((field.equals("message_data") ? "Your reply" : field) + " " + predicate);
			}
			else {
				String name = read.isField(field) ? read.label(path) : field;
				atFields.putIfAbsent(path, name + " " + predicate + ".");
			}
		});
		return new ReplyFaults(atFields, others, !others.isEmpty());
	}

	/** What is said of a reply as a whole. */
	static ReplyFaults of(String sentence) {
		return new ReplyFaults(Map.of(), List.of(sentence), false);
	}

	boolean isEmpty() {
		return this.atFields.isEmpty() && this.others.isEmpty();
	}

}
