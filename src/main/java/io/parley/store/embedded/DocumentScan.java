package io.parley.store.embedded;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents that a plan leads to, one after the other. It can be put aside
 * between two commands: then it remembers the last key that it read and goes on behind
 * it, so it holds on to nothing of the file. Within a command no document is missed or
 * comes twice because it changes meanwhile; between two commands it may be, as with a
 * cursor of MongoDB. A document is read as it is now.
 */
final class DocumentScan implements FindResults.Source {

	private final MVMap<String, byte[]> documents;

	private final Supplier<EntrySnapshot<?>> entries;

	private final List<Plan.Interval> intervals;

	private final boolean isDescending;

	/** The positions that have been read; null where none can come twice. */
	private final @Nullable Set<String> seen;

	private int interval;

	private @Nullable EntrySnapshot<?> snapshot;

	private @Nullable Cursor<String, ?> cursor;

	private @Nullable String lastKey;

	private String lastPosition = "";

	private boolean isLastRepeated;

	DocumentScan(MVMap<String, byte[]> documents, boolean isDescending) {
		this(documents, () -> EntrySnapshot.of(documents), List.of(new Plan.Interval(null, null)), isDescending, false);
	}

	DocumentScan(MVMap<String, byte[]> documents, Plan plan) {
		this(documents, () -> plan.index().steadily(() -> EntrySnapshot.of(plan.index().entries())), plan.intervals(),
				plan.isDescending(), plan.repeats());
	}

	private DocumentScan(MVMap<String, byte[]> documents, Supplier<EntrySnapshot<?>> entries,
			List<Plan.Interval> intervals, boolean isDescending, boolean repeats) {
		this.documents = documents;
		this.entries = entries;
		this.intervals = intervals;
		this.isDescending = isDescending;
		this.seen = repeats ? new HashSet<>() : null;
	}

	/** The next document, or null after the last. */
	@Override
	public byte @Nullable [] next() {
		while (this.interval < this.intervals.size()) {
			RunningCommand.checkTime();
			Cursor<String, ?> open = open();
			if (!open.hasNext()) {
				this.interval++;
				this.cursor = null;
				this.lastKey = null;
				continue;
			}
			byte[] document = read(open, open.next());
			if (document != null) {
				return document;
			}
		}
		return null;
	}

	/** Where the last document lies. */
	String position() {
		return this.lastPosition;
	}

	/** Makes {@link #next} read the last document again. */
	@Override
	public void stepBack() {
		this.cursor = null;
		this.isLastRepeated = true;
	}

	/** To be called when a command ends and another may go on. */
	@Override
	public void pause() {
		this.cursor = null;
		this.snapshot = null;
	}

	@Override
	public long heldEntries() {
		return (this.seen != null) ? this.seen.size() : 0;
	}

	private Cursor<String, ?> open() {
		if (this.cursor == null) {
			if (this.snapshot == null) {
				this.snapshot = this.entries.get();
			}
			Plan.Interval keys = this.intervals.get(this.interval);
			this.cursor = this.isDescending
					? this.snapshot.between(keys.from(), (this.lastKey != null) ? this.lastKey : keys.to(), true)
					: this.snapshot.between((this.lastKey != null) ? this.lastKey : keys.from(), keys.to(), false);
		}
		return this.cursor;
	}

	private byte @Nullable [] read(Cursor<String, ?> entry, String key) {
		boolean isRepeated = key.equals(this.lastKey);
		if (isRepeated && !this.isLastRepeated) {
			return null;
		}
		this.isLastRepeated = false;
		this.lastKey = key;
		this.lastPosition = (entry.getValue() instanceof String position) ? position : key;
		if (this.seen != null && !this.seen.add(this.lastPosition) && !isRepeated) {
			return null;
		}
		return (entry.getValue() instanceof byte[] document) ? document : this.documents.get(this.lastPosition);
	}

}
