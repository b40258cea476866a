package io.parley.web;

import org.springframework.core.Ordered;

/**
 * The order of the filters. What looks at the head of a request comes before
 * authentication, which has Spring Security's usual place at -100; what reads a body,
 * uses memory for it or answers from what others were answered comes after.
 */
public final class FilterOrder {

	/** Whether this service was meant at all, and by a caller of its own site. */
	public static final int ACCESS = Ordered.HIGHEST_PRECEDENCE;

	static final int MALFORMED = Ordered.HIGHEST_PRECEDENCE + 10;

	static final int SLASH = MALFORMED + 1;

	static final int BODY = -50;

	/** After the body, which tells one request with a key from another. */
	public static final int IDEMPOTENCY = BODY + 10;

	private FilterOrder() {
	}

}
