package io.parley.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A POST with an {@code Idempotency-Key} does its work once: repeated, it gets the first
 * answer again. The same key with another request is a 409. A request whose answer is not
 * final (429, any 5xx) may be repeated with the same key.
 *
 * <p>
 * Between the work and the record of its answer the service may be killed. A repetition
 * then does the work again under the same {@link OperationId}, by which the service
 * recognises what it has done.
 */
class IdempotencyFilter extends OncePerRequestFilter {

	static final String HEADER = "Idempotency-Key";

	private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

	private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG,
			HttpHeaders.LINK);

	private static final int LONGEST_KEY = 256;

	private static final int LARGEST_ANSWER = 4 << 20;

	private static final long PAUSE_MILLIS = 50;

	private final IdempotencyRecordRepository records;

	private final WebProperties properties;

	private final Problems problems;

	IdempotencyFilter(IdempotencyRecordRepository records, WebProperties properties, Problems problems) {
		this.records = records;
		this.properties = properties;
		this.problems = problems;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(HEADER) == null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String key = request.getHeader(HEADER);
		try {
			if (key.isBlank() || key.length() > LONGEST_KEY) {
				throw ProblemException.invalid(HEADER, HEADER + " must have 1 to " + LONGEST_KEY + " characters");
			}
			ObjectId operation = claim(key, fingerprint(request), response);
			if (operation != null) {
				perform(key, operation, request, response, chain);
			}
		}
		catch (ProblemException ex) {
			this.problems.write(ex, request, response);
		}
		catch (DataAccessException ex) {
			log.warn("The store did not answer for an idempotency key");
			log.debug("Because of", ex);
			this.problems.write(
					ProblemException.unavailable("The store is away or too slow to answer now; try again shortly"),
					request, response);
		}
	}

	/** The operation to perform, or null where the first answer was written again. */
	private ObjectId claim(String key, String fingerprint, HttpServletResponse response) throws IOException {
		long deadline = System.nanoTime() + this.properties.idempotencyWait().toNanos();
		do {
			IdempotencyRecordRepository.Claim claim = this.records.claim(key, fingerprint);
			if (claim.operation() != null) {
				return claim.operation();
			}
			IdempotencyRecord existing = claim.existing();
			if (existing != null && !existing.fingerprint().equals(fingerprint)) {
				throw ProblemException.conflict(HEADER + " was used for another request; use a new one for each");
			}
			if (existing != null && existing.status() != null) {
				replay(existing, response);
				return null;
			}
			pause();
		}
		while (System.nanoTime() < deadline);
		throw ProblemException.busy("A request with this " + HEADER + " is still being answered; try again shortly");
	}

	private void perform(String key, ObjectId operation, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws ServletException, IOException {
		request.setAttribute(RequestArguments.OPERATION, operation);
		ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
		boolean kept = false;
		try {
			chain.doFilter(request, answer);
			kept = keep(key, operation, answer);
		}
		finally {
			if (!kept) {
				release(key, operation);
			}
		}
		answer.copyBodyToResponse();
	}

	private boolean keep(String key, ObjectId operation, ContentCachingResponseWrapper answer) {
		int status = answer.getStatus();
		if (status >= 500 || status == 429 || status == 401 || answer.getContentSize() > LARGEST_ANSWER) {
			return false;
		}
		Map<String, String> headers = new LinkedHashMap<>();
		KEPT.forEach((name) -> {
			String value = HttpHeaders.CONTENT_TYPE.equals(name) ? answer.getContentType() : answer.getHeader(name);
			if (value != null) {
				headers.put(name, value);
			}
		});
		try {
			this.records.complete(key, operation, status, headers, answer.getContentAsByteArray());
			return true;
		}
		catch (DataAccessException ex) {
			log.warn("The answer to an idempotency key could not be kept; a repetition will find what was done");
			return true;
		}
	}

	private void release(String key, ObjectId operation) {
		try {
			this.records.release(key, operation);
		}
		catch (DataAccessException ex) {
			log.debug("The lease on the key runs out by itself", ex);
		}
	}

	private static void replay(IdempotencyRecord record, HttpServletResponse response) throws IOException {
		response.setStatus(record.status());
		record.headers().forEach(response::setHeader);
		response.setHeader("Idempotency-Replayed", "true");
		response.getOutputStream().write(record.body());
	}

	private static String fingerprint(HttpServletRequest request) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
			digest.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
			digest.update(((BodyFilter.RequestWithBody) request).body());
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ProblemException.unavailable("The service is stopping; try again shortly");
		}
	}

}
