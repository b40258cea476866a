package io.parley.bench;

import java.util.ArrayList;
import java.util.List;

/** What a run has found so far, and what could not be measured. */
final class Findings {

	final List<Row> rows = new ArrayList<>();

	/** Seconds from start to ready, first on an empty store, then again. */
	final List<Double> starts = new ArrayList<>();

	/** MiB ten seconds after a start; 0 where it was not measured. */
	long idleMemory;

	/** The most MiB that the service had at any time; 0 where it was not measured. */
	long mostMemory;

	/** From POST to subscriber, or null. */
	Load latency;

	/** What the benchmark of the relay printed. */
	final List<String> relay = new ArrayList<>();

	/** What could not be measured, as sentences. */
	final List<String> failures = new ArrayList<>();

	/** What the steps of the run took, as sentences. */
	final List<String> steps = new ArrayList<>();

	Row find(String scenario, int size) {
		return this.rows.stream()
			.filter((row) -> row.failure() == null && row.scenario().equals(scenario) && row.size() == size)
			.findFirst()
			.orElse(null);
	}

}
