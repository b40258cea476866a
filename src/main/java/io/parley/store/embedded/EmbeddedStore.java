package io.parley.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * A MongoDB-compatible server inside this process, on a free port of the loopback
 * interface, whose data are one file. An acknowledged write survives the end of the
 * process at any moment, and of the machine too when every commit is synced. One process
 * at a time can have the file.
 */
public final class EmbeddedStore implements AutoCloseable {

	private static final String FILE = "parley.db";

	/**
	 * A thread serves its connections one after the other, so there are about as many as
	 * busy connections.
	 */
	private static final int THREADS = 32;

	private static final int MAX_CACHE_MEBIBYTES = 256;

	private final Path file;

	private final MongoServer server;

	private final int port;

	private EmbeddedStore(Path file, MongoServer server) {
		this.file = file;
		this.server = server;
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, THREADS);
		this.port = this.server.getLocalAddress().getPort();
	}

	/**
	 * Opens the store of a directory, which is created where it is missing.
	 * @param directory where the file lies or will lie
	 * @param sync whether a write is acknowledged only once the disk has it
	 * @throws EmbeddedStoreException when the directory or the file cannot be used, or
	 * another process has it
	 */
	public static EmbeddedStore open(Path directory, boolean sync) {
		Path file = usable(directory.toAbsolutePath().normalize()).resolve(FILE);
		StoredBackend backend = new StoredBackend(openFile(file), sync);
		return new EmbeddedStore(file, new MongoServer(backend));
	}

	/** The connection string of the server, without a database. */
	public String uri() {
		return "mongodb://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + this.port;
	}

	/** Where the data are. */
	public Path file() {
		return this.file;
	}

	/** Ends all connections, finishes what is being written and closes the file. */
	@Override
	public void close() {
		this.server.shutdownNow();
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
	private static MVStore openFile(Path file) {
		try {
			MVStore store = new MVStore.Builder().fileName(file.toString())
				.autoCommitDisabled()
				.autoCommitBufferSize(0)
				.cacheSize(cacheMebibytes())
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

	private static int cacheMebibytes() {
		return (int) Math.min(MAX_CACHE_MEBIBYTES, (Runtime.getRuntime().maxMemory() >> 20) / 4);
	}

}
