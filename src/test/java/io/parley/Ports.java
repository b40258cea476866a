package io.parley;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are started later, again and again on the same one. They are
 * below those that systems give to outgoing connections, so that none takes one while its
 * server is down; each process of the tests begins elsewhere.
 */
public final class Ports {

	private static final int FIRST = 20_000;

	private static final int COUNT = 10_000;

	private static final AtomicInteger NEXT = new AtomicInteger((int) (ProcessHandle.current().pid() * 499 % COUNT));

	private Ports() {
	}

	/** A port that no other test of this process gets, and at which nothing listens. */
	public static int next() {
		while (true) {
			int port = FIRST + NEXT.getAndIncrement() % COUNT;
			try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return free.getLocalPort();
			}
			catch (IOException ex) {
				// Somebody else listens there.
			}
		}
	}

}
