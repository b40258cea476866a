package io.parley.web;

import io.parley.store.JsonObject;
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

	private final RequestChecks checks;

	BodyReader(JsonMapper mapper, RequestChecks checks) {
		this.mapper = mapper;
		this.checks = checks;
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
		this.checks.check(request, groups);
		return request;
	}

}
