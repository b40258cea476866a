package io.parley.store;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;

/**
 * Makes ids whose order is the order in which they were made, also within a millisecond
 * and when the clock is set back. An id is an {@link ObjectId} by form: four bytes of
 * seconds, then ten bits of milliseconds and fourteen bits of a counter, then five bytes
 * that are random for the process.
 *
 * <p>
 * Order holds among the ids of one process; ids of two processes made in the same
 * millisecond have some fixed order.
 */
@Component
public class Ids {

	private static final int COUNTER_BITS = 14;

	private final Clock clock;

	private final byte[] process = new byte[5];

	private long last;

	public Ids(Clock clock) {
		this.clock = clock;
		new SecureRandom().nextBytes(this.process);
	}

	/** The next id. */
	public ObjectId next() {
		long tick = tick();
		long millis = tick >>> COUNTER_BITS;
		int counter = (int) (tick & ((1 << COUNTER_BITS) - 1));
		int fraction = ((int) (millis % 1000) << COUNTER_BITS) | counter;
		ByteBuffer bytes = ByteBuffer.allocate(12).putInt((int) (millis / 1000));
		bytes.put((byte) (fraction >>> 16)).put((byte) (fraction >>> 8)).put((byte) fraction);
		return new ObjectId(bytes.put(this.process).array());
	}

	/** The id that a text spells, if it spells one. */
	public static Optional<ObjectId> read(String text) {
		return ObjectId.isValid(text) ? Optional.of(new ObjectId(text)) : Optional.empty();
	}

	/**
	 * When an id was made, to the millisecond: what a document's creation time is taken
	 * from, so that both agree.
	 */
	public static Instant instant(ObjectId id) {
		ByteBuffer bytes = ByteBuffer.wrap(id.toByteArray());
		long seconds = Integer.toUnsignedLong(bytes.getInt());
		int fraction = bytes.getInt(3) & 0xFFFFFF;
		return Instant.ofEpochMilli(seconds * 1000 + (fraction >>> COUNTER_BITS));
	}

	private synchronized long tick() {
		this.last = Math.max(this.last + 1, this.clock.millis() << COUNTER_BITS);
		return this.last;
	}

}
