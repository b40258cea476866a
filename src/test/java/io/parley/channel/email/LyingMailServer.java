package io.parley.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server that answers a command as it is told to: with a line, by hanging up or
 * by never saying a word.
 */
final class LyingMailServer implements AutoCloseable {

	/** It closes the connection. */
	static final String DROP = "drop";

	/** It says nothing more. */
	static final String HANG = "hang";

	/** It says the beginning of an answer, a letter at a time, for ever. */
	static final String DRIP = "drip";

	private final ServerSocket listener = new ServerSocket(0);

	private final Map<String, String> answers;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/**
	 * A server.
	 * @param answers by the beginning of a command; {@code .} is the end of the text and
	 * the empty one the greeting
	 */
	LyingMailServer(Map<String, String> answers) throws IOException {
		this.answers = answers;
		Thread thread = new Thread(this::accept, "lying-mail-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.listener.accept();
				this.sockets.add(socket);
				Thread thread = new Thread(() -> talk(socket), "lying-mail-server");
				thread.setDaemon(true);
				thread.start();
			}
		}
		catch (IOException ex) {
			// The test is over.
		}
	}

	private void talk(Socket socket) {
		try (socket;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
			boolean on = say(socket, answer("", "220 lies.test"));
			for (String line = in.readLine(); on && line != null; line = in.readLine()) {
				on = say(socket, answer(line, line.startsWith("DATA") ? "354 Go on" : "250 OK"));
				if (on && line.startsWith("DATA") && answer(line, "354").startsWith("354")) {
					this.messages.add(text(in));
					on = say(socket, answer(".", "250 Taken"));
				}
			}
		}
		catch (IOException | InterruptedException ex) {
			// The other end has gone, or the test is over.
		}
	}

	private static String text(BufferedReader in) throws IOException {
		StringBuilder text = new StringBuilder();
		for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
			text.append(line).append('\n');
		}
		return text.toString();
	}

	private String answer(String command, String usual) {
		if (command.isEmpty()) {
			return this.answers.getOrDefault("", usual);
		}
		return this.answers.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().isEmpty() && command.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(usual);
	}

	private static boolean say(Socket socket, String answer) throws IOException, InterruptedException {
		switch (answer) {
			case DROP -> {
				socket.close();
				return false;
			}
			case HANG -> Thread.sleep(600_000);
			case DRIP -> {
				while (true) {
					socket.getOutputStream().write('2');
					socket.getOutputStream().flush();
					Thread.sleep(50);
				}
			}
			default -> {
				socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
				socket.getOutputStream().flush();
			}
		}
		return true;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** The texts that it was sent, also those that it then did not take. */
	List<String> messages() {
		return this.messages;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
