package io.parley.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.store.JsonObject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Reads a free JSON object as a request, for an endpoint whose body can be one of
 * several; refuses what any body may not hold.
 */
@Component
public class BodyReader {

	private final JsonMapper mapper;

	private final Validator validator;

	BodyReader(JsonMapper mapper, Validator validator) {
		this.mapper = mapper;
		this.validator = validator;
	}

	/**
	 * Binds and validates.
	 * @throws ProblemException 400 naming each field that is unknown, of another type or
	 * out of bounds
	 */
	public <T> T read(JsonObject body, Class<T> type, Class<?>... groups) {
		T request;
		try {
			request = this.mapper.readValue(this.mapper.writeValueAsBytes(body), type);
		}
		catch (JacksonException ex) {
			throw UnreadableBody.problem(ex);
		}
		UnknownFields.check();
		Set<ConstraintViolation<T>> violations = this.validator.validate(request, groups);
		if (!violations.isEmpty()) {
			throw ProblemException.invalid(errors(violations));
		}
		return request;
	}

	private static <T> Map<String, List<String>> errors(Set<ConstraintViolation<T>> violations) {
		return violations.stream()
			.collect(Collectors.groupingBy((violation) -> FieldNames.json(violation.getPropertyPath().toString()),
					LinkedHashMap::new,
					Collectors.mapping((violation) -> FieldNames.json(violation.getPropertyPath().toString()) + " "
							+ violation.getMessage(), Collectors.toList())));
	}

}
