package io.parley.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes the indexes of a collection what is declared, without a time limit. A build goes
 * on in the store when the service that asked for it ends; who asks again joins it.
 *
 * <p>
 * Dropped are only indexes that Parley made, as {@link IndexRecord} knows.
 */
@Component
class IndexBuilder {

	private static final Logger log = LoggerFactory.getLogger(IndexBuilder.class);

	private static final Set<Integer> CONFLICTS = Set.of(67, 85, 86);

	private static final int DUPLICATE_KEY = 11000;

	private final MajorityReads store;

	private final IndexRecord record;

	private final DuplicateKeys duplicates;

	IndexBuilder(MajorityReads store) {
		this.store = store;
		this.record = new IndexRecord(store);
		this.duplicates = new DuplicateKeys(store);
	}

	/**
	 * What is declared for a collection and what it has.
	 *
	 * @param wanted the declared indexes, each under the name that it has or will have
	 * @param existing all indexes of the collection
	 */
	record State(String collection, List<IndexSpec> wanted, List<IndexSpec> existing) {

		static State of(CollectionIndexes declared, List<IndexSpec> existing) {
			List<IndexSpec> wanted = declared.indexes()
				.stream()
				.map(IndexSpec::of)
				.map((spec) -> named(spec, existing))
				.toList();
			return new State(declared.collection(), wanted, existing);
		}

		private static IndexSpec named(IndexSpec spec, List<IndexSpec> existing) {
			return existing.stream()
				.filter(spec::isSameAs)
				.findFirst()
				.map((same) -> spec.named(same.name()))
				.orElseGet(() -> existing.stream().anyMatch((other) -> other.name().equals(spec.name()))
						? spec.named(spec.distinctName()) : spec);
		}

		List<IndexSpec> missing() {
			return this.wanted.stream().filter((spec) -> this.existing.stream().noneMatch(spec::isSameAs)).toList();
		}

		/** Whether there is no such collection, so that no document has to be read. */
		boolean isNew() {
			return this.existing.isEmpty();
		}

		List<IndexSpec> wanted(boolean unique) {
			return this.wanted.stream().filter((spec) -> spec.isUnique() == unique).toList();
		}

		List<String> names() {
			return this.wanted.stream().map(IndexSpec::name).toList();
		}

	}

	/** What a collection has, within the time limit of every operation. */
	State state(CollectionIndexes declared) {
		this.store.askFor(IndexRecord.COLLECTION);
		return State.of(declared, existing(declared.collection()));
	}

	/**
	 * A store that does not list indexes is asked for all that are declared at each
	 * start, and none is ever dropped there.
	 */
	private List<IndexSpec> existing(String collection) {
		try {
			return this.store.getDb()
				.getCollection(collection)
				.listIndexes()
				.map(IndexSpec::new)
				.into(new ArrayList<>());
		}
		catch (MongoCommandException ex) {
			log.warn("The indexes of {} cannot be listed, so none is dropped: {}", collection, ex.getMessage());
			return List.of();
		}
	}

	/** Returns once the unique indexes, which are there or being built, are complete. */
	void awaitUnique(State state) {
		if (!state.wanted(true).isEmpty()) {
			create(state.collection(), state.wanted(true));
		}
	}

	/**
	 * Builds what is missing and drops what is no longer declared.
	 * @param status is told when the unique indexes are in place
	 * @return why an index could not be built, by its name
	 */
	Map<IndexSpec, String> build(CollectionIndexes declared, IndexStatus status) {
		State state = state(declared);
		Set<String> recorded = this.record.add(state);
		Map<IndexSpec, String> failures = new LinkedHashMap<>(build(state, recorded, state.wanted(true)));
		if (failures.isEmpty()) {
			status.uniqueInPlace(declared.collection());
		}
		failures.putAll(build(state, recorded, state.wanted(false)));
		if (failures.isEmpty()) {
			recorded.stream().filter((name) -> !state.names().contains(name)).forEach((name) -> drop(state, name));
		}
		return failures;
	}

	private Map<IndexSpec, String> build(State state, Set<String> recorded, List<IndexSpec> specs) {
		if (specs.isEmpty()) {
			return Map.of();
		}
		try {
			create(state.collection(), specs);
			return Map.of();
		}
		catch (MongoCommandException ex) {
			return specs.stream()
				.flatMap((spec) -> failure(state, recorded, spec).map((reason) -> Map.entry(spec, reason)))
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		}
	}

	/** Builds one index by itself, and answers why it cannot be built. */
	private Stream<String> failure(State state, Set<String> recorded, IndexSpec spec) {
		try {
			replace(state, recorded, spec);
			return Stream.empty();
		}
		catch (MongoCommandException ex) {
			if (ex.getErrorCode() == DUPLICATE_KEY) {
				return Stream.of(this.duplicates.describe(state.collection(), spec));
			}
			return Stream.of("the store refuses it: " + ex.getErrorCodeName() + " " + ex.getErrorMessage());
		}
	}

	/**
	 * Where two indexes of the same fields cannot stand side by side, the old one goes
	 * first.
	 */
	private void replace(State state, Set<String> recorded, IndexSpec spec) {
		try {
			create(state.collection(), List.of(spec));
		}
		catch (MongoCommandException ex) {
			List<IndexSpec> old = state.existing()
				.stream()
				.filter((other) -> other.hasKeyOf(spec) && recorded.contains(other.name()))
				.toList();
			if (!CONFLICTS.contains(ex.getErrorCode()) || old.isEmpty()) {
				throw ex;
			}
			old.forEach((index) -> drop(state, index.name()));
			create(state.collection(), List.of(spec));
		}
	}

	private void create(String collection, List<IndexSpec> specs) {
		unlimited().runCommand(new Document("createIndexes", collection).append("indexes",
				specs.stream().map(IndexSpec::stored).toList()));
	}

	private void drop(State state, String name) {
		if (state.existing().stream().anyMatch((index) -> index.name().equals(name))) {
			log.info("Dropping the index {} of {}, which is no longer declared", name, state.collection());
			unlimited().runCommand(new Document("dropIndexes", state.collection()).append("index", name));
		}
		this.record.remove(state.collection(), name);
	}

	private MongoDatabase unlimited() {
		return this.store.getDb().withTimeout(0, TimeUnit.MILLISECONDS);
	}

}
