package io.parley.message;

import java.util.Optional;
import java.util.function.Function;

import io.parley.store.CompareAndSet;
import io.parley.store.Ids;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Keeps the names by which threads show participants. */
@Service
class ParticipantNameService {

	private final ParticipantNameRepository names;

	private final Ids ids;

	ParticipantNameService(ParticipantNameRepository names, Ids ids) {
		this.names = names;
		this.ids = ids;
	}

	/** A name as it was put, and whether there was none before. */
	record Put(ParticipantName name, boolean created) {
	}

	/**
	 * @throws ProblemException 404 when the participant has no name
	 */
	ParticipantName get(Participant participant) {
		return this.names.find(participant)
			.orElseThrow(() -> ProblemException.notFound("Nothing is known of " + participant.inWords()));
	}

	/**
	 * Puts both names in place of what was there.
	 * @throws ProblemException 412
	 */
	Put put(Participant participant, @Nullable String name, @Nullable String displayname, Precondition precondition) {
		return attempt(participant, (before) -> {
			if (before.isEmpty()) {
				precondition.check(null);
				ParticipantName created = new ParticipantName(this.ids.next(), participant.token(), name, displayname,
						0);
				return this.names.insert(created) ? Optional.of(new Put(created, true)) : Optional.empty();
			}
			precondition.check(before.get().tag());
			return replace(before.get(), name, displayname);
		});
	}

	private Optional<Put> replace(ParticipantName before, @Nullable String name, @Nullable String displayname) {
		ParticipantName same = new ParticipantName(before.id(), before.participant(), name, displayname,
				before.version());
		if (same.equals(before)) {
			return Optional.of(new Put(before, false));
		}
		ParticipantName after = new ParticipantName(before.id(), before.participant(), name, displayname,
				before.version() + 1);
		return this.names.replace(before, after) ? Optional.of(new Put(after, false)) : Optional.empty();
	}

	/**
	 * Forgets the names; messages stay.
	 * @throws ProblemException 404, 412
	 */
	void delete(Participant participant, Precondition precondition) {
		attempt(participant, (before) -> {
			ParticipantName name = before.orElseGet(() -> get(participant));
			precondition.check(name.tag());
			return this.names.delete(name) ? Optional.of(name) : Optional.empty();
		});
	}

	private <T> T attempt(Participant participant, Function<Optional<ParticipantName>, Optional<T>> change) {
		return CompareAndSet.repeat("The name of " + participant.inWords(),
				() -> change.apply(this.names.find(participant)));
	}

}
