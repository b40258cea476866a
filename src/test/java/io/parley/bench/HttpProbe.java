package io.parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks whether a server is there yet. */
final class HttpProbe {

	private final HttpClient client = HttpClient.newHttpClient();

	/** Whether an address answers, and with this status. */
	boolean answers(String address, int status) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == status;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
