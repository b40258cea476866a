package io.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A network on which everything that a server says arrives late; how a connection begins
 * does not.
 */
public final class SlowProxy implements AutoCloseable {

	private static final int BEGINNING = 8;

	private final ServerSocket listener;

	private final int target;

	private final Duration delay;

	private final ScheduledExecutorService late = Executors.newScheduledThreadPool(1);

	public SlowProxy(int target, Duration delay) throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.target = target;
		this.delay = delay;
		run(this::accept);
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			run(() -> client.getInputStream().transferTo(server.getOutputStream()));
			run(() -> copyLate(server.getInputStream(), client.getOutputStream()));
		}
	}

	private void copyLate(InputStream in, OutputStream out) throws IOException {
		byte[] buffer = new byte[65536];
		int reads = 0;
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			byte[] part = Arrays.copyOf(buffer, read);
			this.late.schedule(() -> write(out, part), (reads++ < BEGINNING) ? 0 : this.delay.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	private static void write(OutputStream out, byte[] part) {
		try {
			out.write(part);
			out.flush();
		}
		catch (IOException ex) {
			// The client has gone.
		}
	}

	private static void run(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// One of the two has gone.
			}
		}, "slow-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@FunctionalInterface
	private interface Work {

		void run() throws IOException;

	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		this.late.shutdownNow();
	}

}
