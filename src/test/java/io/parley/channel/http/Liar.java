package io.parley.channel.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A receiver that says over a socket what it is told to, however wrong that is. */
public final class Liar implements AutoCloseable {

	/** What it does with a connection. */
	interface Conversation {

		void hold(Socket socket) throws IOException, InterruptedException;

	}

	private final ServerSocket listener;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger connections = new AtomicInteger();

	private final StringBuffer heard = new StringBuffer();

	private volatile String head = "";

	private volatile String body = "";

	private Liar(ServerSocketFactory factory) throws IOException {
		this.listener = factory.createServerSocket(0);
	}

	/** Answers each request so; closes the connection where it is told to say nothing. */
	public static Liar saying(String answer) throws IOException {
		return saying(ServerSocketFactory.getDefault(), answer);
	}

	public static Liar sayingOverTls(SSLContext tls, String answer) throws IOException {
		return saying(tls.getServerSocketFactory(), answer);
	}

	private static Liar saying(ServerSocketFactory factory, String answer) throws IOException {
		Liar liar = new Liar(factory);
		return liar.start((socket) -> {
			while (liar.request(socket.getInputStream()) && !answer.isEmpty()) {
				say(socket, answer);
			}
			socket.close();
		});
	}

	/** Takes connections and never says a word. */
	public static Liar hanging() throws IOException {
		return new Liar(ServerSocketFactory.getDefault()).start((socket) -> Thread.sleep(600_000));
	}

	/** Says something, and then something else for ever. */
	public static Liar repeating(String first, String again, Duration pause) throws IOException {
		Liar liar = new Liar(ServerSocketFactory.getDefault());
		return liar.start((socket) -> {
			liar.request(socket.getInputStream());
			say(socket, first);
			while (true) {
				say(socket, again);
				Thread.sleep(pause.toMillis());
			}
		});
	}

	private static void say(Socket socket, String text) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private Liar start(Conversation conversation) {
		run(() -> {
			while (true) {
				Socket socket = this.listener.accept();
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				run(() -> conversation.hold(socket));
			}
		});
		return this;
	}

	private interface Work {

		void run() throws IOException, InterruptedException;

	}

	private static void run(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException | InterruptedException ex) {
				// The other end has gone, or the test is over.
			}
		}, "liar");
		thread.setDaemon(true);
		thread.start();
	}

	/** Reads a request's head and the body that it announces; false where none comes. */
	private boolean request(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") == -1) {
			int read = in.read();
			if (read == -1) {
				return false;
			}
			head.append((char) read);
		}
		int length = head.indexOf("Content-Length: ");
		byte[] body = (length == -1) ? new byte[0]
				: in.readNBytes(Integer.parseInt(head.substring(length + 16, head.indexOf("\r\n", length))));
		this.heard.append(head).append(new String(body, StandardCharsets.UTF_8));
		this.head = head.toString();
		this.body = new String(body, StandardCharsets.UTF_8);
		this.requests.incrementAndGet();
		return true;
	}

	public int port() {
		return this.listener.getLocalPort();
	}

	public int connections() {
		return this.connections.get();
	}

	public int requests() {
		return this.requests.get();
	}

	/** A header of the last request; null where there is none. */
	public String header(String name) {
		return this.head.lines()
			.filter((line) -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
			.map((line) -> line.substring(name.length() + 2))
			.findFirst()
			.orElse(null);
	}

	/** The body of the last request, in UTF-8. */
	public String body() {
		return this.body;
	}

	/** All that was sent to it, in UTF-8. */
	public String heard() {
		return this.heard.toString();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
