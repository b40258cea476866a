package io.parley.web;

import java.util.stream.Collectors;

import io.parley.store.UnstorableJsonException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Says what was wrong with a body that could not be read, in words of JSON and not of
 * Java.
 */
final class UnreadableBody {

	private static final String BODY = "body";

	private UnreadableBody() {
	}

	static ProblemException problem(HttpMessageNotReadableException ex) {
		Throwable cause = ex.getCause();
		while (cause != null && !(cause instanceof JacksonException)) {
			cause = cause.getCause();
		}
		if (cause == null) {
			return ProblemException.invalid(BODY, "The body is missing or cannot be read; a JSON object is accepted");
		}
		return problem((JacksonException) cause);
	}

	static ProblemException problem(JacksonException ex) {
		String field = field(ex);
		if (ex instanceof UnstorableJsonException unstorable) {
			return invalid(field, unstorable.getOriginalMessage());
		}
		if (ex instanceof MismatchedInputException mismatch) {
			return invalid(field, "must be " + FieldNames.kind(mismatch.getTargetType()));
		}
		if (ex instanceof InputCoercionException coercion) {
			return invalid(field, "must be " + FieldNames.kind(coercion.getTargetType()));
		}
		if (ex instanceof StreamConstraintsException) {
			return ProblemException.invalid(BODY,
					"The body is nested deeper or holds a longer name or number than is accepted");
		}
		if (ex instanceof StreamReadException) {
			return ProblemException.invalid(BODY, malformed(ex));
		}
		return invalid(field, "cannot be read");
	}

	private static ProblemException invalid(String field, String predicate) {
		String name = field.isEmpty() ? BODY : field;
		return ProblemException.invalid(name, (field.isEmpty() ? "The body" : field) + " " + predicate);
	}

	private static String malformed(JacksonException ex) {
		String message = String.valueOf(ex.getOriginalMessage());
		if (message.startsWith("Duplicate Object property")) {
			return "The body has the same key twice in one object";
		}
		TokenStreamLocation location = ex.getLocation();
		return "The body is not valid JSON" + ((location != null)
				? " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()) : "");
	}

	private static String field(JacksonException ex) {
		return ex.getPath()
			.stream()
			.map((reference) -> (reference.getPropertyName() != null) ? "." + reference.getPropertyName()
					: "[" + reference.getIndex() + "]")
			.collect(Collectors.joining())
			.replaceFirst("^\\.", "");
	}

}
