package io.parley.dispatch;

/**
 * Bounds what is published and not yet confirmed. What is larger than the bound alone
 * goes out when nothing else is under way.
 */
final class Window {

	/** The most messages: an event is one for each of its subjects. */
	static final int MESSAGES = 4000;

	private static final long BYTES = 32 << 20;

	private int messages;

	private long bytes;

	synchronized boolean take(OutboxEvent event) {
		int more = event.targets().size();
		long moreBytes = wire(event);
		if (this.messages > 0 && (this.messages + more > MESSAGES || this.bytes + moreBytes > BYTES)) {
			return false;
		}
		this.messages += more;
		this.bytes += moreBytes;
		return true;
	}

	synchronized void give(OutboxEvent event) {
		this.messages -= event.targets().size();
		this.bytes -= wire(event);
	}

	private static long wire(OutboxEvent event) {
		return (long) event.text().length() * event.targets().size();
	}

}
