package io.parley;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A network between a service and its store that knows each write to some collections
 * before the store does, and can have something done first: the service killed.
 */
final class WriteWatch implements AutoCloseable {

	private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

	private static final int HEADER = 16;

	private static final int OP_MSG = 2013;

	/** Behind the header: four bytes of flags, the kind of the section, its length. */
	private static final int FIRST_ELEMENT = HEADER + 4 + 1 + 4;

	private final ServerSocket listener;

	private final int store;

	private final Set<String> collections;

	private int left = Integer.MAX_VALUE;

	private Runnable action = () -> {
	};

	WriteWatch(int store, Set<String> collections) {
		this.store = store;
		this.collections = collections;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		run(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Does something in place of the write after some more have passed, and of all later.
	 */
	synchronized void inPlaceOfWrite(int number, Runnable action) {
		this.left = number;
		this.action = action;
	}

	private synchronized boolean passes(byte[] message) {
		if (!isWatched(message)) {
			return true;
		}
		if (this.left > 1) {
			this.left--;
			return true;
		}
		this.action.run();
		return false;
	}

	private boolean isWatched(byte[] message) {
		ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
		if (bytes.getInt(12) != OP_MSG || message[HEADER + 4] != 0) {
			return false;
		}
		bytes.position(FIRST_ELEMENT + 1);
		String command = text(bytes);
		if (!WRITES.contains(command)) {
			return false;
		}
		bytes.getInt();
		return this.collections.contains(text(bytes));
	}

	private static String text(ByteBuffer bytes) {
		int start = bytes.position();
		while (bytes.get() != 0) {
			continue;
		}
		return new String(bytes.array(), start, bytes.position() - start - 1, StandardCharsets.UTF_8);
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.listener.accept();
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.store);
				run(() -> requests(client, server));
				run(() -> answers(server, client));
			}
		}
		catch (IOException ex) {
			// It was closed.
		}
	}

	private void requests(Socket client, Socket server) {
		try (client; server) {
			DataInputStream in = new DataInputStream(client.getInputStream());
			OutputStream out = server.getOutputStream();
			while (true) {
				int length = Integer.reverseBytes(in.readInt());
				byte[] message = new byte[length];
				ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
				in.readFully(message, 4, length - 4);
				if (!passes(message)) {
					return;
				}
				out.write(message);
				out.flush();
			}
		}
		catch (IOException ex) {
			// One of the two has gone.
		}
	}

	private static void answers(Socket server, Socket client) {
		try (server; client) {
			server.getInputStream().transferTo(client.getOutputStream());
		}
		catch (IOException ex) {
			// One of the two has gone.
		}
	}

	private static void run(Runnable task) {
		Thread thread = new Thread(task, "write-watch");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
