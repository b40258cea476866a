package io.parley.store.embedded;

import java.time.Duration;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * The command that a thread of the store is working on: how long it may take, and which
 * documents an aggregation begins with. Kept with the thread because the library passes
 * neither on to where documents are read.
 */
final class RunningCommand implements AutoCloseable {

	/** For a command that sets no {@code maxTimeMS} of its own. */
	static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

	private static final ThreadLocal<RunningCommand> CURRENT = new ThreadLocal<>();

	private final long end;

	private Document firstMatch;

	private boolean hasExpired;

	private RunningCommand(long end, Document firstMatch) {
		this.end = end;
		this.firstMatch = firstMatch;
	}

	static RunningCommand start(Document command) {
		long millis = (command.get("maxTimeMS") instanceof Number max && max.longValue() > 0) ? max.longValue()
				: DEFAULT_TIME.toMillis();
		RunningCommand running = new RunningCommand(System.nanoTime() + Duration.ofMillis(millis).toNanos(),
				Pipelines.firstMatch(command));
		CURRENT.set(running);
		return running;
	}

	/** Ends the current command with MongoDB's error for it when its time is up. */
	static void checkTime() {
		RunningCommand running = CURRENT.get();
		if (running != null) {
			running.check();
		}
	}

	/**
	 * What the documents must match that the current aggregation begins with; empty for
	 * all, and when asked again.
	 */
	static Document takeFirstMatch() {
		RunningCommand running = CURRENT.get();
		Document match = (running != null) ? running.firstMatch : null;
		if (match == null) {
			return new Document();
		}
		running.firstMatch = null;
		return match;
	}

	void check() {
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
	}

}
