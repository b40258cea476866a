package io.parley.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Requests that are repeated, with growing pauses, until they are answered or their
 * deadline passes; each must be one that may be repeated.
 */
final class HttpCalls {

	/**
	 * Limited, and what stands between us and the service, or its store, is away. A 500
	 * is a bug and stays one.
	 */
	private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

	private final ClientSettings settings;

	private final Workers workers;

	private final @Nullable HttpClient given;

	private volatile @Nullable HttpClient http;

	/**
	 * Calls over the caller's own HTTP client, or, where that is null, over one that is
	 * closed with this.
	 */
	HttpCalls(ClientSettings settings, @Nullable HttpClient given, Workers workers) {
		this.settings = settings;
		this.workers = workers;
		this.given = given;
		this.http = (given != null) ? given : made(settings, workers);
	}

	private static HttpClient made(ClientSettings settings, Workers workers) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.connectTimeout(settings.connectTimeout())
			.executor(workers.pool());
		if (settings.sslContext() != null) {
			builder.sslContext(settings.sslContext());
		}
		return builder.build();
	}

	/** The whole JSON answer. */
	Map<String, Object> call(HttpRequest request, Deadline deadline) throws InterruptedException {
		Backoff backoff = new Backoff();
		while (true) {
			SessionClientException failure;
			Duration pause = backoff.next();
			try {
				return attempt(request, deadline);
			}
			catch (SessionUnreachableException ex) {
				failure = ex;
			}
			catch (SessionHttpException ex) {
				if (!worthAnotherTry(ex)) {
					throw ex;
				}
				failure = ex;
				pause = Deadline.max(pause, ex.retryAfter().orElse(Duration.ZERO));
			}
			if (pause.compareTo(deadline.left()) >= 0) {
				throw failure;
			}
			this.workers.pause(pause);
		}
	}

	/**
	 * A conflict that will pass is an earlier try of this very request, which is still at
	 * work.
	 */
	private static boolean worthAnotherTry(SessionHttpException refused) {
		return WORTH_ANOTHER_TRY.contains(refused.status())
				|| (refused.status() == 409 && refused.retryAfter().isPresent());
	}

	private Map<String, Object> attempt(HttpRequest request, Deadline deadline) throws InterruptedException {
		HttpResponse<byte[]> response = exchange(request,
				Deadline.min(this.settings.attemptTimeout(), deadline.left()));
		if (response.statusCode() / 100 != 2) {
			throw SessionHttpException.of(response);
		}
		try {
			return Json.read(response.body());
		}
		catch (JacksonException ex) {
			throw SessionHttpException.notJson(response);
		}
	}

	/**
	 * The request's own time-out would end with the headers; this one has the body in it,
	 * which may stall too.
	 */
	private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) throws InterruptedException {
		HttpClient open = this.http;
		if (open == null) {
			throw Workers.closedMeanwhile();
		}
		CompletableFuture<HttpResponse<byte[]>> sent = open.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
		this.workers.cancelOnClose(sent);
		try {
			return sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (CancellationException ex) {
			throw Workers.closedMeanwhile();
		}
		catch (TimeoutException ex) {
			throw unreachable(request, new HttpTimeoutException("No answer in time"));
		}
		catch (ExecutionException ex) {
			throw unreachable(request, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		finally {
			sent.cancel(true);
		}
	}

	private static SessionUnreachableException unreachable(HttpRequest request, Throwable cause) {
		String reason = (cause instanceof IOException && cause.getMessage() != null) ? cause.getMessage()
				: cause.getClass().getSimpleName();
		return new SessionUnreachableException("No answer from " + request.method() + " "
				+ NatsAddresses.withoutCredentials(request.uri().toString()) + ": " + reason, cause);
	}

	/**
	 * Ends an HTTP client of its own. It can be closed since Java 21; before, its thread
	 * ends once nobody refers to it any more.
	 */
	void close() {
		Object open = this.http;
		this.http = null;
		if (this.given == null && open instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("An HTTP client does not close", ex);
			}
		}
	}

}
