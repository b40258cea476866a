package io.parley.web;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

import io.parley.store.BusyException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.multipart.MultipartException;

/**
 * Makes problem documents, all of the same form, for the handler of exceptions, the
 * filters, the error page and the container.
 */
@Component
public class Problems {

	/** Says the same as detail; older clients read it. */
	static final String ERROR = "error";

	private static final String REPLY = "/reply/";

	private static final Logger log = LoggerFactory.getLogger(Problems.class);

	private static final URI BLANK = URI.create("about:blank");

	private final List<ProblemCustomizer> customizers;

	private final JsonMapper mapper;

	private final ProblemPage page;

	Problems(List<ProblemCustomizer> customizers, JsonMapper mapper, ProblemPage page) {
		this.customizers = customizers;
		this.mapper = mapper;
		this.page = page;
	}

	/**
	 * Answers a request with the problem that an exception stands for, where no handler
	 * of exceptions is at hand. What is no caller's fault is logged.
	 */
	public void write(@Nullable Exception ex, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ProblemException problem = from(ex, request);
		problem.addHeaders(response);
		write(problem.getBody(), request, response);
	}

	/** Answers a request with a status alone, in the words of {@link #sentence}. */
	void write(HttpStatusCode status, HttpServletRequest request, HttpServletResponse response) throws IOException {
		write(ProblemDetail.forStatusAndDetail(status, sentence(status)), request, response);
	}

	private void write(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setStatus(problem.getStatus());
		if (this.page.isFor(path(request), request)) {
			this.page.write(complete(problem, request), request, response);
			return;
		}
		// What is refused before anything else has looked at it has no headers yet.
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream().write(this.mapper.writeValueAsBytes(complete(problem, request)));
	}

	/** The same as an answer of a handler; null where it was written as a page. */
	@Nullable ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers, ServletWebRequest asked) {
		HttpServletRequest request = asked.getRequest();
		if (this.page.isFor(path(request), request)) {
			HttpServletResponse response = Objects.requireNonNull(asked.getResponse());
			response.setStatus(problem.getStatus());
			headers.forEach((name, values) -> response.setHeader(name, values.get(0)));
			this.page.write(complete(problem, request), request, response);
			return null;
		}
		return ResponseEntity.status(problem.getStatus())
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(complete(problem, request));
	}

	/** What an exception means to a caller; what is no caller's fault is logged. */
	ProblemException from(@Nullable Exception ex, HttpServletRequest request) {
		if (ex instanceof ProblemException problem) {
			return problem;
		}
		if (ex instanceof BusyException) {
			return ProblemException.unavailable(String.valueOf(ex.getMessage()));
		}
		if (ex instanceof InvalidParameterException invalid) {
			return (invalid.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE)
					? ProblemException.tooLarge("The form is larger than is accepted") : ProblemException
						.invalid("query", "The query string or the form cannot be read, or has too many parameters");
		}
		if (ex instanceof MultipartException) {
			return ProblemException.noForm();
		}
		if (ex instanceof DataAccessException failure && StoreFailures.isTooLarge(failure)) {
			return ProblemException.tooLarge("The document would be larger than the store takes");
		}
		if (ex instanceof DataAccessException failure && StoreFailures.isPassing(failure)) {
			log.warn("The store did not answer {} {} in time: {}", request.getMethod(), logged(request),
					NestedExceptionUtils.getMostSpecificCause(failure).toString());
			return ProblemException.unavailable("The store is away or too slow to answer now; try again shortly");
		}
		log.error("{} {} failed", request.getMethod(), logged(request), ex);
		return ProblemException.unexpected();
	}

	/** The path of a request, without what is the credential in a link. */
	static String logged(HttpServletRequest request) {
		String path = request.getRequestURI();
		return path.startsWith(REPLY) ? REPLY + "…" : path;
	}

	/** A sentence for a status whose exception has none that is fit for a caller. */
	static String sentence(HttpStatusCode status) {
		return switch (status.value()) {
			case 400 -> "The request is malformed: its first line, a header or its body";
			case 404 -> "There is nothing at this path";
			case 405 -> "There is nothing at this path for this method";
			case 413 -> "The request is too large";
			case 417 -> "Nothing but 100-continue can be expected";
			case 501 -> "The method or the transfer encoding of the request is not known here";
			case 505 -> "HTTP/1.1 is served here, no other version";
			default -> status.is5xxServerError() ? "Something went wrong here; it has been logged"
					: "The request cannot be served";
		};
	}

	private ProblemDetail complete(ProblemDetail problem, HttpServletRequest request) {
		problem.setType(BLANK);
		HttpStatus known = HttpStatus.resolve(problem.getStatus());
		problem.setTitle((known != null) ? known.getReasonPhrase() : "Error");
		String path = path(request);
		problem.setInstance(instance(path));
		problem.setProperty(ERROR, problem.getDetail());
		this.customizers.forEach((customizer) -> customizer.customize(problem, path));
		return problem;
	}

	private static URI instance(String path) {
		try {
			return new URI(path);
		}
		catch (URISyntaxException ex) {
			return URI.create("/");
		}
	}

	/**
	 * The path that was asked for; of a request that could not even be read, the root.
	 */
	private static String path(HttpServletRequest request) {
		Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		String path = (original != null) ? original.toString() : request.getRequestURI();
		return (path != null) ? path : "/";
	}

}
