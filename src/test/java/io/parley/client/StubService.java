package io.parley.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers as a test wants it, where the service itself cannot be made to: broken, slow,
 * limited, or not Parley at all.
 */
final class StubService implements AutoCloseable {

	record Request(String method, String path, Map<String, List<String>> headers, String body) {

		String header(String name) {
			return this.headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
		}

	}

	record Answer(int status, Map<String, String> headers, String body) {

		static Answer ok(String body) {
			return new Answer(200, Map.of("Content-Type", "application/json"), body);
		}

		static Answer status(int status) {
			return new Answer(status, Map.of(), "");
		}

	}

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	/** Starts a service that gives these answers; null breaks the connection. */
	StubService(Function<Request, Answer> answers) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> answer(exchange, answers));
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	private void answer(HttpExchange exchange, Function<Request, Answer> answers) throws IOException {
		try (exchange) {
			Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
					exchange.getRequestHeaders(),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			this.requests.add(request);
			Answer answer = answers.apply(request);
			if (answer != null) {
				answer.headers().forEach(exchange.getResponseHeaders()::add);
				byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(answer.status(), (body.length != 0) ? body.length : -1);
				exchange.getResponseBody().write(body);
			}
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
