package io.parley.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the caller of {@code bench/speed} wants measured.
 *
 * @param sizes how many documents are there, one after the other, rising
 * @param seconds how long the service is driven for each scenario
 * @param warmUp for how many seconds all scenarios together run before the first is
 * measured
 * @param connections how many callers there are at once
 * @param only the scenarios to measure; all where it is empty
 * @param secured whether the service asks for credentials
 * @param relay whether the relay may be measured, which is always that of this source,
 * and asks nobody who they are
 * @param jar the service
 * @param jvm the options of its Java virtual machine
 * @param storePid the process of a store that was started by somebody else
 * @param section of which section of the page the tables are written
 * @param flask the program that serves the same in Flask, to measure that too
 * @param directory where all data and logs go
 */
record SpeedOptions(List<Integer> sizes, int seconds, int warmUp, int connections, Set<String> only, boolean secured,
		boolean relay, Path jar, List<String> jvm, Optional<Long> storePid, Optional<String> section,
		Optional<Path> flask, Path directory) {

	/** What is measured that is not a load. */
	private static final Set<String> NO_LOADS = Set.of("start", "nats", "relay");

	private static final List<Integer> QUICK_SIZES = List.of(1_000);

	private static final List<Integer> FULL_SIZES = List.of(1_000, 100_000, 1_000_000);

	/**
	 * Reads a command line.
	 * @throws IllegalArgumentException with a sentence that says what is wrong with it
	 */
	static SpeedOptions of(String[] arguments) {
		Deque<String> rest = new ArrayDeque<>(List.of(arguments));
		List<Integer> sizes = null;
		Integer seconds = null;
		boolean quick = false;
		int connections = 16;
		Set<String> only = new TreeSet<>();
		boolean secured = false;
		boolean relay = true;
		Path jar = null;
		List<String> jvm = List.of();
		Optional<Long> storePid = Optional.empty();
		Optional<String> section = Optional.empty();
		Optional<Path> flask = Optional.empty();
		Path directory = Path.of("target", "bench", "speed");
		while (!rest.isEmpty()) {
			String option = rest.pop();
			switch (option) {
				case "--quick" -> quick = true;
				case "--other-jar" -> relay = false;
				case "--secured" -> secured = true;
				case "--seconds" -> seconds = number(option, rest);
				case "--connections" -> connections = number(option, rest);
				case "--sizes" ->
					sizes = words(option, rest, ",").map((size) -> number(option, size)).sorted().toList();
				case "--only" -> words(option, rest, ",").map(SpeedOptions::known).forEach(only::add);
				case "--jar" -> jar = Path.of(value(option, rest));
				case "--jvm" -> jvm = words(option, rest, "\\s+").toList();
				case "--store-pid" -> storePid = Optional.of((long) number(option, rest));
				case "--write" -> section = Optional.of(value(option, rest));
				case "--flask" -> flask = Optional.of(Path.of(value(option, rest)));
				case "--directory" -> directory = Path.of(value(option, rest));
				default -> throw new IllegalArgumentException(
						"There is no option " + option + "; bench/speed --help" + " shows all.");
			}
		}
		if (jar == null) {
			throw new IllegalArgumentException("--jar has to name the service's jar.");
		}
		return new SpeedOptions((sizes != null) ? sizes : quick ? QUICK_SIZES : FULL_SIZES,
				(seconds != null) ? seconds : quick ? 2 : 6, quick ? 8 : 60, connections, only, secured, relay, jar,
				jvm, storePid, section, flask, directory);
	}

	/** Whether the service starts with a cache, as in the image. */
	boolean hasCache() {
		return this.jvm.stream().anyMatch((option) -> option.startsWith("-XX:AOTCache="));
	}

	/** Whether any scenario that is a load is to be measured. */
	boolean wantsLoads() {
		return this.only.isEmpty() || !NO_LOADS.containsAll(this.only);
	}

	/** Whether something of this name is to be measured. */
	boolean wants(String scenario) {
		return (this.only.isEmpty() || this.only.contains(scenario))
				&& (!scenario.equals("relay") || this.relay && !this.secured);
	}

	private static String known(String name) {
		Set<String> all = new TreeSet<>(NO_LOADS);
		Stream.of(SessionScenarios.NAMES, MessageScenarios.NAMES, ExperimentScenarios.NAMES).forEach(all::addAll);
		if (!all.contains(name)) {
			throw new IllegalArgumentException(
					"There is no scenario " + name + "; there are " + String.join(", ", all) + ".");
		}
		return name;
	}

	private static String value(String option, Deque<String> rest) {
		if (rest.isEmpty()) {
			throw new IllegalArgumentException(option + " needs a value.");
		}
		return rest.pop();
	}

	private static Stream<String> words(String option, Deque<String> rest, String separator) {
		return Arrays.stream(value(option, rest).split(separator)).map(String::strip).filter((word) -> !word.isEmpty());
	}

	private static int number(String option, Deque<String> rest) {
		return number(option, value(option, rest));
	}

	private static int number(String option, String value) {
		try {
			int number = Integer.parseInt(value);
			if (number > 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// Said below.
		}
		throw new IllegalArgumentException(option + " needs a number above 0, not " + value + ".");
	}

}
