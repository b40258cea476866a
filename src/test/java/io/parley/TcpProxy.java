package io.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between a service and a server, on a port of its own: it can be cut, which
 * ends all connections and refuses new ones, and mended again.
 */
public final class TcpProxy implements AutoCloseable {

	private final ServerSocket listener;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private volatile int target;

	private volatile boolean cut;

	/** A proxy in front of a port of this machine; 0 while there is no server yet. */
	public TcpProxy(int target) {
		this.target = target;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		this.cut = target == 0;
		run(this::accept);
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	/** Ends all connections and lets none through until it is mended. */
	public void cut() {
		this.cut = true;
		this.open.forEach(TcpProxy::close);
		this.open.clear();
	}

	/** Lets connections through again, to this port. */
	public void mend(int port) {
		this.target = port;
		this.cut = false;
	}

	private void accept() {
		try {
			while (true) {
				connect(this.listener.accept());
			}
		}
		catch (IOException ex) {
			// The proxy was closed.
		}
	}

	private void connect(Socket client) {
		try {
			if (this.cut) {
				client.close();
				return;
			}
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.open.add(client);
			this.open.add(server);
			run(() -> copy(client, server));
			run(() -> copy(server, client));
		}
		catch (IOException ex) {
			close(client);
		}
	}

	private void copy(Socket from, Socket to) {
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			// One of the two has gone; the other follows.
		}
		this.open.remove(from);
		close(to);
	}

	private static void run(Runnable task) {
		Thread thread = new Thread(task, "tcp-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is gone all the same.
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		cut();
	}

}
