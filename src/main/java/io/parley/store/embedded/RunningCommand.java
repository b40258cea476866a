package io.parley.store.embedded;

import java.time.Duration;
import java.util.Objects;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * The command that a thread of the store is working on, until its answer is written: how
 * long it may take, and which memory it holds for its answer. Kept with the thread
 * because the library does not pass it on to where documents are read.
 */
final class RunningCommand implements AutoCloseable {

	/** For a command that sets no {@code maxTimeMS} of its own. */
	static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

	private static final ThreadLocal<RunningCommand> CURRENT = new ThreadLocal<>();

	private final long end;

	private final Memory memory;

	private final ByteBudget.Lease reply;

	private final ByteBudget.Lease changed;

	private boolean hasExpired;

	private volatile boolean isStopped;

	private RunningCommand(long end, Memory memory) {
		this.end = end;
		this.memory = memory;
		this.reply = memory.replies().lease();
		this.changed = memory.documents().lease();
	}

	static RunningCommand start(Document command, Memory memory) {
		long millis = (command.get("maxTimeMS") instanceof Number max && max.longValue() > 0) ? max.longValue()
				: DEFAULT_TIME.toMillis();
		RunningCommand running = new RunningCommand(System.nanoTime() + Duration.ofMillis(millis).toNanos(), memory);
		CURRENT.set(running);
		return running;
	}

	/** The command of this thread. */
	static RunningCommand current() {
		return Objects.requireNonNull(CURRENT.get(), "No command is under way in this thread");
	}

	/** Ends the current command with MongoDB's error for it when its time is up. */
	static void checkTime() {
		RunningCommand running = CURRENT.get();
		if (running != null) {
			running.check();
		}
	}

	/**
	 * Takes memory for a document that the current command takes apart and may change, as
	 * it was and as it becomes, until {@link #uncover()}. Of several, the first waits for
	 * its part.
	 * @param weight of the document as objects
	 */
	static void cover(long weight) {
		RunningCommand running = CURRENT.get();
		if (running == null) {
			return;
		}
		if (!running.changed.isEmpty()) {
			running.changed.tryGrow(2 * weight);
		}
		else if (!running.changed.acquire(2 * weight, running.millisLeft())) {
			running.hasExpired = true;
			throw expired();
		}
	}

	/**
	 * Takes a part of the memory that all replies share, until the reply has been
	 * written.
	 * @param waits whether to wait for it; only for the first part
	 * @return false where it is not free
	 */
	boolean reserveReply(int bytes, boolean waits) {
		if (!waits || !this.reply.isEmpty()) {
			return this.reply.tryGrow(bytes);
		}
		if (!this.reply.acquire(bytes, millisLeft())) {
			this.hasExpired = true;
			throw expired();
		}
		return true;
	}

	/**
	 * Gives that memory back. It may not be kept while the command waits for its commit,
	 * which may wait for whoever waits for this memory.
	 */
	void uncover() {
		this.changed.close();
	}

	private long millisLeft() {
		return Math.max(1, Duration.ofNanos(this.end - System.nanoTime()).toMillis());
	}

	Memory memory() {
		return this.memory;
	}

	/** Makes the command end the next time that it looks at the clock. */
	void stop() {
		this.isStopped = true;
	}

	void check() {
		if (this.isStopped) {
			throw new MongoServerError(11600, "InterruptedAtShutdown", "the embedded store is closing");
		}
		if (System.nanoTime() - this.end > 0) {
			this.hasExpired = true;
			throw expired();
		}
	}

	/**
	 * The library answers an update that failed as one that matched nothing: makes it a
	 * failed command, as MongoDB does.
	 */
	Document verify(Document answer) {
		if (this.hasExpired) {
			throw expired();
		}
		return answer;
	}

	static MongoServerError expired() {
		return new MongoServerError(50, "MaxTimeMSExpired", "operation exceeded time limit");
	}

	@Override
	public void close() {
		CURRENT.remove();
		this.reply.close();
	}

}
