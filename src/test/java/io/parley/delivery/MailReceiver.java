package io.parley.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server in a process of its own that takes mail, has no room for it, leaves it
 * hanging, or takes it without saying so.
 */
final class MailReceiver {

	private static final long HANGING_NANOS = 20_000_000_000L;

	/** The message's id stands in the mail's, before whatever else makes that unique. */
	private static final Pattern MESSAGE_ID = Pattern.compile("(?i)^Message-ID:\\s*<?.*?([0-9a-f]{24}).*");

	private final Path file;

	private MailReceiver(Path file) {
		this.file = file;
	}

	/**
	 * Serves until it is killed.
	 * @param arguments the port, and the file that what comes is written to
	 */
	public static void main(String[] arguments) throws IOException {
		MailReceiver receiver = new MailReceiver(Path.of(arguments[1]));
		ExecutorService threads = Executors.newCachedThreadPool();
		try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]), 200,
				InetAddress.getLoopbackAddress())) {
			while (true) {
				Socket client = listener.accept();
				threads.execute(() -> receiver.serve(client));
			}
		}
	}

	private void serve(Socket client) {
		try (client;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
				OutputStream out = client.getOutputStream()) {
			say(out, "220 receiver");
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String command = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
				switch (command) {
					case "DATA" -> {
						if (!take(in, out)) {
							return;
						}
					}
					case "QUIT" -> {
						say(out, "221 bye");
						return;
					}
					default -> say(out, "250 fine");
				}
			}
		}
		catch (IOException ex) {
			// Who sent has gone.
		}
	}

	private boolean take(BufferedReader in, OutputStream out) throws IOException {
		say(out, "354 go on");
		String messageId = "none";
		for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
			if (line == null) {
				return false;
			}
			Matcher header = MESSAGE_ID.matcher(line);
			messageId = (messageId.equals("none") && header.matches()) ? header.group(1) : messageId;
		}
		int chance = ThreadLocalRandom.current().nextInt(100);
		Arrival.How how = (chance < 8) ? Arrival.How.FAIL
				: (chance < 10) ? Arrival.How.HANG : (chance < 18) ? Arrival.How.LIE : Arrival.How.OK;
		new Arrival(System.currentTimeMillis(), how, messageId).append(this.file);
		switch (how) {
			case FAIL -> say(out, "451 no room just now");
			case HANG -> LockSupport.parkNanos(HANGING_NANOS);
			case OK -> say(out, "250 taken");
			default -> {
			}
		}
		return how == Arrival.How.OK || how == Arrival.How.FAIL;
	}

	private static void say(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

}
