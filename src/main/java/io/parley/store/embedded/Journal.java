package io.parley.store.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import de.bwaldvogel.mongo.exception.MongoServerError;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a crash leaves behind. Changes are made by one command at a time and reach
 * the file only between two commands, so the file never holds a part of one; and a
 * command is answered only when a commit that began after it has ended. All that were
 * waiting meanwhile share the next commit.
 */
final class Journal {

	private static final int COMMITS_PER_TIDYING = 32;

	private static final int GROWTH_PER_TIDYING = 2 << 20;

	/**
	 * Percent of the file that is in use; below it, the emptiest parts are written anew.
	 */
	private static final int LEAST_USE = 60;

	/** How much is written anew in one go. Writers wait meanwhile. */
	private static final int TIDYING_BYTES = 512 << 10;

	private final MVStore file;

	private final boolean sync;

	private final int mostUnsaved;

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

	private volatile boolean hasFailed;

	/**
	 * @param mostUnsaved how much memory changes may take that no commit has written yet,
	 * in bytes as MVStore reckons: of large documents twice what they take in the file
	 */
	Journal(MVStore file, boolean sync, int mostUnsaved) {
		this.file = file;
		this.sync = sync;
		this.mostUnsaved = mostUnsaved;
	}

	/**
	 * Runs a command that may change the store and returns once nothing short of a broken
	 * disk can undo it.
	 */
	<T> @Nullable T write(Supplier<T> command) {
		long change;
		T answer = null;
		RuntimeException failure = null;
		this.changing.lock();
		try {
			checkNotFailed();
			change = ++this.changes;
			answer = command.get();
			keepSmall();
		}
		catch (MVStoreException ex) {
			fail();
			throw ex;
		}
		catch (RuntimeException ex) {
			failure = ex;
			change = this.changes;
		}
		catch (Error ex) {
			fail();
			throw ex;
		}
		finally {
			this.changing.unlock();
		}
		commit(change);
		if (failure != null) {
			throw failure;
		}
		return answer;
	}

	/**
	 * Nothing is committed from now on: what is in memory may be a part of a command.
	 */
	void fail() {
		this.hasFailed = true;
	}

	boolean hasFailed() {
		return this.hasFailed;
	}

	/**
	 * Commits what complete commands have changed and closes the file. Where a command
	 * does not end in time, or was cut off, the file is closed as it is, which is as
	 * after the last commit.
	 */
	void close(Duration patience) {
		boolean idle = false;
		try {
			idle = this.changing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
			if (!idle) {
				fail();
			}
		}
		catch (InterruptedException ex) {
			fail();
			Thread.currentThread().interrupt();
		}
		try {
			if (this.hasFailed) {
				this.file.closeImmediately();
			}
			else {
				this.file.close();
			}
		}
		finally {
			if (idle) {
				this.changing.unlock();
			}
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
				sync();
				this.safeChanges = committed;
			}
		}
		catch (MVStoreException | Error ex) {
			fail();
			throw ex;
		}
		finally {
			this.committing.unlock();
		}
	}

	private void checkNotFailed() {
		if (this.hasFailed) {
			throw new MongoServerError(91, "ShutdownInProgress", "the embedded store is closed");
		}
	}

	private long commitAll() {
		this.changing.lock();
		try {
			checkNotFailed();
			tidy();
			this.file.commit();
			return this.changes;
		}
		finally {
			this.changing.unlock();
		}
	}

	/**
	 * A commit holds all that it writes in one piece of memory, which so grows with the
	 * largest command and not with how many wait. Synced as each commit is, since the
	 * next but one may overwrite what it replaces.
	 */
	private void keepSmall() {
		if (this.file.getUnsavedMemory() > this.mostUnsaved) {
			this.file.commit();
			sync();
		}
	}

	private void sync() {
		if (this.sync) {
			this.file.sync();
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
