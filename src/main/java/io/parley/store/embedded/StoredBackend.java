package io.parley.store.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.embedded.EmbeddedChannel;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands that come over the wire and passes them through the {@link Journal}.
 */
class StoredBackend extends AbstractMongoBackend {

	/** Commands that change nothing. All others wait for their turn and for the disk. */
	private static final Set<String> READS = Set.of("find", "getmore", "killcursors", "count", "distinct", "aggregate",
			"ping", "ismaster", "hello", "buildinfo", "endsessions", "listindexes", "listcollections");

	private static final Set<String> GREETINGS = Set.of("ismaster", "hello");

	private static final Logger log = LoggerFactory.getLogger(StoredBackend.class);

	private final MVStore file;

	private final Journal journal;

	private final Memory memory;

	private final OpenCursors cursors;

	private final Consumer<Throwable> onFailure;

	private final Set<RunningCommand> running = ConcurrentHashMap.newKeySet();

	private volatile boolean closing;

	/** The library asks for one and does nothing with it that matters here. */
	private final EmbeddedChannel channel = new EmbeddedChannel();

	StoredBackend(MVStore file, boolean sync, Memory memory, Consumer<Throwable> onFailure) {
		this.file = file;
		this.journal = new Journal(file, sync, memory.unsavedBytes());
		this.memory = memory;
		this.cursors = new OpenCursors(memory.sortBytes());
		this.onFailure = onFailure;
		this.journal.write(() -> {
			new FileFormat(file).upgrade();
			file.getMapNames()
				.stream()
				.filter((name) -> name.startsWith(StoredDatabase.DOCUMENTS))
				.map((name) -> Utils.firstFragment(name.substring(StoredDatabase.DOCUMENTS.length())))
				.distinct()
				.forEach(this::resolveDatabase);
			return null;
		});
	}

	@Override
	protected MongoDatabase openOrCreateDatabase(String name) {
		return new StoredDatabase(name, this.file, getCursorRegistry(), this.cursors);
	}

	/** Runs the command of this thread. */
	Document run(String database, String name, Document command) {
		String kind = name.toLowerCase(Locale.ROOT);
		if (GREETINGS.contains(kind)) {
			return greeting(database, command);
		}
		if (this.file.isClosed() || this.journal.hasFailed()) {
			throw failed(null);
		}
		Filters.guard(name, command);
		RunningCommand current = RunningCommand.current();
		this.running.add(current);
		try {
			Document answer = changesNothing(kind, command)
					? this.journal.read(() -> handle(database, name, command, current))
					: this.journal.write(() -> handle(database, name, command, current));
			return current.verify(Objects.requireNonNull(answer));
		}
		catch (MVStoreException ex) {
			failFor(ex);
			throw failed(ex);
		}
		catch (StackOverflowError ex) {
			return overflow(kind, command, ex);
		}
		catch (Error ex) {
			fail(ex);
			throw failed(ex);
		}
		finally {
			this.running.remove(current);
		}
	}

	/**
	 * Stops the store for good: a command was cut off, and what is in memory may be a
	 * part of it.
	 */
	void fail(Throwable failure) {
		this.journal.fail();
		this.onFailure.accept(failure);
	}

	/**
	 * The same where the file closed itself, or a change or its commit broke off. It
	 * wraps what it fails for, an {@link Error} too.
	 */
	private void failFor(MVStoreException failure) {
		Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
		boolean broken = this.journal.hasFailed() || this.file.isClosed();
		if (cause instanceof Error || (broken && !this.closing)) {
			fail(cause);
		}
		else {
			log.error("A command of the embedded store has failed: {}", failure.getMessage(), failure);
		}
	}

	private Document handle(String database, String name, Document command, RunningCommand current) {
		try {
			return handleCommand(this.channel, database, name, command);
		}
		finally {
			current.uncover();
		}
	}

	private Document greeting(String database, Document command) {
		Document answer = handleCommand(this.channel, database, "ismaster", command);
		return answer.append("isWritablePrimary", true).append("maxMessageSizeBytes", this.memory.messageBytes());
	}

	/**
	 * In a command that reads, a regular expression was too deep for this thread's stack.
	 */
	private Document overflow(String kind, Document command, StackOverflowError error) {
		if (!changesNothing(kind, command)) {
			fail(error);
			throw failed(error);
		}
		throw RunningCommand.expired();
	}

	@Override
	protected Document handleGetMore(String database, String name, Document command) {
		long id = ((Number) Objects.requireNonNull(command.get(name))).longValue();
		return this.cursors.next(id, database + "." + command.get("collection"),
				EncodedBatch.next(command.get("batchSize")));
	}

	@Override
	protected Document handleKillCursors(Document command) {
		return this.cursors.kill((List<?>) Objects.requireNonNull(command.get("cursors")));
	}

	/**
	 * The driver takes this for a server that is going away, which it is: a file that
	 * failed once is not written again.
	 */
	private static MongoServerError failed(@Nullable Throwable cause) {
		return new MongoServerError(91, "ShutdownInProgress", "the embedded store is closed", cause);
	}

	private static boolean changesNothing(String kind, Document command) {
		return READS.contains(kind) && !Pipelines.writes(command);
	}

	@Override
	public void close() {
		close(Duration.ofSeconds(2));
	}

	/** Ends the commands that are under way and closes the file, in about this time. */
	void close(Duration patience) {
		this.closing = true;
		this.running.forEach(RunningCommand::stop);
		super.close();
		this.journal.close(patience);
	}

}
