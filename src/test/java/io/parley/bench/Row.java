package io.parley.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What was measured of a scenario on so many documents.
 *
 * @param peak as many requests as were answered
 * @param paced four fifths of that
 * @param driver the bare driver; nothing where a store has no part in it
 * @param service milliseconds of processor time of the service for each request
 * @param store the same of the store, where its process is known
 * @param driverStore the same of the store for each operation of the bare driver
 * @param commands what the service asked the store for each request
 * @param behind how many seconds after the last answer every event was out and every
 * message counted
 * @param memory MiB of the service afterwards
 * @param failure why the scenario could not be measured, or null
 */
record Row(String scenario, int size, Load peak, Load paced, Optional<Load> driver, double service,
		Optional<Double> store, Optional<Double> driverStore, Map<String, Double> commands, double behind, long memory,
		String failure) {

	static Row failed(String scenario, int size, Exception cause) {
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
		return new Row(scenario, size, null, null, Optional.empty(), 0, Optional.empty(), Optional.empty(), Map.of(), 0,
				0, reason.lines().findFirst().orElse(""));
	}

	/** The service's throughput as a share of the bare driver's. */
	Optional<Double> throughputRatio() {
		return this.driver.map((bare) -> this.peak.perSecond() / bare.perSecond());
	}

	/** What a request costs the store as a multiple of the bare operation. */
	Optional<Double> storeRatio() {
		return this.store.flatMap((cost) -> this.driverStore.map((bare) -> cost / bare));
	}

	double commandsEach() {
		return this.commands.values().stream().mapToDouble(Double::doubleValue).sum();
	}

	long errors() {
		return this.peak.errors() + this.paced.errors();
	}

}
