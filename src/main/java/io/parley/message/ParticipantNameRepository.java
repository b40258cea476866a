package io.parley.message;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.store.TeamTemplate;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The names of participants as they are stored. */
@Repository
class ParticipantNameRepository {

	private final TeamTemplate store;

	ParticipantNameRepository(TeamTemplate store) {
		this.store = store;
	}

	/** What is known of these participants, by their tokens. */
	Map<String, ParticipantName> of(Collection<String> tokens) {
		return this.store.find(new Query(Criteria.where("participant").in(tokens)), ParticipantName.class)
			.stream()
			.collect(Collectors.toMap(ParticipantName::participant, Function.identity()));
	}

	Optional<ParticipantName> find(Participant participant) {
		return this.store.findOne(new Query(Criteria.where("participant").is(participant.token())),
				ParticipantName.class);
	}

	/** Answers whether there was none before. */
	boolean insert(ParticipantName name) {
		try {
			this.store.insert(name);
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	/** Puts one state in place of another; answers whether it was there. */
	boolean replace(ParticipantName before, ParticipantName after) {
		Update update = new Update().set("name", after.name())
			.set("displayname", after.displayname())
			.set("version", after.version());
		return this.store.updateFirst(unchanged(before), update, ParticipantName.class) == 1;
	}

	/** Answers whether it was still there as it was. */
	boolean delete(ParticipantName name) {
		return this.store.remove(unchanged(name), ParticipantName.class) == 1;
	}

	private static Query unchanged(ParticipantName name) {
		return new Query(Criteria.where("participant")
			.is(name.participant())
			.and("version")
			.is(name.version())
			.and("_id")
			.is(name.id()));
	}

}
