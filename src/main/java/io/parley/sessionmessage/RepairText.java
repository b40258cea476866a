package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.sessionmessage.template.ReplyText;
import io.parley.store.JsonKeys;

/** What a human is told whose reply does not meet the template. */
final class RepairText {

	private static final int FIELDS = 10;

	/** The field of errors that stands for the whole reply. */
	private static final String WHOLE = "message_data";

	private RepairText() {
	}

	static String of(SessionMessage session, ReplyOutcome outcome) {
		List<String> lines = new ArrayList<>();
		lines.add("That answer could not be taken:");
		Map<String, Object> errors = outcome.validationErrors().stored();
		errors.entrySet().stream().limit(FIELDS).forEach((error) -> lines.add(line(error)));
		if (errors.size() > FIELDS) {
			lines.add("- and " + (errors.size() - FIELDS) + " more");
		}
		ReplyText.of(session.fields().messageDataTemplate(), session.fields().messageData())
			.hint()
			.ifPresent((hint) -> lines.add("Please answer " + hint + "."));
		int tries = Objects.requireNonNull(outcome.retriesLeft()) + 1;
		lines.add((tries == 1) ? "You can try one more time." : "You can try " + tries + " more times.");
		return String.join("\n", lines);
	}

	private static String line(Map.Entry<String, Object> error) {
		String field = JsonKeys.decode(error.getKey());
		return "- " + (field.equals(WHOLE) ? "The answer" : field) + " " + error.getValue();
	}

}
