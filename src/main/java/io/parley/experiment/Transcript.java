package io.parley.experiment;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

import io.parley.store.MemoryBudget;

/**
 * The messages of a session as it was at one moment, in order, read from the store a
 * stretch at a time: however long the transcript, no more than a stretch and one batch is
 * in memory, and so much is taken from the memory budget of the request. The first
 * stretch is read at once, so that a store that is away or memory that is not to be had
 * is noticed before anything is answered.
 */
final class Transcript implements Iterator<ExperimentMessageResponse> {

	private static final long STRETCH_BYTES = 256 << 10;

	/** The memory of messages as bytes, objects and text, for each byte stored. */
	private static final int MEMORY_PER_BYTE = 5;

	private final MessageBatchRepository batches;

	private final ExperimentSession session;

	private final MemoryBudget memory;

	private final Queue<ExperimentMessageResponse> stretch = new ArrayDeque<>();

	private long position;

	private long reserved;

	Transcript(MessageBatchRepository batches, ExperimentSession session, MemoryBudget memory) {
		this.batches = batches;
		this.session = session;
		this.memory = memory;
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
		long from = this.position;
		long end = this.session.nextPosition();
		if (from >= end) {
			return;
		}
		long until = Math.min(from + STRETCH_BYTES, end);
		reserve(until - from);
		this.batches.between(this.session.id(), from, until).forEach(this::add);
		if (this.stretch.isEmpty()) {
			throw missing();
		}
		reserve(this.position - from);
	}

	/** Takes from the budget what the largest stretch so far needs, until the answer. */
	private void reserve(long bytes) {
		if (bytes > this.reserved) {
			this.memory.current().ifPresent((own) -> own.grow((bytes - this.reserved) * MEMORY_PER_BYTE));
			this.reserved = bytes;
		}
	}

	private void add(MessageBatch batch) {
		if (batch.position() != this.position) {
			throw missing();
		}
		ExperimentMessageResponse.from(batch).forEach(this.stretch::add);
		this.position = batch.nextPosition();
	}

	private IllegalStateException missing() {
		return new IllegalStateException("Messages are missing from session " + this.session.sessionId());
	}

}
