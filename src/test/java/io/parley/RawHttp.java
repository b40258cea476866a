package io.parley;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends bytes as they are, also those that no client would send, and reads the answer
 * only once all have been sent.
 */
public final class RawHttp {

	private final int port;

	public RawHttp(int port) {
		this.port = port;
	}

	/** The whole answer, as it came. */
	public record RawAnswer(String text) {

		public int status() {
			return Integer.parseInt(this.text.split(" ", 3)[1]);
		}

		public String body() {
			return this.text.substring(this.text.indexOf("\r\n\r\n") + 4);
		}

		public boolean isProblem() {
			return this.text.contains("\r\nContent-Type: application/problem+json")
					&& body().contains("\"status\":" + status());
		}

	}

	/** Sends a request line with headers of one's own, and a body or nothing. */
	public RawAnswer send(String line, String headers, byte[] body) {
		String head = line + " HTTP/1.1\r\n" + (headers.contains("Host:") ? "" : "Host: localhost\r\n")
				+ "Connection: close\r\n" + headers;
		if (Secured.EVERYWHERE) {
			head += "X-api-key: " + Secured.ADMIN_KEY + "\r\n";
		}
		if (!headers.contains("Transfer-Encoding") && body.length > 0) {
			head += "Content-Length: " + body.length + "\r\n";
		}
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(60_000);
			OutputStream out = socket.getOutputStream();
			out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
			out.write(body);
			out.flush();
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			socket.getInputStream().transferTo(answer);
			return new RawAnswer(answer.toString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public RawAnswer get(String target) {
		return send("GET " + target, "", new byte[0]);
	}

	/** Posts bytes as JSON. */
	public RawAnswer postJson(String target, byte[] body) {
		return send("POST " + target, "Content-Type: application/json\r\n", body);
	}

}
