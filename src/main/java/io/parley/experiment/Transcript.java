package io.parley.experiment;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The messages of a session as it was at one moment, in order, read from the store a
 * stretch at a time: however long the conversation, no more than a stretch and one batch
 * is in memory. The first stretch is read at once, so that a store that is away is
 * noticed before anything is answered.
 */
final class Transcript implements Iterator<ExperimentMessageResponse> {

	private static final long STRETCH_BYTES = 1 << 20;

	private final MessageBatchRepository batches;

	private final ExperimentSession session;

	private final Queue<ExperimentMessageResponse> stretch = new ArrayDeque<>();

	private long position;

	Transcript(MessageBatchRepository batches, ExperimentSession session) {
		this.batches = batches;
		this.session = session;
		read();
	}

	@Override
	public boolean hasNext() {
		if (this.stretch.isEmpty()) {
			read();
		}
		return !this.stretch.isEmpty();
	}

	@Override
	public ExperimentMessageResponse next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		return this.stretch.remove();
	}

	private void read() {
		long end = this.session.nextPosition();
		if (this.position >= end) {
			return;
		}
		long until = Math.min(this.position + STRETCH_BYTES, end);
		this.batches.between(this.session.id(), this.position, until).forEach(this::add);
		if (this.stretch.isEmpty()) {
			throw new IllegalStateException("Messages are missing from session " + this.session.sessionId());
		}
	}

	private void add(MessageBatch batch) {
		if (batch.position() != this.position) {
			throw new IllegalStateException("Messages are missing from session " + this.session.sessionId());
		}
		ExperimentMessageResponse.from(batch).forEach(this.stretch::add);
		this.position = batch.nextPosition();
	}

}
