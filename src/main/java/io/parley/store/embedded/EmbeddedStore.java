package io.parley.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB-compatible server inside this process, on a free port of the loopback
 * interface, whose data are one file. An acknowledged write survives the end of the
 * process at any moment, and of the machine too when every commit is synced. One process
 * at a time can have the file.
 */
public final class EmbeddedStore implements AutoCloseable {

	private static final String FILE = "parley.db";

	/** How long a command under way may hold up the end of the store. */
	private static final Duration PATIENCE = Duration.ofMillis(1500);

	/** As with {@code -XX:+ExitOnOutOfMemoryError}. */
	private static final int EXIT_CODE = 3;

	private static final Logger log = LoggerFactory.getLogger(EmbeddedStore.class);

	private final Path file;

	private final StoredBackend backend;

	private final WireServer server;

	private EmbeddedStore(Path file, StoredBackend backend, Memory memory) {
		this.file = file;
		this.backend = backend;
		this.server = new WireServer(backend, memory);
	}

	/**
	 * Opens the store of a directory, which is created where it is missing.
	 * @param directory where the file lies or will lie
	 * @param sync whether a write is acknowledged only once the disk has it
	 * @throws EmbeddedStoreException when the directory or the file cannot be used, or
	 * another process has it
	 */
	public static EmbeddedStore open(Path directory, boolean sync) {
		return open(directory, sync, Memory.ofHeap(), EmbeddedStore::halt);
	}

	/**
	 * Opens a store.
	 * @param memory how much of the heap it may use
	 * @param onFailure what is done once an {@link Error} has stopped the store, or its
	 * file cannot be used any more
	 */
	static EmbeddedStore open(Path directory, boolean sync, Memory memory, Consumer<Throwable> onFailure) {
		Path file = usable(directory.toAbsolutePath().normalize()).resolve(FILE);
		StoredBackend backend = new StoredBackend(openFile(file, memory.cacheMebibytes()), sync, memory, onFailure);
		return new EmbeddedStore(file, backend, memory);
	}

	/** The connection string of the server, without a database. */
	public String uri() {
		return "mongodb://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + this.server.port();
	}

	/** Where the data are. */
	public Path file() {
		return this.file;
	}

	/**
	 * Ends all connections, finishes what is being written and closes the file, within
	 * about two seconds: a command that takes longer is not committed.
	 */
	@Override
	public void close() {
		this.server.close();
		this.backend.close(PATIENCE);
	}

	/**
	 * Ends the process: after an {@link Error} nobody knows what is left of it, and
	 * without its file it is of no use. Whoever supervises it starts another, which finds
	 * every acknowledged write.
	 */
	private static void halt(Throwable failure) {
		try {
			log.error("The service ends now, since the embedded store was cut off by: {}", failure.toString());
		}
		finally {
			Runtime.getRuntime().halt(EXIT_CODE);
		}
	}

	private static Path usable(Path directory) {
		try {
			Files.createDirectories(directory);
			if (!Files.isWritable(directory)) {
				throw new AccessDeniedException(directory.toString());
			}
			return directory;
		}
		catch (IOException ex) {
			throw new EmbeddedStoreException("The embedded store cannot write to the folder " + directory + ".", ex);
		}
	}

	/**
	 * Commits are the journal's alone: none in the background, none because much has
	 * piled up. What a commit replaces may be overwritten by the next but one, or the
	 * file would grow with every write.
	 */
	private static MVStore openFile(Path file, int cacheMebibytes) {
		try {
			MVStore store = new MVStore.Builder().fileName(file.toString())
				.autoCommitDisabled()
				.autoCommitBufferSize(0)
				.cacheSize(cacheMebibytes)
				.open();
			store.setRetentionTime(0);
			return store;
		}
		catch (MVStoreException ex) {
			throw new EmbeddedStoreException((ex.getErrorCode() == DataUtils.ERROR_FILE_LOCKED)
					? "Another process uses the embedded store " + file + " already."
					: "The embedded store " + file + " cannot be opened: it is damaged, or not a file of this service.",
					ex);
		}
	}

}
