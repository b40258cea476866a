package io.parley.web;

import jakarta.servlet.http.HttpServletRequest;
import org.bson.types.ObjectId;

/**
 * The identity of the work that a request asks for. A controller of a POST takes it as a
 * parameter. Where the request has an {@code Idempotency-Key}, a repetition has the same
 * operation, also after the service was killed in between: a service that finds the trace
 * of the operation's id answers what it answered then and does nothing.
 *
 * @param id unique and in the order of requests; fit as the id of what the operation
 * creates
 */
public record OperationId(ObjectId id) {

	static final String ATTRIBUTE = OperationId.class.getName();

	/** Makes this the operation of a request. */
	public void assignTo(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

}
