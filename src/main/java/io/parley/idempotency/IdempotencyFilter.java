package io.parley.idempotency;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.parley.idempotency.IdempotencyRecordRepository.Claim;
import io.parley.idempotency.IdempotencyRecordRepository.Outcome;
import io.parley.web.BufferedRequest;
import io.parley.web.Callers;
import io.parley.web.Forms;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.UrlPathHelper;

/**
 * A POST with an {@code Idempotency-Key} does its work once: repeated, it gets the first
 * answer again. The same key with another request is a 409; the keys of different callers
 * have nothing to do with one another. Only the answer of a request that did its work is
 * kept, unless it says that it must not be stored, since it shows a secret once; after a
 * refusal the key is as good as new, and after a failure, which may have come once the
 * work was done, the same request may be repeated.
 *
 * <p>
 * Between the work and the record of its answer the service may be killed. A repetition
 * then does the work again under the same {@link OperationId}, by which the service
 * recognises what it has done.
 */
class IdempotencyFilter extends OncePerRequestFilter {

	private static final String HEADER = "Idempotency-Key";

	private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

	private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG,
			HttpHeaders.LINK);

	private static final int LONGEST_KEY = 256;

	/** In place of a status: the answer is not kept. */
	private static final int SHOWN_ONCE = 0;

	private static final int LARGEST_ANSWER = 4 << 20;

	private final IdempotencyRecordRepository records;

	private final KeyClaims claims;

	private final Fingerprint fingerprint;

	private final Callers callers;

	private final Problems problems;

	IdempotencyFilter(IdempotencyRecordRepository records, KeyClaims claims, Fingerprint fingerprint, Callers callers,
			Problems problems) {
		this.fingerprint = fingerprint;
		this.callers = callers;
		this.records = records;
		this.claims = claims;
		this.problems = problems;
	}

	/**
	 * A form that the container reads has no body to tell requests apart by, and an id of
	 * its own where it does its work once: {@link FormOperations}.
	 */
	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(HEADER) == null
				|| Forms.isForm(request) || this.callers.find().isEmpty();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Claim claim;
		try {
			claim = claim(request, response);
		}
		catch (ProblemException | DataAccessException ex) {
			this.problems.write(ex, request, response);
			return;
		}
		if (claim != null) {
			perform(claim, request, response, chain);
		}
	}

	/** The claim to work on, or null where the first answer was written again. */
	private @Nullable Claim claim(HttpServletRequest request, HttpServletResponse response) throws IOException {
		List<String> keys = Collections.list(request.getHeaders(HEADER));
		if (keys.size() != 1) {
			throw ProblemException.invalid(HEADER, HEADER + " must be given once");
		}
		String key = keys.get(0);
		if (key.isBlank() || key.length() > LONGEST_KEY) {
			throw ProblemException.invalid(HEADER, HEADER + " must have 1 to " + LONGEST_KEY + " characters");
		}
		String fingerprint = fingerprint(request);
		Outcome outcome = this.claims.take(key, fingerprint)
			.orElseThrow(() -> ProblemException
				.busy("A request with this " + HEADER + " is still being answered; try again shortly"));
		if (outcome.claim() != null) {
			return outcome.claim();
		}
		IdempotencyRecord existing = Objects.requireNonNull(outcome.existing());
		if (!existing.fingerprint().equals(fingerprint)) {
			throw ProblemException.conflict(HEADER + " was used for another request; use a new one for each");
		}
		replay(existing, request, response);
		return null;
	}

	private void perform(Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		new OperationId(claim.operation()).assignTo(request);
		ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
		HttpStatusCode status = HttpStatusCode.valueOf(500);
		try {
			chain.doFilter(request, answer);
			status = HttpStatusCode.valueOf(answer.getStatus());
		}
		finally {
			conclude(claim, status, answer);
		}
		answer.copyBodyToResponse();
	}

	/**
	 * A store that fails here changes no answer: the lease on the key runs out by itself.
	 */
	private void conclude(Claim claim, HttpStatusCode status, ContentCachingResponseWrapper answer) {
		try {
			if (status.is2xxSuccessful() && answer.getContentSize() <= LARGEST_ANSWER) {
				boolean secret = isSecret(answer);
				this.records.complete(claim, secret ? SHOWN_ONCE : status.value(), headers(answer),
						secret ? new byte[0] : answer.getContentAsByteArray());
			}
			else if (status.is4xxClientError() && claim.first()) {
				this.records.forget(claim);
			}
			else {
				this.records.release(claim);
			}
		}
		catch (DataAccessException ex) {
			log.warn(
					"What was answered under an idempotency key could not be kept; a repetition finds what was done: {}",
					NestedExceptionUtils.getMostSpecificCause(ex).toString());
		}
	}

	private static Map<String, String> headers(ContentCachingResponseWrapper answer) {
		Map<String, String> headers = new LinkedHashMap<>();
		KEPT.forEach((name) -> {
			String value = HttpHeaders.CONTENT_TYPE.equals(name) ? answer.getContentType() : answer.getHeader(name);
			if (value != null) {
				headers.put(name, value);
			}
		});
		return headers;
	}

	/** Whether the answer may be kept nowhere, since it holds what is shown only once. */
	private static boolean isSecret(HttpServletResponse answer) {
		return String.valueOf(answer.getHeader(HttpHeaders.CACHE_CONTROL)).contains("no-store");
	}

	private void replay(IdempotencyRecord record, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		int status = Objects.requireNonNull(record.status());
		Map<String, String> headers = Objects.requireNonNull(record.headers());
		if (status == SHOWN_ONCE) {
			response.setHeader(HttpHeaders.LOCATION, headers.get(HttpHeaders.LOCATION));
			this.problems.write(ProblemException.conflict("The first request with this " + HEADER
					+ " did its work, and its answer held a secret that is shown once;"
					+ " Location names what it made, which can be deleted and made again"), request, response);
			return;
		}
		response.setStatus(status);
		headers.forEach(response::setHeader);
		response.setHeader("Idempotency-Replayed", "true");
		response.getOutputStream().write(record.body());
	}

	private String fingerprint(HttpServletRequest request) {
		String line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
		return this.fingerprint.of(UrlPathHelper.defaultInstance.getPathWithinApplication(request), line,
				BufferedRequest.bodyOf(request));
	}

}
