package io.parley.channel.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.SocketFactory;

/**
 * The sockets of one attempt, which can be closed from outside: it is the only way to end
 * what waits for them. TLS stands on top of them and ends with them.
 */
class TimedSockets extends SocketFactory {

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	@Override
	public Socket createSocket() throws IOException {
		Socket socket = new Socket();
		this.sockets.add(socket);
		if (this.closed) {
			socket.close();
		}
		return socket;
	}

	void close() {
		this.closed = true;
		for (Socket socket : this.sockets) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				// It is of no more use either way.
			}
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}

}
