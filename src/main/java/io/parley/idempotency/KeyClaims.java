package io.parley.idempotency;

import java.util.Optional;

import io.parley.idempotency.IdempotencyRecordRepository.Outcome;
import io.parley.store.BusyException;
import io.parley.web.Caller;
import io.parley.web.Callers;

import org.springframework.stereotype.Component;

/** Takes keys for requests, waiting for who is at work on the same. */
@Component
class KeyClaims {

	private static final long PAUSE_MILLIS = 50;

	private final IdempotencyRecordRepository records;

	private final IdempotencyProperties properties;

	private final Callers callers;

	KeyClaims(IdempotencyRecordRepository records, IdempotencyProperties properties, Callers callers) {
		this.records = records;
		this.properties = properties;
		this.callers = callers;
	}

	/**
	 * Takes a key of the caller at hand, or finds what is there: a record of another
	 * request, or one with an answer. Nothing where one that is at work did not end in
	 * time.
	 * @throws BusyException when the service stops meanwhile
	 */
	Optional<Outcome> take(String key, String fingerprint) {
		String owned = owned(key);
		long deadline = System.nanoTime() + this.properties.patience().toNanos();
		do {
			Outcome outcome = this.records.claim(owned, fingerprint);
			IdempotencyRecord existing = outcome.existing();
			if (outcome.claim() != null || (existing != null
					&& (!existing.fingerprint().equals(fingerprint) || existing.status() != null))) {
				return Optional.of(outcome);
			}
			pause();
		}
		while (System.nanoTime() < deadline);
		return Optional.empty();
	}

	/** Each caller has keys of its own. */
	private String owned(String key) {
		Caller caller = this.callers.caller();
		return (caller.kind() == Caller.Kind.OPEN) ? key : caller.id() + "\n" + key;
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			throw BusyException.stopping();
		}
	}

}
