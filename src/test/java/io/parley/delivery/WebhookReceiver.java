package io.parley.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A receiver of webhooks in a process of its own. What comes to {@code /steady} it takes;
 * what comes to {@code /wild} it takes, fails, limits, leaves hanging, or takes without
 * saying so.
 */
final class WebhookReceiver {

	private static final long HANGING_NANOS = 20_000_000_000L;

	private final Path file;

	private WebhookReceiver(Path file) {
		this.file = file;
	}

	/**
	 * Serves until it is killed.
	 * @param arguments the port, and the file that what comes is written to
	 */
	public static void main(String[] arguments) throws IOException {
		WebhookReceiver receiver = new WebhookReceiver(Path.of(arguments[1]));
		HttpServer server = HttpServer
			.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 200);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/steady", (exchange) -> receiver.receive(exchange, Arrival.How.OK));
		server.createContext("/wild", (exchange) -> receiver.receive(exchange, mood()));
		server.start();
	}

	private static Arrival.How mood() {
		int chance = ThreadLocalRandom.current().nextInt(100);
		if (chance < 8) {
			return Arrival.How.FAIL;
		}
		if (chance < 14) {
			return Arrival.How.LIMIT;
		}
		if (chance < 17) {
			return Arrival.How.HANG;
		}
		return (chance < 25) ? Arrival.How.LIE : Arrival.How.OK;
	}

	private void receive(HttpExchange exchange, Arrival.How how) throws IOException {
		exchange.getRequestBody().readAllBytes();
		String messageId = exchange.getRequestHeaders().getFirst("webhook-id");
		new Arrival(System.currentTimeMillis(), how, messageId).append(this.file);
		switch (how) {
			case OK -> answer(exchange, 200);
			case FAIL -> answer(exchange, 503);
			case LIMIT -> {
				exchange.getResponseHeaders().set("Retry-After", "1");
				answer(exchange, 429);
			}
			case HANG -> {
				LockSupport.parkNanos(HANGING_NANOS);
				exchange.close();
			}
			case LIE -> exchange.close();
		}
	}

	private static void answer(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

}
