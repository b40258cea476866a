package io.parley.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.parley.store.IndexBuilder.State;
import org.bson.Document;

/**
 * Which indexes Parley made: the collection {@code parley_indexes} has a document for
 * each collection, with the names of all that was ever declared for it and is not
 * dropped.
 */
final class IndexRecord {

	static final String COLLECTION = "parley_indexes";

	private static final String NAMES = "names";

	/** What versions made that kept no record of it. */
	private static final Set<String> BEFORE_THE_RECORD = Set.of("team_outbox", "team_key", "team_created_at",
			"team_1__id_1", "team_1_session_id_1", "team_1_created_at_1__id_1", "team_1_updated_at_1__id_1",
			"team_1_expiry_date_1__id_1", "team_1_status_1_created_at_1__id_1",
			"team_1_subject_id_1_created_at_1__id_1", "team_1_ended_1_expiry_date_1", "team_1_participants_1__id_1",
			"team_1_pairs_1__id_1", "team_1_thread_1__id_1", "team_1_filings.thread_1", "team_1_filings.participants_1",
			"team_1_deleted_at_1", "team_1_thread_1", "team_1_participants_1_newest_1", "team_1_participant_1",
			"team_1_experiment_id_1", "team_1_experiment.experiment_id_1__id_1", "team_1_status_1__id_1",
			"team_1_participant.identifier_1__id_1", "team_1_tags_1__id_1", "team_1_experiment.version_number_1__id_1",
			"team_1_experiment.experiment_id_1_status_1__id_1",
			"team_1_experiment.experiment_id_1_participant.identifier_1__id_1",
			"team_1_experiment.experiment_id_1_tags_1__id_1",
			"team_1_experiment.experiment_id_1_experiment.version_number_1__id_1", "team_1_session_1_position_1",
			"team_1_pending_since_1");

	private final MajorityReads store;

	IndexRecord(MajorityReads store) {
		this.store = store;
	}

	/**
	 * Keeps the names of what is declared, before it is made, and answers the names of
	 * all that Parley made. An index that has the name of a declared one is Parley's too.
	 */
	Set<String> add(State state) {
		Document record = records().find(Filters.eq(state.collection())).first();
		Stream<String> made = (record != null) ? record.getList(NAMES, String.class).stream()
				: state.existing().stream().map(IndexSpec::name).filter(BEFORE_THE_RECORD::contains);
		Set<String> names = new HashSet<>(state.names());
		made.forEach(names::add);
		if (record == null || !record.getList(NAMES, String.class).containsAll(names)) {
			records().updateOne(Filters.eq(state.collection()), Updates.addEachToSet(NAMES, List.copyOf(names)),
					new UpdateOptions().upsert(true));
		}
		return names;
	}

	void remove(String collection, String name) {
		records().updateOne(Filters.eq(collection), Updates.pull(NAMES, name));
	}

	private MongoCollection<Document> records() {
		return this.store.getDb().getCollection(COLLECTION);
	}

}
