package io.parley.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;

/**
 * Holds what was sent in another form than JSON, such as that of a page, or was read by
 * hand, to the rules of its record, with the sentences that JSON gets.
 */
@Component
public class RequestChecks {

	private final Validator validator;

	RequestChecks(Validator validator) {
		this.validator = validator;
	}

	/**
	 * @param groups of rules; the usual ones where there is none
	 * @throws ProblemException 400 with a list of sentences for each field that breaks a
	 * rule
	 */
	public <T> void check(T request, Class<?>... groups) {
		Set<ConstraintViolation<T>> violations = this.validator.validate(request, groups);
		if (!violations.isEmpty()) {
			throw problem(violations, (violation) -> violation.getPropertyPath().toString(),
					ConstraintViolation::getMessage);
		}
	}

	/** What is wrong, by field as JSON spells it. */
	static ProblemException problem(BindingResult result) {
		return problem(result.getAllErrors(), (error) -> (error instanceof FieldError field) ? field.getField() : "",
				MessageSourceResolvable::getDefaultMessage);
	}

	/**
	 * @param path of Java properties; empty for the whole
	 */
	private static <E> ProblemException problem(Collection<E> all, Function<E, String> path,
			Function<E, String> predicate) {
		Map<String, List<String>> errors = all.stream()
			.collect(Collectors.groupingBy((error) -> name(path.apply(error)), LinkedHashMap::new,
					Collectors.mapping(predicate, Collectors.toList())));
		errors.replaceAll((field, predicates) -> predicates.stream().sorted().map((p) -> field + " " + p).toList());
		return ProblemException.invalid(errors);
	}

	private static String name(String path) {
		return path.isEmpty() ? "body" : FieldNames.json(path);
	}

}
