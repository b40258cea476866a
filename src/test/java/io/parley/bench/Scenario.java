package io.parley.bench;

import java.util.function.LongConsumer;

/**
 * One thing that callers do.
 *
 * @param request what they send
 * @param driver the same work of the bare driver, given a number that no other call has;
 * null where a store has no part in it
 * @param writes whether documents become more by it
 */
record Scenario(String name, Request request, LongConsumer driver, boolean writes) {

	static Scenario reading(String name, Request request, LongConsumer driver) {
		return new Scenario(name, request, driver, false);
	}

	static Scenario writing(String name, Request request, LongConsumer driver) {
		return new Scenario(name, request, driver, true);
	}

}
