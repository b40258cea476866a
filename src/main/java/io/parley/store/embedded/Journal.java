package io.parley.store.embedded;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.h2.mvstore.MVStore;

/**
 * Decides what a crash leaves behind. Changes are made by one command at a time and reach
 * the file only between two commands, so the file never holds a part of one; and a
 * command is answered only when a commit that began after it has ended. All that were
 * waiting meanwhile share the next commit.
 */
final class Journal {

	private static final int COMMITS_PER_TIDYING = 256;

	private static final int GROWTH_PER_TIDYING = 16 << 20;

	/**
	 * Percent of the file that is in use; below it, the emptiest parts are written anew.
	 */
	private static final int LEAST_USE = 60;

	/** How much is written anew in one go. Writers wait meanwhile, up to about 0.1 s. */
	private static final int TIDYING_BYTES = 4 << 20;

	private final MVStore file;

	private final boolean sync;

	private final ReentrantLock changing = new ReentrantLock();

	private final ReentrantLock committing = new ReentrantLock();

	/** Guarded by {@code changing}. */
	private long changes;

	/** Guarded by {@code committing}. */
	private long safeChanges;

	/**
	 * Commits since the file was tidied, and its size then. Guarded by
	 * {@code committing}.
	 */
	private int commits;

	private long tidySize;

	Journal(MVStore file, boolean sync) {
		this.file = file;
		this.sync = sync;
	}

	/**
	 * Runs a command that may change the store and returns once nothing short of a broken
	 * disk can undo it.
	 */
	<T> T write(Supplier<T> command) {
		this.changing.lock();
		long change = ++this.changes;
		try {
			return command.get();
		}
		finally {
			this.changing.unlock();
			commit(change);
		}
	}

	/**
	 * Runs a command that only reads; what it reads is not overwritten in the file before
	 * it ends.
	 */
	<T> T read(Supplier<T> command) {
		MVStore.TxCounter version = this.file.registerVersionUsage();
		try {
			return command.get();
		}
		finally {
			this.file.deregisterVersionUsage(version);
		}
	}

	private void commit(long change) {
		this.committing.lock();
		try {
			if (this.safeChanges < change) {
				long committed = commitAll();
				if (this.sync) {
					this.file.sync();
				}
				this.safeChanges = committed;
			}
		}
		finally {
			this.committing.unlock();
		}
	}

	private long commitAll() {
		this.changing.lock();
		try {
			tidy();
			this.file.commit();
			return this.changes;
		}
		finally {
			this.changing.unlock();
		}
	}

	private void tidy() {
		long size = this.file.getFileStore().size();
		if (++this.commits >= COMMITS_PER_TIDYING || size - this.tidySize > GROWTH_PER_TIDYING) {
			this.file.compact(LEAST_USE, TIDYING_BYTES);
			this.commits = 0;
			this.tidySize = size;
		}
	}

}
