package io.parley.store.embedded;

/**
 * How the store shares out the heap. The parts add up to half of it in the worst case, so
 * that the rest of the process has room too, clients of this store above all.
 *
 * @param messages messages that have been read from a connection, as bytes
 * @param commands what the commands that are under way need as objects
 * @param documents documents that commands take apart to project, aggregate or change
 * them
 * @param replies batches that are being written to their clients
 * @param batchBytes the most that one batch of a cursor holds, if it holds more than one
 * document
 * @param sortBytes the most that the keys of one sort may need
 * @param messageBytes the longest message that is taken
 * @param commandBytes the most that one command may need as objects
 * @param cacheMebibytes pages of the file that are kept
 * @param unsavedBytes what commands may have changed that no commit has written yet, if
 * it is more than one command's
 */
record Memory(ByteBudget messages, ByteBudget commands, ByteBudget documents, ByteBudget replies, int batchBytes,
		long sortBytes, int messageBytes, long commandBytes, int cacheMebibytes, int unsavedBytes) {

	/** As MongoDB's. */
	private static final int MAX_BATCH_BYTES = 16 << 20;

	private static final long MAX_SORT_BYTES = 100 << 20;

	/** As MongoDB's, and room for one document of 16 MiB, which is the largest. */
	private static final int MAX_MESSAGE_BYTES = 48_000_000;

	private static final int MIN_MESSAGE_BYTES = 17_000_000;

	private static final int MAX_CACHE_MEBIBYTES = 256;

	private static final int MAX_UNSAVED_BYTES = 16 << 20;

	static Memory ofHeap() {
		return of(Runtime.getRuntime().maxMemory());
	}

	static Memory of(long heap) {
		return new Memory(new ByteBudget(heap / 16), new ByteBudget(heap / 8), new ByteBudget(heap / 16),
				new ByteBudget(heap / 16), (int) Math.min(MAX_BATCH_BYTES, heap / 128),
				Math.min(MAX_SORT_BYTES, heap / 16),
				(int) Math.max(MIN_MESSAGE_BYTES, Math.min(MAX_MESSAGE_BYTES, heap / 16)), heap / 2,
				(int) Math.min(MAX_CACHE_MEBIBYTES, (heap >> 20) / 8), (int) Math.min(MAX_UNSAVED_BYTES, heap / 32));
	}

}
