package io.parley.store.embedded;

import java.util.Locale;
import java.util.Set;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands that come over the wire, bounds their time and passes them through
 * the {@link Journal}.
 */
class StoredBackend extends AbstractMongoBackend {

	/** Commands that change nothing. All others wait for their turn and for the disk. */
	private static final Set<String> READS = Set.of("find", "getmore", "killcursors", "count", "distinct", "aggregate",
			"ping", "ismaster", "buildinfo", "endsessions", "listindexes", "listcollections");

	private static final Logger logger = LoggerFactory.getLogger(StoredBackend.class);

	private final MVStore file;

	private final Journal journal;

	StoredBackend(MVStore file, boolean sync) {
		this.file = file;
		this.journal = new Journal(file, sync);
		this.journal.write(() -> {
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
		return new StoredDatabase(name, this.file, getCursorRegistry());
	}

	@Override
	public Document handleCommand(Channel channel, String database, String command, Document query) {
		if (this.file.isClosed() && !command.equalsIgnoreCase("ismaster")) {
			throw failed(null);
		}
		Filters.guard(command, query);
		try (RunningCommand running = RunningCommand.start(query)) {
			Document answer = changesNothing(command, query)
					? this.journal.read(() -> super.handleCommand(channel, database, command, query))
					: this.journal.write(() -> super.handleCommand(channel, database, command, query));
			return running.verify(answer);
		}
		catch (StackOverflowError ex) {
			// A regular expression too deep for this thread's stack.
			throw RunningCommand.expired();
		}
		catch (MVStoreException ex) {
			logger.error("The embedded store has failed", ex);
			throw failed(ex);
		}
	}

	/**
	 * The driver takes this for a server that is going away, which it is: a file that
	 * failed once is not written again.
	 */
	private static MongoServerError failed(Exception cause) {
		return new MongoServerError(91, "ShutdownInProgress", "the embedded store is closed", cause);
	}

	private static boolean changesNothing(String command, Document query) {
		return READS.contains(command.toLowerCase(Locale.ROOT)) && !Pipelines.writes(query);
	}

	@Override
	public void close() {
		super.close();
		this.file.close();
	}

}
