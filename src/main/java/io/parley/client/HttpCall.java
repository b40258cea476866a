package io.parley.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import tools.jackson.core.JacksonException;

/**
 * One request, tried again with growing pauses until it is answered or its deadline
 * passes. Every request that is made this way may be repeated: it is idempotent, or it
 * carries an {@code Idempotency-Key}.
 */
final class HttpCall {

	/**
	 * Limited, and what stands between us and the service, or its store, is away. A 500
	 * is a bug and stays one.
	 */
	private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 502, 503, 504);

	private final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();

	private final Backoff backoff = new Backoff();

	private final HttpClient http;

	private final HttpRequest request;

	private final Workers workers;

	private final Duration attemptTimeout;

	private final Deadline deadline;

	private volatile CompletableFuture<HttpResponse<byte[]>> exchange;

	private volatile Future<?> timer;

	HttpCall(HttpClient http, HttpRequest request, Workers workers, Duration attemptTimeout, Deadline deadline) {
		this.http = http;
		this.request = request;
		this.workers = workers;
		this.attemptTimeout = attemptTimeout;
		this.deadline = deadline;
	}

	/** Starts it. Cancelling what this answers breaks the request off. */
	CompletableFuture<Map<String, Object>> start() {
		this.answer.whenComplete((body, failure) -> release());
		attempt();
		return this.workers.track(this.answer);
	}

	private void attempt() {
		CompletableFuture<HttpResponse<byte[]>> sent = this.http.sendAsync(this.request,
				HttpResponse.BodyHandlers.ofByteArray());
		this.exchange = sent;
		// Not the request's own timeout: that one ends with the headers, and the body may
		// stall too.
		this.timer = this.workers.after(Deadline.min(this.attemptTimeout, this.deadline.left()),
				() -> sent.cancel(true));
		sent.whenComplete(this::answered);
		if (this.answer.isDone()) {
			release();
		}
	}

	private void answered(HttpResponse<byte[]> response, Throwable failure) {
		this.timer.cancel(false);
		if (failure != null) {
			again(unreachable(Failures.unwrap(failure)), Duration.ZERO);
		}
		else if (response.statusCode() / 100 == 2) {
			read(response);
		}
		else {
			SessionHttpException refused = Answers.refusal(response);
			if (worthAnotherTry(refused)) {
				again(refused, refused.retryAfter().orElse(Duration.ZERO));
			}
			else {
				this.answer.completeExceptionally(refused);
			}
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

	private void read(HttpResponse<byte[]> response) {
		try {
			this.answer.complete(Json.read(response.body()));
		}
		catch (JacksonException ex) {
			this.answer.completeExceptionally(Answers.notJson(response));
		}
	}

	private void again(SessionClientException failure, Duration atLeast) {
		Duration pause = Deadline.max(this.backoff.next(), atLeast);
		if (this.answer.isDone() || pause.compareTo(this.deadline.left()) >= 0) {
			this.answer.completeExceptionally(failure);
			return;
		}
		this.timer = this.workers.after(pause, this::attempt);
		if (this.answer.isDone()) {
			release();
		}
	}

	private SessionUnreachableException unreachable(Throwable failure) {
		Throwable cause = (failure instanceof CancellationException) ? new HttpTimeoutException("No answer in time")
				: failure;
		String reason = (cause instanceof IOException && cause.getMessage() != null) ? cause.getMessage()
				: cause.getClass().getSimpleName();
		return new SessionUnreachableException(
				"No answer from " + this.request.method() + " " + this.request.uri() + ": " + reason, cause);
	}

	private void release() {
		this.exchange.cancel(true);
		this.timer.cancel(false);
	}

}
