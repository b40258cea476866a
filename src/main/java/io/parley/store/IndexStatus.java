package io.parley.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Which declared indexes are not in place, and why; the health component {@code indexes}.
 * While one that only serves queries is missing the service is degraded. While a unique
 * one is missing nothing is inserted into its collection, since what is inserted twice
 * can never be indexed again, and the service is not ready.
 */
@Component("indexes")
class IndexStatus implements HealthIndicator {

	/** Known to the configuration of health in {@code application.yaml}. */
	private static final String DEGRADED = "DEGRADED";

	private final Map<String, MissingIndexes> missing = new ConcurrentHashMap<>();

	/**
	 * What one collection lacks.
	 *
	 * @param indexes the names of its missing indexes
	 * @param unique whether a unique one may be missing
	 * @param reason what is done about it, or why nothing can be
	 */
	private record MissingIndexes(List<String> indexes, boolean unique, String reason) {
	}

	IndexStatus(List<CollectionIndexes> declared) {
		for (CollectionIndexes collection : declared) {
			List<IndexSpec> all = collection.indexes().stream().map(IndexSpec::of).toList();
			this.missing.put(collection.collection(), new MissingIndexes(names(all),
					all.stream().anyMatch(IndexSpec::isUnique), "the store has not been asked yet"));
		}
	}

	void missing(String collection, Collection<IndexSpec> specs, String reason) {
		this.missing.computeIfPresent(collection,
				(name, before) -> new MissingIndexes(names(specs), before.unique(), reason));
	}

	/** The unique indexes of a collection are in place. */
	void uniqueInPlace(String collection) {
		this.missing.computeIfPresent(collection,
				(name, before) -> new MissingIndexes(before.indexes(), false, before.reason()));
	}

	private static List<String> names(Collection<IndexSpec> specs) {
		return specs.stream().map(IndexSpec::name).toList();
	}

	/** Tells what is done now about what is missing. */
	void because(String collection, String reason) {
		this.missing.computeIfPresent(collection,
				(name, before) -> new MissingIndexes(before.indexes(), before.unique(), reason));
	}

	void complete(String collection) {
		this.missing.remove(collection);
	}

	/**
	 * @throws BusyException where nothing may be inserted into the collection yet
	 */
	void checkInsert(String collection) {
		MissingIndexes lacking = this.missing.get(collection);
		if (lacking != null && lacking.unique()) {
			throw new BusyException("Nothing can be added to " + collection
					+ " until its unique index is in place; /actuator/health says why it is not");
		}
	}

	@Override
	public Health health() {
		Map<String, MissingIndexes> now = Map.copyOf(this.missing);
		Health.Builder health = now.values().stream().anyMatch(MissingIndexes::unique) ? Health.outOfService()
				: now.isEmpty() ? Health.up() : Health.status(DEGRADED);
		now.forEach((collection, lacking) -> health.withDetail(collection,
				Map.of("missing", lacking.indexes(), "reason", lacking.reason())));
		return health.build();
	}

}
