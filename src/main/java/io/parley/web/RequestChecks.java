package io.parley.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.validation.Validator;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Holds what was sent in another form than JSON, such as that of a page, to the rules of
 * its record, with the sentences that JSON gets.
 */
@Component
public class RequestChecks {

	private final SpringValidatorAdapter validator;

	RequestChecks(Validator validator) {
		this.validator = new SpringValidatorAdapter(validator);
	}

	/**
	 * @throws ProblemException 400 with a list of sentences for each field that breaks a
	 * rule
	 */
	public void check(Object request) {
		BindingResult result = new BeanPropertyBindingResult(request, "request");
		this.validator.validate(request, result);
		if (result.hasErrors()) {
			throw problem(result);
		}
	}

	/** What is wrong, by field as JSON spells it. */
	static ProblemException problem(BindingResult result) {
		Map<String, List<String>> errors = result.getAllErrors()
			.stream()
			.collect(Collectors.groupingBy(
					(error) -> (error instanceof FieldError field) ? FieldNames.json(field.getField()) : "body",
					LinkedHashMap::new,
					Collectors.mapping(MessageSourceResolvable::getDefaultMessage, Collectors.toList())));
		errors.replaceAll((field, predicates) -> predicates.stream().sorted().map((p) -> field + " " + p).toList());
		return ProblemException.invalid(errors);
	}

}
