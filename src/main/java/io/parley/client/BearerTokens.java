package io.parley.client;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * The access token that all threads of a client share. It is asked for when it is first
 * needed, shortly before it expires and when the service takes it no more; by one request
 * at a time, which no thread's interruption breaks off.
 */
final class BearerTokens {

	private final ClientGrant grant;

	private final HttpCalls http;

	private final Workers workers;

	private final Duration patience;

	private final Clock clock;

	private @Nullable BearerToken current;

	private @Nullable CompletableFuture<BearerToken> request;

	/**
	 * No token yet.
	 * @param patience how long one request may take with all its tries
	 */
	BearerTokens(ClientGrant grant, HttpCalls http, Workers workers, Duration patience, Clock clock) {
		this.grant = grant;
		this.http = http;
		this.workers = workers;
		this.patience = patience;
		this.clock = clock;
	}

	/**
	 * A token. While another one is being asked for, the old one does as long as it
	 * lives.
	 * @throws SessionHttpException if the token endpoint refuses it
	 * @throws SessionUnreachableException if there was none before the deadline
	 */
	String get(Deadline deadline) throws InterruptedException {
		CompletableFuture<BearerToken> asked;
		synchronized (this) {
			Instant now = this.clock.instant();
			if (this.current != null && now.isBefore(this.current.renewAt())) {
				return this.current.value();
			}
			asked = ask();
			if (this.current != null && now.isBefore(this.current.expiresAt())) {
				return this.current.value();
			}
		}
		return await(asked, deadline).value();
	}

	/**
	 * Takes note that the service does not take this token, so that nobody gets it again.
	 */
	synchronized void reject(String token) {
		if (this.current != null && this.current.value().equals(token)) {
			this.current = null;
		}
	}

	private CompletableFuture<BearerToken> ask() {
		if (this.request == null) {
			this.request = this.workers.async(this::fetch);
			this.workers.cancelOnClose(this.request);
		}
		return this.request;
	}

	/** What it comes to is noted before anybody who waits for it goes on. */
	private BearerToken fetch() {
		BearerToken fetched = null;
		try {
			fetched = fetched();
			return fetched;
		}
		catch (InterruptedException ex) {
			throw Workers.interrupted(ex);
		}
		finally {
			synchronized (this) {
				this.request = null;
				this.current = (fetched != null) ? fetched : this.current;
			}
		}
	}

	private BearerToken fetched() throws InterruptedException {
		HttpRequest asking = HttpRequest.newBuilder(this.grant.tokenUrl())
			.version(ClientSettings.version(this.grant.tokenUrl()))
			.header("Accept", "application/json")
			.header("Authorization", this.grant.authorization())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(this.grant.form(), StandardCharsets.US_ASCII))
			.build();
		Instant now = this.clock.instant();
		BearerToken token = BearerToken.of(this.http.call(asking, Deadline.in(this.patience)), now);
		if (token == null) {
			throw new SessionHttpException(
					Problem.of(200,
							Map.of("detail",
									"the answer holds no Bearer token; does tokenUrl lead to a token endpoint?")),
					null);
		}
		return token;
	}

	private BearerToken await(CompletableFuture<BearerToken> asked, Deadline deadline) throws InterruptedException {
		try {
			return asked.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
		}
		catch (CancellationException ex) {
			throw Workers.closedMeanwhile();
		}
		catch (TimeoutException ex) {
			throw new SessionUnreachableException("No access token from " + this.grant.tokenUrl() + " in time", ex);
		}
		catch (ExecutionException ex) {
			throw ours(Objects.requireNonNullElse(ex.getCause(), ex));
		}
	}

	/**
	 * The failure of a request that others wait for too, with a stack of this thread's
	 * own.
	 */
	private SessionClientException ours(Throwable failure) {
		String message = "No access token for " + this.grant.clientId();
		if (failure instanceof SessionHttpException refused) {
			return refused.entitled(message);
		}
		return (failure instanceof SessionUnreachableException)
				? new SessionUnreachableException(message + ": " + failure.getMessage(), failure)
				: new SessionClientException(message, failure);
	}

}
