package io.parley.sessionmessage.template;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Templates that were used last, ready for use. Both their number and the memory that
 * they take together are bounded; those that were used the longest ago make room. To look
 * a template up takes its members, so that what is kept of it is no document of the store
 * around it.
 */
final class TemplateCache {

	private static final long BYTES = 16 << 20;

	/** What one JSON value of a template becomes, measured and doubled. */
	private static final long BYTES_PER_NODE = 1_000;

	/** What matching needs at the same time in several threads is kept with a pattern. */
	private static final long BYTES_PER_PATTERN_CHARACTER = 300;

	private final int number;

	private final Map<JsonObject, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

	private long bytes;

	TemplateCache(int number) {
		this.number = number;
	}

	synchronized @Nullable ReplyTemplate get(JsonObject template) {
		Kept known = this.kept.get(template);
		return (known != null) ? known.ready() : null;
	}

	/** Keeps a template, unless it takes more than a tenth of the memory by itself. */
	synchronized void put(JsonObject template, ReplyTemplate ready, int nodes, int patternSize) {
		long size = nodes * BYTES_PER_NODE + patternSize * BYTES_PER_PATTERN_CHARACTER;
		if (size > BYTES / 10 || this.kept.putIfAbsent(template, new Kept(ready, size)) != null) {
			return;
		}
		this.bytes += size;
		for (Iterator<Kept> eldest = this.kept.values().iterator(); this.bytes > BYTES
				|| this.kept.size() > this.number;) {
			this.bytes -= eldest.next().size();
			eldest.remove();
		}
	}

	private record Kept(ReplyTemplate ready, long size) {
	}

}
