package io.parley.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import io.parley.store.MemoryBudget;
import io.parley.store.MemoryBudget.Reservation;
import io.parley.store.TeamTemplate;
import io.parley.web.Characters;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The experiments as they are stored. */
@Repository
class ExperimentRepository {

	/**
	 * The memory of a text as bytes of the store, as object and as bytes of an answer.
	 */
	private static final int MEMORY_PER_CHARACTER = 10;

	private static final int LONGEST_TEXTS = (Characters.ID + ExperimentRequest.LONGEST_DESCRIPTION)
			* MEMORY_PER_CHARACTER;

	private final TeamTemplate store;

	private final MemoryBudget memory;

	private final CountedPageReader<Experiment> pages;

	ExperimentRepository(TeamTemplate store, MemoryBudget memory, ExperimentProperties properties) {
		this.memory = memory;
		this.store = store;
		this.pages = new CountedPageReader<>(store, Experiment.class, Experiment::id, properties.maxCount());
	}

	Optional<Experiment> find(String experimentId) {
		return this.store.findOne(byId(experimentId), Experiment.class);
	}

	/**
	 * The experiments of some ids as they are now, by id, read at once and without their
	 * {@code versions}. What they need counts in the memory of the request.
	 */
	Map<String, Experiment> named(Set<String> experimentIds) {
		Query query = new Query(Criteria.where("experiment_id").in(experimentIds));
		query.fields().exclude("versions");
		Optional<Reservation> memory = this.memory.current();
		long most = (long) experimentIds.size() * LONGEST_TEXTS;
		long held = memory.map((own) -> own.grow(most, most)).orElse(0L);
		List<Experiment> found = this.store.find(query, Experiment.class);
		long needed = found.stream().mapToLong((each) -> each.name().length() + each.description().length()).sum()
				* MEMORY_PER_CHARACTER;
		memory.ifPresent((own) -> own.shrink(Math.max(0, held - needed)));
		return found.stream().collect(Collectors.toMap(Experiment::experimentId, Function.identity()));
	}

	CountedPage<Experiment> list(PageRequest request) {
		return this.pages.read(Query::new, request);
	}

	/** Inserts an experiment, and answers whether there was none of its id yet. */
	boolean insert(Experiment experiment) {
		try {
			this.store.insert(experiment);
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	/**
	 * Changes an experiment if it is still in the state given, and answers it as it is
	 * then.
	 */
	Optional<Experiment> change(Experiment from, Update update) {
		Query unchanged = byId(from.experimentId()).addCriteria(Criteria.where("version").is(from.version()));
		return this.store.findAndModify(unchanged, update.inc("version", 1), Experiment.class);
	}

	private static Query byId(String experimentId) {
		return new Query(Criteria.where("experiment_id").is(experimentId));
	}

}
